import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { openStorage } from '#server/storage/open-storage.ts'
import { createPostgresUpdateLog } from '#server/storage/postgres/update-log.ts'
import type { UpdateLog } from '#server/storage/ports.ts'
import { startPostgres } from '#tests/support/postgres.ts'
import { silentLogger } from '#tests/support/storage-bytes.ts'
import { addJourney } from '#tests/support/sync-data-folder.ts'

/**
 * How many updates a second the logs put on disk: `node tests/bench/append.ts [sqlite] [postgres]`. So many writers append to journeys
 * of their own, each its next batch as soon as the last one is acknowledged, as rooms do.
 */
const RUN_MS = 3_000
const WRITERS = [1, 10, 100, 500]
const UPDATE_BYTES = 60
let made = 0

const wanted = process.argv.slice(2)
const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'waymark-bench-append-'))
try {
  if (wanted.length === 0 || wanted.includes('sqlite')) await measureSqlite()
  if (wanted.length === 0 || wanted.includes('postgres')) await measurePostgres()
} finally {
  await fs.rm(folder, { recursive: true, force: true })
}

async function measureSqlite(): Promise<void> {
  const storage = await openStorage({ databaseUrl: null, dataFolder: folder, historyDays: 90, logger: silentLogger })
  for (const writers of WRITERS) await measure('SQLite', storage.log, await journeys(storage.database, writers))
  await measure('SQLite, 10 each', storage.log, await journeys(storage.database, 100), 10)
  await storage.close()
}

async function measurePostgres(): Promise<void> {
  const server = await startPostgres()
  const databaseUrl = await server.createDatabase()
  const storage = await openStorage({ databaseUrl, dataFolder: folder, historyDays: 90, logger: silentLogger })
  for (const shards of [1, 2, 4]) {
    const log = createPostgresUpdateLog({ databaseUrl, shards, logger: silentLogger })
    const name = `PostgreSQL, ${shards} shards`
    for (const writers of WRITERS) await measure(name, log, await journeys(storage.database, writers))
    await measure(`${name}, 10 each`, log, await journeys(storage.database, 100), 10)
    await log.close()
  }
  await storage.close()
  await server.close()
}

async function journeys(database: Parameters<typeof addJourney>[0], count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => `journey-${++made}`)
  for (const id of ids) await addJourney(database, id)
  return ids
}

async function measure(name: string, log: UpdateLog, ids: readonly string[], batch = 1): Promise<void> {
  const news = Array.from({ length: batch }, () => ({
    data: crypto.getRandomValues(new Uint8Array(UPDATE_BYTES)),
    actorId: 'ann',
  }))
  const durations: number[] = []
  const cpu = process.cpuUsage()
  const started = performance.now()
  await Promise.all(
    ids.map(async (id) => {
      while (performance.now() - started < RUN_MS) {
        const before = performance.now()
        await log.append(id, news)
        durations.push(performance.now() - before)
      }
    }),
  )
  const seconds = (performance.now() - started) / 1_000
  const used = process.cpuUsage(cpu)
  durations.sort((one, other) => one - other)
  const quantile = (share: number) => (durations[Math.floor(durations.length * share)] ?? 0).toFixed(2)
  const rows = durations.length * batch
  const microseconds = (used.user + used.system) / rows
  console.log(
    `${name.padEnd(28)} ${String(ids.length).padStart(4)} writers ${Math.round(rows / seconds)
      .toLocaleString('en')
      .padStart(
        8,
      )} updates/s   p50 ${quantile(0.5).padStart(7)} ms   p99 ${quantile(0.99).padStart(7)} ms   ${microseconds.toFixed(1).padStart(6)} µs CPU each`,
  )
}
