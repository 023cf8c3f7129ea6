import { readdir, readlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { flushSteadily } from '#server/duckdb/steady-flush.ts'
import { temporaryFolder } from '../../../support/data-temporary-folder.ts'

const OPEN_FILES = '/proc/self/fd'

async function isOpen(file: string): Promise<boolean> {
  const targets = await Promise.all(
    (await readdir(OPEN_FILES)).map((fd) => readlink(path.join(OPEN_FILES, fd)).catch(() => '')),
  )
  return targets.includes(file)
}

test('holds the file open for as long as it flushes it, and no longer', async () => {
  const file = path.join(await temporaryFolder(), 'some.duckdb')
  await writeFile(file, 'something')
  const flushing = flushSteadily(file)
  await vi.waitFor(async () => expect(await isOpen(file)).toBe(true))
  flushing.end()
  await vi.waitFor(async () => expect(await isOpen(file)).toBe(false))
})

test('what is over at once never opens it', async () => {
  const file = path.join(await temporaryFolder(), 'some.duckdb')
  await writeFile(file, 'something')
  flushSteadily(file).end()
  // A second one begins later, so that the first has had its time once this one is at work.
  const later = path.join(path.dirname(file), 'other.duckdb')
  await writeFile(later, 'something')
  const second = flushSteadily(later)
  await vi.waitFor(async () => expect(await isOpen(later)).toBe(true))
  expect(await isOpen(file)).toBe(false)
  second.end()
})
