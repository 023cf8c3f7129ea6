import zlib from 'node:zlib'
import { expect, it } from 'vitest'
import { packSnapshot, unpackSnapshot } from '#server/storage/snapshot-format.ts'

const bytes = (...values: number[]) => Uint8Array.of(...values)

it('gives back what it was given, with or without a summary', async () => {
  expect(await unpackSnapshot(await packSnapshot(bytes(1, 2, 3), null))).toEqual({
    data: bytes(1, 2, 3),
    summary: null,
  })
  const long = new Uint8Array(100_000).fill(7)
  expect(await unpackSnapshot(await packSnapshot(long, bytes(4, 5)))).toEqual({ data: long, summary: bytes(4, 5) })
  expect((await packSnapshot(long, bytes(4, 5))).byteLength).toBeLessThan(1_000)
  expect(await unpackSnapshot(await packSnapshot(bytes(), bytes()))).toEqual({ data: bytes(), summary: bytes() })
})

it('reads what was stored before there were summaries', async () => {
  const stored = Buffer.concat([Buffer.of(1), zlib.deflateRawSync(bytes(9, 9))])
  expect(await unpackSnapshot(stored)).toEqual({ data: bytes(9, 9), summary: null })
})

it('refuses what is damaged or of another kind', async () => {
  await expect(unpackSnapshot(bytes(3, 1, 2))).rejects.toMatchObject({ name: 'StorageError', fault: 'failed' })
  await expect(unpackSnapshot(bytes(2, 1))).rejects.toMatchObject({ name: 'StorageError', fault: 'failed' })
  await expect(unpackSnapshot(bytes(1, 255, 255))).rejects.toMatchObject({ name: 'StorageError', fault: 'failed' })
})
