import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Engine } from '#server/duckdb/engine.ts'
import { createAnswers } from '#server/metrics/answers.ts'
import { askMetric } from '#server/metrics/ask.ts'
import { askByGroup } from '#server/metrics/ask-by-group.ts'
import { answerNumber } from '#server/metrics/library/answer-number.ts'
import type { MetricsDatasets } from '#server/metrics/ports.ts'
import type { Population } from '#server/metrics/sql/population.ts'
import { type NamedQuestion, shownOf } from '#shared/metrics/named-metric.ts'
import { segmentRuleSchema } from '#shared/metrics/segment.ts'
import { periodBefore } from '#shared/metrics/time-range.ts'
import { inTurnWithoutCases, openTestEngine, writeLog } from '#tests/support/metrics-engine.ts'
import { near } from '#tests/support/metrics-near.ts'
import {
  LOG_FIELDS,
  LOG_TICK_SECONDS,
  pick,
  randomLog,
  randomRule,
  seededRandom,
} from '#tests/support/metrics-random-log.ts'
import { randomSegment } from '#tests/support/metrics-random-segment.ts'

const RUNS = Number(process.env['METRICS_RUNS'] ?? 6)
const FIRST_SEED = Number(process.env['METRICS_SEED'] ?? 20_261_130)
const TICK_MS = LOG_TICK_SECONDS * 1_000

let engine: Engine
let close: () => Promise<void>
beforeAll(async () => ({ engine, close } = await openTestEngine()))
afterAll(() => close())

/** One of each kind. */
function randomQuestions(random: () => number): NamedQuestion[] {
  const rule = () => randomRule(random)
  const hours = ((1 + Math.floor(random() * 5)) * LOG_TICK_SECONDS) / 3_600
  const answers = pick(random, ['all', 'latest'] as const)
  const prices = [
    { rule: rule(), price: 6.5 },
    { rule: rule(), price: -0.1 },
  ]
  return [
    { kind: 'count', rule: rule() },
    { kind: 'funnel', mode: pick(random, ['any', 'first'] as const), steps: [rule(), rule()], windowSeconds: 7_200 },
    { kind: 'timeBetween', from: rule(), to: rule() },
    { kind: 'leakage', from: rule(), to: rule(), hours },
    { kind: 'score', rule: rule(), scale: { kind: 'nps' }, answers, field: 'grade' },
    { kind: 'amount', rule: rule(), among: rule(), field: 'grade' },
    { kind: 'amount', rule: rule(), prices },
    { kind: 'rateOf', among: rule(), having: rule() },
    { kind: 'repeat', rule: rule(), withinHours: hours },
    { kind: 'retention', start: rule(), back: rule(), periodDays: 1, periods: 1 },
    { kind: 'sessions', rule: rule(), gapMinutes: hours * 60 },
    { kind: 'sentiment', rule: rule(), field: 'merchant', answers },
  ]
}

it(`are on both sides in one pass what they are of each side alone, on ${RUNS} random logs`, async () => {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
    const random = seededRandom(seed)
    const log = randomLog(random)
    const table = inTurnWithoutCases(await writeLog(engine, 'sided', log, LOG_FIELDS), seed)
    const datasets = { table: () => Promise.resolve(table), onChanged: () => () => {} } as Partial<MetricsDatasets>
    const answers = createAnswers({ engine, datasets: datasets as MetricsDatasets })
    const segment = () => segmentRuleSchema.parse(randomSegment(random))
    const [rule, other] = [segment(), segment()]
    const from = log.length === 0 ? 0 : Math.min(...log.map(({ ts }) => ts)) / 1_000 + TICK_MS * 3
    const startedIn = { from, to: from + TICK_MS * 3 }
    const only: Population[] = random() < 0.5 ? [] : [{ within: segment() }]
    const sides = pick(random, [
      { own: { within: rule }, others: { outside: rule } },
      { own: { outside: rule }, others: { within: rule } },
      { own: { outside: rule, startedIn }, others: { within: rule, startedIn } },
      { own: { within: rule, startedIn }, others: { within: other, outside: rule, startedIn } },
      { own: { startedIn }, others: { startedIn: periodBefore(startedIn) } },
    ])
    for (const question of randomQuestions(random)) {
      const show = pick(random, shownOf(question.kind))
      const both = await answers.numbersOfSides('sided', { question, show }, sides, only)
      const inOnePass =
        question.kind !== 'sentiment' && (await askByGroup(engine, { ...table, only }, question, show, sides))
      for (const side of ['own', 'others'] as const) {
        const answer = await askMetric(engine, { ...table, only: [...only, sides[side]] }, question)
        const alone = answerNumber(question, show, answer)
        const words = `METRICS_SEED=${seed} ${side} ${show} ${JSON.stringify({ question, sides, only })}`
        expect(both?.[side], words).toEqual(near(alone))
        // What has nothing to count is not told there.
        if (inOnePass && alone.n > 0) expect(inOnePass.get(side === 'own' ? 0 : 1), words).toEqual(near(alone))
      }
    }
    answers.close()
  }
}, 240_000)
