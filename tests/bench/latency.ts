import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { type BenchResult, percentile, rounded } from './bench.ts'
import { journeyOfCards } from './bench-journeys.ts'
import { withBenchServer } from './bench-server.ts'

const CLIENTS = 50
const OUTPUT_MAX_BYTES = 64 * 1024 * 1024

/** From just before an edit to the moment it stands in the document of each other client. */
export const latency = (): Promise<BenchResult> =>
  withBenchServer(async (server) => {
    const { id } = await server.json<{ id: string }>('POST', '/api/journeys', { document: journeyOfCards(200) })
    const script = path.join(import.meta.dirname, 'latency-clients.ts')
    const run = promisify(execFile)
    const { stdout } = await run(process.execPath, [script, server.url, id, String(CLIENTS)], {
      maxBuffer: OUTPUT_MAX_BYTES,
    })
    const { edits, expected, latencies } = JSON.parse(stdout) as {
      edits: number
      expected: number
      latencies: number[]
    }
    const sorted = latencies.sort((a, b) => a - b)
    return {
      name: 'latency',
      what: `${CLIENTS} clients, 5 of them writing 20 edits/s each for 10 s: edit to every other document`,
      figures: {
        p50Ms: rounded(percentile(sorted, 0.5)),
        p99Ms: rounded(percentile(sorted, 0.99)),
        maxMs: rounded(percentile(sorted, 1)),
        edits,
        deliveredShare: rounded(sorted.length / expected, 4),
      },
    }
  })
