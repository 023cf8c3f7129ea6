import { appendFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { inspectFile } from '#server/datasets/import/inspect-file.ts'
import { temporaryFolder } from '#tests/support/data-temporary-folder.ts'

const LATER_MS = 60_000

test('a file that was looked at is known again until it changes', async () => {
  const file = path.join(await temporaryFolder(), 'a.csv')
  const inspect = () => inspectFile({ path: file, entry: null }, new AbortController().signal)
  await writeFile(file, 'a,b\n1,2\n')
  // Another write just now might not show.
  const atOnce = await inspect()
  expect(await inspect()).not.toBe(atOnce)

  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + LATER_MS })
  onTestFinished(() => void vi.useRealTimers())
  const first = await inspect()
  expect(first).toEqual(atOnce)
  expect(await inspect()).toBe(first)
  await appendFile(file, Buffer.from([0xe4]))
  const changed = await inspect()
  expect(changed.bytes).toBe(first.bytes + 1)
  expect(changed.encoding.name).toBe('windows-1252')
  expect(await inspect()).toBe(changed)
})
