import { existsSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createLazyEngine } from '#server/duckdb/lazy-engine.ts'
import { startEngine } from '#server/duckdb/start-engine.ts'
import { temporaryFolder } from '#tests/support/data-temporary-folder.ts'

// Processes are started here.
vi.setConfig({ testTimeout: 60_000 })

const settings = (dataFolder: string) => ({ dataFolder, memoryMb: 256, threads: 1, jobModules: [] })

test('starts with the first call, once for all who call at once', async () => {
  const folder = await temporaryFolder()
  const engine = createLazyEngine(settings(folder))
  onTestFinished(() => engine.close())
  expect(existsSync(path.join(folder, 'datasets.duckdb'))).toBe(false)
  const answers = await Promise.all([1, 2, 3].map((n) => engine.query('SELECT $1 AS n', [n])))
  expect(answers).toEqual([[{ n: 1 }], [{ n: 2 }], [{ n: 3 }]])
})

test('is closed without ever having started, and then takes no call', async () => {
  const folder = await temporaryFolder()
  const engine = createLazyEngine(settings(folder))
  await engine.close()
  await expect(engine.query('SELECT 1')).rejects.toMatchObject({ code: 'engine-stopped' })
  expect(existsSync(path.join(folder, 'datasets.duckdb'))).toBe(false)
})

test('gives up starting when it is closed, while another process has the file', async () => {
  const folder = await temporaryFolder()
  const owner = await startEngine(settings(folder))
  onTestFinished(() => owner.close())
  const engine = createLazyEngine(settings(folder))
  const refused = expect(engine.query('SELECT 1')).rejects.toMatchObject({ code: 'engine-stopped' })
  // It is trying now, and would for 15 s.
  await expect.poll(() => engine.close()).toBeUndefined()
  await refused
})

test('opens the file as soon as the one that has it lets go', async () => {
  const folder = await temporaryFolder()
  const owner = await startEngine(settings(folder))
  await owner.transaction([{ sql: 'CREATE TABLE t AS SELECT 5 AS n' }])
  const engine = createLazyEngine(settings(folder))
  onTestFinished(() => engine.close())
  const rows = engine.query('SELECT n FROM t')
  await owner.close()
  expect(await rows).toEqual([{ n: 5 }])
})
