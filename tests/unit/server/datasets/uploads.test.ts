import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { createUploads } from '#server/datasets/uploads.ts'
import { temporaryFolder } from '#tests/support/data-temporary-folder.ts'

const NO_LIMIT = Number.MAX_SAFE_INTEGER

/** Some megabytes in pieces of the sizes in which they come from the network, and others. */
function chunks(): Buffer[] {
  const sizes = [1, 151, 65_385, ...Array.from({ length: 40 }, () => 65_536), 1_048_576, 3_000_000, 17]
  return sizes.map((size, index) => Buffer.alloc(size, index + 1))
}

test('a file is written as it came, hashed, and the memory of its pieces is given back at once', async () => {
  const folder = await temporaryFolder()
  const uploads = createUploads(folder)
  const whole = Buffer.concat(chunks())
  const given = chunks()
  const received = await uploads.receive(uploads.fileOf('file'), Readable.from(given), NO_LIMIT)
  expect(received).toEqual({ bytes: whole.length, sha256: createHash('sha256').update(whole).digest('hex') })
  expect((await readFile(uploads.fileOf('file'))).equals(whole)).toBe(true)
  expect(given.filter(({ length }) => length > 0)).toEqual([])
})

test('of a buffer that is a part of another one the rest stays', async () => {
  const uploads = createUploads(await temporaryFolder())
  const larger = Buffer.alloc(100_000, 7)
  await uploads.receive(uploads.fileOf('file'), Readable.from([larger.subarray(10, 90_000)]), NO_LIMIT)
  expect(larger).toHaveLength(100_000)
})

test('of a file that is too large nothing is kept', async () => {
  const uploads = createUploads(await temporaryFolder())
  expect(await uploads.receive(uploads.fileOf('file'), Readable.from(chunks()), 2_000_000)).toBeNull()
  expect(await uploads.size('file')).toBeNull()
})

test('a file is taken in no faster than a network brings it while people edit', async () => {
  const uploads = createUploads(await temporaryFolder(), () => true)
  const from = performance.now()
  const pieces = Array.from({ length: 320 }, () => Buffer.alloc(65_536))
  await uploads.receive(uploads.fileOf('file'), Readable.from(pieces), NO_LIMIT)
  // Twenty megabytes at a hundred a second: never sooner, however fast the machine.
  expect(performance.now() - from).toBeGreaterThan(195)
})

test('a stream that breaks is told, and nothing is kept', async () => {
  const uploads = createUploads(await temporaryFolder())
  const broken = Readable.from(
    (function* () {
      yield Buffer.alloc(70_000)
      throw new Error('the line broke')
    })(),
  )
  await expect(uploads.receive(uploads.fileOf('file'), broken, NO_LIMIT)).rejects.toThrow('the line broke')
  expect(await uploads.size('file')).toBeNull()
})
