import type * as z from 'zod/mini'
import type { NamedMetricItem } from '#shared/contract/rest/named-metrics.ts'
import type { SegmentItem } from '#shared/contract/rest/segments.ts'
import type { MetricAnswers, metricSchema } from '#shared/metrics/metric.ts'
import type { JourneyReadings } from '#shared/metrics/reading.ts'
import { median, rounded } from '../bench.ts'
import { measuredJourney } from '../bench-journeys.ts'
import { type MetricsBench, type Part, ratioVerdict, timed } from './part.ts'
import type { ReferenceLine } from './reference.ts'

type Question = z.input<typeof metricSchema>
type First = NonNullable<ReferenceLine['first']>

const WEEK_SECONDS = 7 * 86_400
const only = (...events: string[]) => ({ events })
const on = (...channels: string[]) => ({ channels })
const LIMIT = 1.3

interface Asked {
  readonly scenario: string
  /** The query of the reference. */
  readonly query: string
  readonly question: Question
  /** What is asked, untimed, to compare answers, where the first row of theirs is about a part only. */
  readonly compared?: (theirs: First) => Question
  /** Whether our answer says what the first row of theirs says. */
  readonly isEqual: (ours: never, theirs: First) => boolean
  readonly remark?: string
}

function asked<Kind extends Question['kind'] & keyof MetricAnswers>(given: {
  readonly scenario: string
  readonly query: string
  readonly question: Extract<Question, { kind: Kind }>
  readonly compared?: (theirs: First) => Extract<Question, { kind: Kind }>
  readonly isEqual: (ours: MetricAnswers[Kind], theirs: First) => boolean
  readonly remark?: string
}): Asked {
  return given
}

const near = (ours: number | null, theirs: unknown): boolean =>
  ours !== null && Math.abs(ours - Number(theirs)) <= Math.abs(Number(theirs)) * 1e-9 + 1e-9

const PRICES = [
  { rule: on('phone'), price: 6.5 },
  { rule: on('chat'), price: 3 },
  { rule: on('store'), price: 9 },
  { rule: on('email'), price: 0.2 },
  { rule: {}, price: 0.05 },
]

const QUESTIONS: readonly Asked[] = [
  asked({
    scenario: 'funnel, any attempt, ms',
    query: 'funnel_levels',
    question: {
      kind: 'funnel',
      steps: [only('visit'), only('view_item'), only('checkout'), only('pay')],
      windowSeconds: WEEK_SECONDS,
    },
    isEqual: ({ reached }, theirs) => reached.every((count, at) => count === Number(theirs[`s${at + 1}`])),
  }),
  asked({
    scenario: 'directly-follows, ms',
    query: 'dfg',
    question: { kind: 'directlyFollows' },
    isEqual: ({ edges }, { a, b, n }) => edges[0]?.from === a && edges[0]?.to === b && edges[0]?.count === Number(n),
    remark: 'ours has exact medians and p90, theirs approximate medians',
  }),
  asked({
    scenario: 'time between, ms',
    query: 'time_between',
    question: { kind: 'timeBetween', from: only('visit'), to: only('pay') },
    isEqual: ({ n, median, p90 }, theirs) => {
      const [half, most] = theirs['q'] as readonly [number, number]
      return n === Number(theirs['n']) && near(median, half / 1_000) && near(p90, most / 1_000)
    },
  }),
  asked({
    scenario: 'leakage, ms',
    query: 'leak_asof',
    question: { kind: 'leakage', from: { ...on('web', 'app'), events: ['account'] }, to: on('phone'), hours: 24 },
    isEqual: ({ fromEvents, leakedEvents }, { n, leaked }) =>
      fromEvents === Number(n) && leakedEvents === Number(leaked),
    remark: 'ours of one touchpoint, theirs of all',
  }),
  asked({
    scenario: 'cost to serve, ms',
    query: 'cost',
    question: { kind: 'amount', rule: {}, prices: PRICES },
    compared: ({ persona }) => ({
      kind: 'amount',
      rule: { where: [{ field: 'persona', values: [String(persona)] }] },
      prices: PRICES,
    }),
    isEqual: ({ sum }, theirs) => near(sum, theirs['cost_total']),
    remark: 'ours for everybody with mean, median, p90 and intervals, theirs the sum by persona',
  }),
]

