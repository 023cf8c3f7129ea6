import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Engine } from '#server/duckdb/engine.ts'
import { createAnswers } from '#server/metrics/answers.ts'
import type { DatasetPlan } from '#server/metrics/journey-plan.ts'
import { computeReadings } from '#server/metrics/journey-readings.ts'
import type { MetricsDatasets } from '#server/metrics/ports.ts'
import { presentReadings } from '#server/metrics/present-readings.ts'
import type { JourneyQuestion } from '#server/metrics/sql/journey-numbers.ts'
import type { Comparison, ElementReadings, LinkReadings, Reading } from '#shared/metrics/reading.ts'
import { segmentRuleSchema } from '#shared/metrics/segment.ts'
import { openTestEngine, writeLog } from '#tests/support/metrics-engine.ts'
import { expectedNumbers, randomQuestion } from '#tests/support/metrics-journey-oracle.ts'
import { near } from '#tests/support/metrics-near.ts'
import { casesOf, type LogEvent } from '#tests/support/metrics-oracle.ts'
import { LOG_FIELDS, LOG_TICK_SECONDS, randomLog, seededRandom } from '#tests/support/metrics-random-log.ts'
import { randomSegment } from '#tests/support/metrics-random-segment.ts'
import { casesInSegment } from '#tests/support/metrics-segment-oracle.ts'

const RUNS = Math.ceil(Number(process.env['METRICS_RUNS'] ?? 40) / 4)
const FIRST_SEED = Number(process.env['METRICS_SEED'] ?? 20_261_201)
const TICK_MS = LOG_TICK_SECONDS * 1_000
const DATASET = 'whole'

let engine: Engine
let close: () => Promise<void>
beforeAll(async () => ({ engine, close } = await openTestEngine()))
afterAll(() => close())

/** A journey with an element for each set and a link for each flow and window. */
function planOf(question: JourneyQuestion): DatasetPlan {
  const { sets, pairs, flows, windows } = question
  const of = (set: number) => ({ elementId: `e${set}`, title: `E${set}`, rules: sets[set] ?? [] })
  const linkPlan = (
    { from, to }: { readonly from: number; readonly to: number },
    measure: DatasetPlan['links'][number]['measure'],
  ) => ({ linkId: `${measure.kind}${measure.number}`, from: { ...of(from), set: from }, to: of(to), measure })
  return {
    datasetId: DATASET,
    question,
    elements: sets.map((_, set) => {
      const pair = pairs.findIndex(({ from }) => from === set)
      return { ...of(set), set, ...(pair >= 0 && { next: { ...of(pairs[pair]?.to ?? 0), pair } }) }
    }),
    links: [
      ...flows.map((flow, number) => linkPlan(flow, { kind: 'flow', number })),
      ...windows.map((window, number) => linkPlan(window, { kind: 'window', number, hours: window.hours })),
    ],
  }
}

const readingsIn = ({
  elements,
  links,
}: {
  readonly elements: readonly ElementReadings[]
  readonly links: readonly LinkReadings[]
}): readonly Reading[] =>
  [
    ...elements.flatMap(({ cases, conversion, dropOff, timeToNext }) => [cases, conversion, dropOff, timeToNext]),
    ...links.flatMap(({ flow, rate }) => [flow, rate]),
  ].filter((reading) => reading !== undefined)

const numberIn = ({ value, n, interval }: Pick<Comparison, 'value' | 'n' | 'interval'>) => ({
  value,
  n,
  ...(interval && { interval }),
})

it(`everybody’s numbers, those of a segment and of all others are what walking over each alone says, on ${RUNS} random logs`, async () => {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
    const random = seededRandom(seed)
    const log = randomLog(random)
    const table = await writeLog(engine, DATASET, log, LOG_FIELDS)
    const freshness = { datasetId: DATASET, name: 'D', events: 0, cases: 0, updatedAt: 0, timeZone: 'UTC' }
    const datasets = {
      table: () => Promise.resolve(table),
      freshness: () => Promise.resolve({ ...freshness, firstEventAt: null, lastEventAt: null }),
      onChanged: () => () => {},
    } satisfies MetricsDatasets
    const answers = createAnswers({ engine, datasets })
    const plan = planOf(randomQuestion(random))
    const rule = segmentRuleSchema.parse(randomSegment(random))
    const from = Math.min(...log.map(({ ts }) => ts), 0) / 1_000 + TICK_MS * 2
    const range = random() < 0.5 ? { from, to: from + TICK_MS * 6 } : undefined
    const segment = { id: 's', datasetId: DATASET, name: 'S', rule }
    const { readings, isIncomplete } = await computeReadings({
      answers,
      datasets,
      plan: [plan],
      own: new Set([DATASET]),
      narrowing: { ...(range && { range }), against: { segment, name: 'S' } },
      logger: { error: (details) => expect.fail(JSON.stringify(details)) },
    })
    expect(isIncomplete).toBe(false)
    const startOf = (events: readonly LogEvent[]): number => Math.min(...events.map(({ ts }) => ts)) / 1_000
    const all = casesOf(log).filter((events) => !range || (startOf(events) >= range.from && startOf(events) < range.to))
    const within = casesInSegment(all, rule)
    const alone = (cases: readonly (readonly LogEvent[])[]) =>
      readingsIn(
        presentReadings(plan, {
          kind: 'numbers',
          numbers: expectedNumbers(cases, plan.question),
          fields: LOG_FIELDS,
        }),
      ).map(numberIn)
    const [ofAll, ofThose, ofRest] = [all, within, all.filter((one) => !within.includes(one))].map(alone)
    const told = readingsIn(readings)
    const words = `METRICS_SEED=${seed} ${JSON.stringify({ rule, range })}`
    expect(told.map(numberIn), words).toEqual(near(ofAll))
    expect(
      told.map(({ comparison }) => comparison && numberIn(comparison)),
      words,
    ).toEqual(near(ofThose))
    expect(
      told.map(({ comparison }) => comparison?.rest),
      words,
    ).toEqual(near(ofRest))
    answers.close()
  }
}, 240_000)
