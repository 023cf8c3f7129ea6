import { rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { DatasetBody, JobBody } from '#shared/contract/rest/datasets.ts'
import { writeEventsCsv } from './bench-events.ts'
import type { BenchServer } from './bench-server.ts'

const JOB_POLL_MS = 25

export interface BenchDataset {
  readonly id: string
  readonly fileBytes: number
  readonly uploadMs: number
  readonly profileMs: number
  readonly importMs: number
}

/** Generates a file of `rows` events and imports it by the guess of the server, as a person would who just presses Import. */
export async function importGenerated(server: BenchServer, rows: number): Promise<BenchDataset> {
  const file = path.join(tmpdir(), `waymark-bench-${process.pid}-${rows}.csv`)
  await writeEventsCsv(file, rows)
  try {
    const { size: fileBytes } = await stat(file)
    const from = performance.now()
    const { id, job } = await server.upload(file)
    const uploaded = performance.now()
    await jobDone(server, job)
    const profiled = performance.now()
    const { profile } = await server.json<DatasetBody>('GET', `/api/datasets/${id}`)
    if (profile === null) throw new Error('The dataset has no profile.')
    const { case: caseColumn, timestamp, event, channel, value, ignore } = profile.guess
    const mapping = { case: caseColumn, timestamp, event, channel, value, ignore }
    const mapped = performance.now()
    const started = await server.json<{ job: string }>('POST', `/api/datasets/${id}/mapping`, mapping)
    await jobDone(server, started.job)
    const imported = performance.now()
    const { result } = await server.json<DatasetBody>('GET', `/api/datasets/${id}`)
    if (result?.accepted !== rows) throw new Error(`${result?.accepted} of ${rows} rows were accepted.`)
    return {
      id,
      fileBytes,
      uploadMs: uploaded - from,
      profileMs: profiled - uploaded,
      importMs: imported - mapped,
    }
  } finally {
    await rm(file, { force: true })
  }
}

async function jobDone(server: BenchServer, id: string): Promise<void> {
  for (;;) {
    const job = await server.json<JobBody>('GET', `/api/jobs/${id}`)
    if (job.state === 'failed') throw new Error(`The job failed: ${job.error?.message}`)
    if (job.state === 'done') return
    await new Promise((resolve) => setTimeout(resolve, JOB_POLL_MS))
  }
}