/** Each question over the imported events, beside the reference's query. An event comes in before each, so that nothing is kept. */
export const readingsPart: Part = async (bench) => {
  const { server, reference, datasetId, runs } = bench
  // All at once and first, while our engine rests.
  const references = await reference.queries([...QUESTIONS.map(({ query }) => query), 'lift', 'conv_week'], runs)
  const verdicts = []
  for (const { scenario, query, question, compared, isEqual, remark } of QUESTIONS) {
    const times: number[] = []
    const ask = (one: Question) => server.json<{ answer: unknown }>('POST', `/api/datasets/${datasetId}/metrics`, one)
    let answer: unknown
    for (let round = 0; round < runs; round += 1) {
      await forgetAnswers(bench)
      const { ms, value } = await timed(() => ask(question))
      times.push(ms)
      answer = value.answer
    }
    const line = found(references, query)
    if (compared && line.first) ({ answer } = await ask(compared(line.first)))
    verdicts.push(
      ratioVerdict({
        scenario,
        against: query,
        limit: LIMIT,
        ours: rounded(median(times)),
        theirs: line.medMs,
        isEqual: line.first !== null && isEqual(answer as never, line.first),
        remark,
      }),
    )
  }
  return [
    ...verdicts,
    await lift(bench, found(references, 'lift')),
    await byWeek(bench, found(references, 'conv_week')),
  ]
}

function found(lines: ReadonlyMap<string, ReferenceLine>, id: string): ReferenceLine {
  const line = lines.get(id)
  if (line === undefined) throw new Error(`The reference has no ${id}.`)
  return line
}

/** An event that no question asks for makes every kept answer stale. */
export async function forgetAnswers({ server, datasetId }: MetricsBench): Promise<void> {
  await server.json('POST', `/api/ingest/${datasetId}`, [{ case: 'bench', event: 'bench', channel: 'bench' }])
}

/** Revenue for each case of those who used the chat bot, and of everybody else: what a persona's metric shows. */
async function lift(bench: MetricsBench, { medMs, first }: ReferenceLine) {
  const { server, datasetId, runs, eventNames } = bench
  const rule = { groups: [{ conditions: [{ kind: 'did', rule: only('chat_bot'), atLeast: 1 }] }] }
  const segment = await server.json<SegmentItem>('POST', '/api/segments', { datasetId, name: 'Used the bot', rule })
  const metric = await server.json<NamedMetricItem>('POST', '/api/metrics', {
    name: 'Revenue per customer',
    datasetId,
    definition: { kind: 'question', question: { kind: 'amount', rule: {} }, show: 'perCase' },
  })
  const document = {
    ...measuredJourney(datasetId, eventNames),
    bindings: [],
    links: [],
    shownMetrics: [{ metricId: metric.id }],
    personas: [{ id: 'sarah', order: 'a0', name: 'Sarah', segmentId: segment.id }],
  }
  const { id } = await server.json<{ id: string }>('POST', '/api/journeys', { document })
  const times: number[] = []
  let others: number | null = null
  for (let round = 0; round < runs; round += 1) {
    await forgetAnswers(bench)
    const { ms, value } = await timed(() =>
      server.json<JourneyReadings>('GET', `/api/journeys/${id}/readings?persona=sarah`),
    )
    times.push(ms)
    others = value.metrics?.[0]?.reading.comparison?.value ?? null
  }
  // The one case that the bench itself adds is in theirs not.
  const isEqual = others !== null && first !== null && Math.abs(others - Number(first['m'])) < 1e-3
  return ratioVerdict({
    scenario: 'lift of a segment, ms',
    against: 'lift',
    limit: LIMIT,
    ours: rounded(median(times)),
    theirs: medMs,
    isEqual,
    remark: 'ours revenue with intervals, theirs with 30-day retention as well',
  })
}

/** Theirs counts by the week of the first visit within seven days, ours by the week in which the case starts, without a limit. */
async function byWeek(bench: MetricsBench, { medMs }: ReferenceLine) {
  const { server, datasetId, runs } = bench
  const document = measuredJourney(datasetId, ['visit', 'pay'])
  const bindings = document.bindings?.filter(({ elementId }) => ['card0', 'card4'].includes(elementId)) ?? []
  const rules = [only('visit'), only('pay')]
  const two = bindings.map((binding, at) => ({ ...binding, rule: rules[at] }))
  const { id } = await server.json<{ id: string }>('POST', '/api/journeys', {
    document: { ...document, links: [], bindings: two },
  })
  const times: number[] = []
  for (let round = 0; round < runs; round += 1) {
    await forgetAnswers(bench)
    times.push((await timed(() => server.json('GET', `/api/journeys/${id}/trends`))).ms)
  }
  return ratioVerdict({
    scenario: 'conversion by week, ms',
    against: 'conv_week',
    limit: LIMIT,
    ours: rounded(median(times)),
    theirs: medMs,
    remark:
      'ours by week of the start without a window, theirs within 7 days of the first visit: answers not comparable',
  })
}
