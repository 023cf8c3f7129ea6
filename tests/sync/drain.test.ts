import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { endServerProcess, readFresh, startServerProcess, startWriter } from '#tests/support/sync-kill-round.ts'
import { createRandom } from '#tests/support/sync-random.ts'

it('on SIGTERM, under load, the server ends within seconds, cleanly, and keeps what it promised', async () => {
  const dataFolder = await fs.mkdtemp(path.join(os.tmpdir(), 'waymark-drain-'))
  const server = await startServerProcess(dataFolder)
  const journey = `${server.url}/journey`
  const random = createRandom(1)
  const writers = await Promise.all(['ann', 'bob', 'cleo'].map((name) => startWriter(journey, name, random)))
  await Promise.all(writers.map(({ firstSaved }) => firstSaved))

  const askedAt = performance.now()
  expect(await endServerProcess(server, 'SIGTERM')).toBe(0)
  expect(performance.now() - askedAt).toBeLessThan(6_000)
  expect(await Promise.all(writers.map(({ closed }) => closed))).toEqual([1012, 1012, 1012])

  const next = await startServerProcess(dataFolder)
  const kept = await readFresh(`${next.url}/journey`)
  await endServerProcess(next, 'SIGKILL')
  await fs.rm(dataFolder, { recursive: true, force: true })
  const promised = writers.flatMap((writer) => writer.saved().concat(writer.told()))
  expect(promised.length).toBeGreaterThan(0)
  expect(promised.filter((card) => !kept.has(card))).toEqual([])
})
