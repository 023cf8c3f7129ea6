import { readdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { DatasetMappingInput } from '#shared/contract/rest/datasets.ts'
import { DATASET_JOBS } from '#server/datasets/engine-jobs.ts'
import type { ProfileResult } from '#server/datasets/import/profile-job.ts'
import { startEngine, type RunningEngine } from '#server/duckdb/start-engine.ts'
import { importBothWays } from '#tests/support/data-both-ways.ts'
import { hasSharedData, sharedFile } from '#tests/support/data-shared.ts'

vi.setConfig({ testTimeout: 120_000 })

/** Every delimited text of the shared data, whatever it is for. */
const FILES = hasSharedData
  ? readdirSync(sharedFile(), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(csv|tsv)$/.test(name))
      .sort()
  : []
const READ_BY_THE_ENGINE = new Set(['order-intervals/interval_event_log.csv', 'running-example/running-example.csv'])

describe.skipIf(!hasSharedData)('files that others wrote leave the same either way', () => {
  let folder: string
  let engine: RunningEngine
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'waymark-plain-'))
    engine = await startEngine({ dataFolder: folder, memoryMb: 512, threads: 2, jobModules: [DATASET_JOBS] })
  })
  afterAll(async () => {
    await engine.close()
    await rm(folder, { recursive: true, force: true })
  })

  /** As it is guessed; what no guess fills is filled with any column, so that every file is read. */
  async function mappingOf(file: string): Promise<DatasetMappingInput | null> {
    const input = { files: [{ path: file, fileName: path.basename(file) }], fileName: file, fileBytes: 0, sheet: null }
    const profile = await engine.runJob<ProfileResult>('profileFile', input)
    if (!profile.ok) return null
    const { guess, columns } = profile.value
    const taken = new Set([guess.case, guess.timestamp, guess.event, guess.channel, guess.value])
    const free = columns.map(({ name }) => name).filter((name) => !taken.has(name))
    const anyColumn = (): string | null => free.shift() ?? null
    const mapping = {
      ...guess,
      case: guess.case ?? anyColumn(),
      timestamp: guess.steps.length > 0 ? null : (guess.timestamp ?? anyColumn()),
      eventName: guess.event === null && guess.steps.length === 0 ? (guess.eventName ?? 'Event') : guess.eventName,
      timezone: 'UTC',
      dateOrder: 'DMY' as const,
    }
    return mapping.timestamp === null && mapping.steps.length === 0 ? null : mapping
  }

  test.each(FILES)('%s', async (name) => {
    const mapping = await mappingOf(sharedFile(name))
    if (mapping === null) return
    const { plainRows } = await importBothWays(engine, folder, sharedFile(name), mapping)
    if (READ_BY_THE_ENGINE.has(name)) expect(plainRows).toBeGreaterThan(0)
  })
})
