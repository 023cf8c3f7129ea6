import type { SegmentItem } from '#shared/contract/rest/segments.ts'
import type { JourneyReadings } from '#shared/metrics/reading.ts'
import type { segmentRuleSchema } from '#shared/metrics/segment.ts'
import type * as z from 'zod/mini'
import { type BenchResult, median, rounded } from './bench.ts'
import { importGenerated } from './bench-dataset.ts'
import { EVENT_NAMES } from './bench-events.ts'
import { BOUND_LINKS, BOUND_STAGES, BOUND_TOUCHPOINTS, measuredJourney } from './bench-journeys.ts'
import { withBenchServer } from './bench-server.ts'

const ROWS = 1_000_000
const ROUNDS = 7
const HOURS = 48

type Rule = z.input<typeof segmentRuleSchema>
type Condition = Rule['groups'][number]['conditions'][number]

const only = (at: number) => ({ events: [EVENT_NAMES[at] ?? ''] })
const attribute: Condition = { kind: 'attribute', field: 'region', values: ['north'] }
const repeated: Condition = { kind: 'did', rule: only(1), atLeast: 2, withinHours: HOURS, not: true }
const sequence: Condition = { kind: 'sequence', steps: [only(0), only(3)], withinHours: HOURS, without: only(20) }
const RULES: Readonly<Record<string, Rule>> = {
  attribute: { groups: [{ conditions: [attribute] }] },
  behaviour: { groups: [{ conditions: [attribute, repeated, sequence] }] },
}

/**
 * The numbers of a persona when one switches to it: those of its segment and of everybody else. Before each round an event comes in,
 * so that nothing can be answered from what was kept.
 */
export const segmentSwitch = (): Promise<BenchResult> =>
  withBenchServer(async (server) => {
    const dataset = await importGenerated(server, ROWS)
    const figures: Record<string, number> = {}
    for (const [name, rule] of Object.entries(RULES)) {
      const body = { datasetId: dataset.id, name, rule }
      const segment = await server.json<SegmentItem>('POST', '/api/segments', body)
      const persona = { id: 'sarah', order: 'a0', name: 'Sarah', segmentId: segment.id }
      const document = { ...measuredJourney(dataset.id, EVENT_NAMES), personas: [persona] }
      const { id } = await server.json<{ id: string }>('POST', '/api/journeys', { document })
      const times: number[] = []
      for (let round = 0; round < ROUNDS; round += 1) {
        await server.json('POST', `/api/ingest/${dataset.id}`, [{ case: `live${round}`, event: EVENT_NAMES[0] }])
        const from = performance.now()
        const answer = await server.json<JourneyReadings>('GET', `/api/journeys/${id}/readings?persona=sarah`)
        times.push(performance.now() - from)
        figures[`${name}Cases`] = answer.segment?.cases ?? 0
      }
      figures[`${name}MedianMs`] = rounded(median(times))
      figures[`${name}SlowestMs`] = rounded(Math.max(...times))
      const from = performance.now()
      await server.json<JourneyReadings>('GET', `/api/journeys/${id}/readings?persona=sarah`)
      figures[`${name}KeptMs`] = rounded(performance.now() - from)
    }
    return {
      name: 'segment-switch',
      what: `a persona's numbers: ${BOUND_STAGES} stages, ${BOUND_TOUCHPOINTS} touchpoints, ${BOUND_LINKS} links over ${ROWS} events, after a change`,
      figures,
    }
  })
