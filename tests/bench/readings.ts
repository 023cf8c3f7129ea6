import type { JourneyReadings } from '#shared/metrics/reading.ts'
import { type BenchResult, median, rounded } from './bench.ts'
import { importGenerated } from './bench-dataset.ts'
import { EVENT_NAMES } from './bench-events.ts'
import { BOUND_LINKS, BOUND_STAGES, BOUND_TOUCHPOINTS, measuredJourney } from './bench-journeys.ts'
import { withBenchServer } from './bench-server.ts'

const ROWS = 1_000_000
const ROUNDS = 7

/** All readings of one journey. Before each round an event comes in, so that nothing can be answered from what was kept. */
export const readings = (): Promise<BenchResult> =>
  withBenchServer(async (server) => {
    const dataset = await importGenerated(server, ROWS)
    const document = measuredJourney(dataset.id, EVENT_NAMES)
    const { id } = await server.json<{ id: string }>('POST', '/api/journeys', { document })
    const times: number[] = []
    let count = 0
    for (let round = 0; round < ROUNDS; round += 1) {
      await server.json('POST', `/api/ingest/${dataset.id}`, [{ case: `live${round}`, event: EVENT_NAMES[0] }])
      const from = performance.now()
      const answer = await server.json<JourneyReadings>('GET', `/api/journeys/${id}/readings`)
      times.push(performance.now() - from)
      count = answer.elements.length + answer.links.length
    }
    return {
      name: 'readings',
      what: `${BOUND_STAGES} stages, ${BOUND_TOUCHPOINTS} touchpoints, ${BOUND_LINKS} links over ${ROWS} events, after a change`,
      figures: { medianMs: rounded(median(times)), slowestMs: rounded(Math.max(...times)), measuredThings: count },
    }
  })
