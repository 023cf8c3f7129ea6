import { setTimeout as wait } from 'node:timers/promises'
import type { DatasetBody, DatasetMappingInput, JobBody } from '#shared/contract/rest/datasets.ts'
import type { BenchServer } from '../bench-server.ts'

const POLL_MS = 20
/** The columns of the reference's file. */
const MAPPING: DatasetMappingInput = {
  case: 'customer_id',
  timestamp: 'ts',
  event: 'event',
  channel: 'channel',
  value: 'amount',
  timezone: 'UTC',
}

/** From the first byte of the upload to events that can be asked, by the public API. Throws unless every row is in. */
export async function importCsv(server: BenchServer, csv: string, events: number): Promise<string> {
  const { id, job } = await server.upload(csv)
  await jobDone(server, job)
  const started = await server.json<{ job: string }>('POST', `/api/datasets/${id}/mapping`, MAPPING)
  await jobDone(server, started.job)
  const { result } = await server.json<DatasetBody>('GET', `/api/datasets/${id}`)
  if (result?.accepted !== events) throw new Error(`${result?.accepted} of ${events} rows were accepted.`)
  return id
}

async function jobDone(server: BenchServer, id: string): Promise<void> {
  for (;;) {
    const job = await server.json<JobBody>('GET', `/api/jobs/${id}`)
    if (job.state === 'failed') throw new Error(`The job failed: ${job.error?.message}`)
    if (job.state === 'done') return
    await wait(POLL_MS)
  }
}
