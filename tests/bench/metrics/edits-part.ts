import { execFile } from 'node:child_process'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { MetricAnswers } from '#shared/metrics/metric.ts'
import { percentile, rounded } from '../bench.ts'
import { journeyOfCards } from '../bench-journeys.ts'
import type { BenchServer } from '../bench-server.ts'
import { importCsv } from './import-csv.ts'
import { fixedVerdict, type Part, ratioVerdict } from './part.ts'

const PEOPLE = 20
const BATCH = 100
const BATCHES_PER_SECOND = 10
const OUTPUT_MAX_BYTES = 64 * 1_024 * 1_024
const run = promisify(execFile)

/** So many rounds before the imports and one between and after: one alone says as much of the moment as of the server. */
const ROUNDS_BEFORE = 2

/** One round of edits: how long each took to each of the others, and how many never arrived. */
interface Edits {
  readonly latencies: readonly number[]
  readonly lost: number
}

/**
 * People edit: alone, while a file is imported, and while a file is imported and 1,000 events a second come in. Of each, the p99 is that of
 * all edits of all its rounds.
 */
export const editsPart: Part = async ({ server, reference }) => {
  const { id: journeyId } = await server.json<{ id: string }>('POST', '/api/journeys', {
    document: journeyOfCards(200),
  })
  const edit = () => people(server, journeyId)
  // The first edits of a server that has just started are slower than all others.
  await edit()
  const alone: Edits[] = []
  for (let round = 0; round < ROUNDS_BEFORE; round += 1) alone.push(await edit())
  const importing = await whileImporting(server, reference, edit)
  alone.push(await edit())

  const { id: liveId } = await server.json<{ id: string }>('POST', '/api/datasets', { name: 'Live' })
  const stop = new AbortController()
  const sending = send(server, liveId, stop.signal)
  const all = await whileImporting(server, reference, edit)
  stop.abort()
  const sent = await sending
  alone.push(await edit())
  const { answer } = await server.json<{ answer: MetricAnswers['overview'] }>(
    'POST',
    `/api/datasets/${liveId}/metrics`,
    {
      kind: 'overview',
    },
  )
  return [
    ratioVerdict({
      scenario: `edits while ${reference.size} import, p99 ms`,
      against: 'without',
      limit: 1.5,
      ours: p99Ms(importing),
      theirs: p99Ms(alone),
    }),
    ratioVerdict({
      scenario: 'edits while importing and 1,000 events/s, p99 ms',
      against: 'without',
      limit: 2,
      ours: p99Ms(all),
      theirs: p99Ms(alone),
    }),
    fixedVerdict({
      scenario: 'edits and events lost meanwhile',
      limit: 0,
      unit: '',
      ours: lostOf([...importing, ...all]) + Math.abs(sent - answer.events),
      remark: `${sent} events came live`,
    }),
  ]
}

/** As many rounds as the import lasts; at least one. */
async function whileImporting(
  server: BenchServer,
  reference: { readonly csv: string; readonly events: number },
  edit: () => Promise<Edits>,
): Promise<readonly Edits[]> {
  const state = { isOver: false }
  const importing = importCsv(server, reference.csv, reference.events).finally(() => (state.isOver = true))
  const rounds: Edits[] = []
  do rounds.push(await edit())
  while (!state.isOver)
  await server.json('DELETE', `/api/datasets/${await importing}`)
  return rounds
}

const lostOf = (rounds: readonly Edits[]): number => rounds.reduce((sum, { lost }) => sum + lost, 0)

const p99Ms = (rounds: readonly Edits[]): number =>
  rounded(
    percentile(
      rounds.flatMap(({ latencies }) => latencies).toSorted((a, b) => a - b),
      0.99,
    ),
  )

/** Twenty people in a process of their own, five of them writing 20 edits/s each for ten seconds. */
async function people(server: BenchServer, journeyId: string): Promise<Edits> {
  const script = path.resolve(import.meta.dirname, '../latency-clients.ts')
  const { stdout } = await run(process.execPath, [script, server.url, journeyId, String(PEOPLE)], {
    maxBuffer: OUTPUT_MAX_BYTES,
  })
  const { expected, latencies } = JSON.parse(stdout) as { expected: number; latencies: number[] }
  return { latencies, lost: expected - latencies.length }
}

/** Sends until it is told to stop; how many events were acknowledged. */
async function send(server: BenchServer, datasetId: string, signal: AbortSignal): Promise<number> {
  const from = performance.now()
  let batch = 0
  for (; !signal.aborted; batch += 1) {
    await wait(Math.max(0, from + (batch * 1_000) / BATCHES_PER_SECOND - performance.now()))
    const events = Array.from({ length: BATCH }, (_, at) => ({ case: `live ${at}`, event: `event ${batch % 7}` }))
    await server.json('POST', `/api/ingest/${datasetId}`, events)
  }
  return batch * BATCH
}
