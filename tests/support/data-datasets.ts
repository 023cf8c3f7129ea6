import { createReadStream } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { expect, onTestFinished } from 'vitest'
import { createDatasets, type Datasets } from '#server/datasets/datasets.ts'
import { DATASET_JOBS } from '#server/datasets/engine-jobs.ts'
import { startEngine, type RunningEngine } from '#server/duckdb/start-engine.ts'
import { FIRST_WORKSPACE } from '#server/storage/schema.ts'
import { openDatabase } from '#server/storage/sqlite/database.ts'
import {
  datasetMapping,
  type DatasetBody,
  type DatasetMappingInput,
  type JobBody,
} from '#shared/contract/rest/datasets.ts'
import { temporaryFolder } from './data-temporary-folder.ts'

export interface TestDatasets {
  readonly datasets: Datasets
  readonly engine: RunningEngine
  readonly folder: string
  /** What was logged as an error. */
  readonly errors: unknown[]
  readonly close: () => Promise<void>
}

/** Datasets over a real engine and a real store, in a folder that is removed when the test is over. */
export async function startDatasets(inFolder?: string): Promise<TestDatasets> {
  const open = await openDatasets(inFolder ?? (await temporaryFolder()))
  onTestFinished(open.close)
  return open
}

/** The same in a folder of the caller's, who closes them. */
export async function openDatasets(folder: string): Promise<TestDatasets> {
  const database = await openDatabase(folder)
  const engine = await startEngine({ dataFolder: folder, memoryMb: 512, threads: 2, jobModules: [DATASET_JOBS] })
  const errors: unknown[] = []
  const logger = { error: (facts: object, message: string) => void errors.push({ facts, message }) }
  const datasets = createDatasets({ database, engine, dataFolder: folder, logger })
  let closing: Promise<void> | undefined
  const close = (): Promise<void> =>
    (closing ??= (async () => {
      await datasets.close()
      await engine.close()
      await database.destroy()
    })())
  return { datasets, engine, folder, errors, close }
}

export async function jobEnded(datasets: Datasets, job: string): Promise<JobBody> {
  let last: JobBody | undefined
  await expect
    .poll(async () => (last = await datasets.job(job))?.state, { timeout: 60_000, interval: 20 })
    .not.toBe('running')
  if (!last) throw new Error(`no job ${job}`)
  return last
}

/** Uploads a file (or a text under a name) and waits until it was looked at. */
export async function uploaded(
  datasets: Datasets,
  source: string | { name: string; text: string | Buffer },
): Promise<DatasetBody> {
  const fileName = typeof source === 'string' ? path.basename(source) : source.name
  const stream = typeof source === 'string' ? createReadStream(source) : Readable.from([Buffer.from(source.text)])
  const taken = await datasets.upload({ workspaceId: FIRST_WORKSPACE, name: fileName, fileName, stream, maxBytes: 1e9 })
  if (!taken.ok) throw new Error(taken.reason)
  await jobEnded(datasets, taken.value.job)
  const body = await datasets.get(taken.value.id)
  if (!body) throw new Error('the dataset is gone')
  return body
}

/** Maps an uploaded file and waits until it was read. `asked`: it was refused at once. */
export async function mapped(
  datasets: Datasets,
  id: string,
  mapping: DatasetMappingInput,
): Promise<{ dataset: DatasetBody; job: JobBody | null; refusal: string | null }> {
  const started = await datasets.map(id, datasetMapping.parse(mapping))
  const job = started.ok ? await jobEnded(datasets, started.value) : null
  const dataset = await datasets.get(id)
  if (!dataset) throw new Error('the dataset is gone')
  return { dataset, job, refusal: started.ok ? (job?.error?.code ?? null) : started.reason }
}

/** The columns that the test files of `nasty` have. */
export const PLAIN_MAPPING: DatasetMappingInput = {
  case: 'customer_id',
  timestamp: 'timestamp',
  event: 'event',
  channel: 'channel',
  value: 'value',
}
