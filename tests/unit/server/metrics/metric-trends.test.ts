import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Engine } from '#server/duckdb/engine.ts'
import { askByGroup, type NumbersByGroup } from '#server/metrics/ask-by-group.ts'
import { answerNumber } from '#server/metrics/library/answer-number.ts'
import { type Periods, OUTSIDE } from '#server/metrics/sql/by-group.ts'
import { type NamedQuestion, type Shown, shownOf } from '#shared/metrics/named-metric.ts'
import type { EventRule } from '#shared/model/records/binding.ts'
import { expectedOf, expectedPerCase } from '#tests/support/metrics-case-oracle.ts'
import { inTurnWithoutCases, openTestEngine, writeLog } from '#tests/support/metrics-engine.ts'
import { near } from '#tests/support/metrics-near.ts'
import { casesOf, type LogEvent, matches } from '#tests/support/metrics-oracle.ts'
import {
  LOG_FIELDS,
  LOG_TICK_SECONDS,
  pick,
  randomLog,
  randomRule,
  seededRandom,
} from '#tests/support/metrics-random-log.ts'
import { expectedSentiment, randomAnswers } from '#tests/support/metrics-sentiment-oracle.ts'

const RUNS = Number(process.env['METRICS_RUNS'] ?? 12)
const FIRST_SEED = Number(process.env['METRICS_SEED'] ?? 20_261_129)
const TICK_MS = LOG_TICK_SECONDS * 1_000
const EVERY: EventRule = { events: [], channels: [], where: [] }

let engine: Engine
let close: () => Promise<void>
beforeAll(async () => ({ engine, close } = await openTestEngine()))
afterAll(() => close())

/** Periods of unequal length, with edges on the instants of events; some of the log lies in none. */
function randomPeriods(random: () => number, log: readonly LogEvent[], tickMs: number): Periods {
  let edge = Math.min(...log.map(({ ts }) => ts)) / 1_000 + Math.floor(random() * 5 - 2) * tickMs
  const edges = Array.from({ length: 2 + Math.floor(random() * 6) }, () => {
    edge += (1 + Math.floor(random() * 3)) * tickMs
    return edge
  })
  return { at: edges.slice(0, -1), endsAt: edges.at(-1) ?? 0 }
}

/** In which of them an instant lies, in microseconds. */
function placeOf({ at, endsAt }: Periods, ts: number): number {
  const ms = ts / 1_000
  return ms >= endsAt ? OUTSIDE : at.findLastIndex((begins) => begins <= ms)
}

/** The things of each period, told by a plain walk. */
function expectedBy<Item>(
  items: readonly Item[],
  periods: Periods,
  instantOf: (item: Item) => number,
  numberOf: (items: readonly Item[]) => ReturnType<typeof answerNumber>,
): NumbersByGroup {
  const byPeriod = new Map<number, Item[]>()
  for (const item of items) {
    const period = placeOf(periods, instantOf(item))
    byPeriod.set(period, [...(byPeriod.get(period) ?? []), item])
  }
  return new Map([...byPeriod].map(([period, of]) => [period, numberOf(of)] as const))
}

const expectSame = (told: NumbersByGroup, expected: NumbersByGroup, why: string): void =>
  expect(Object.fromEntries(told), why).toEqual(near(Object.fromEntries(expected)))

const firstOf = (events: readonly LogEvent[]): number => Math.min(...events.map(({ ts }) => ts))

/** What follows a case through. */
function ofCases(random: () => number): NamedQuestion[] {
  const rule = () => randomRule(random)
  const windowSeconds = Math.floor(random() * 6) * LOG_TICK_SECONDS
  const hours = ((1 + Math.floor(random() * 5)) * LOG_TICK_SECONDS) / 3_600
  const steps = [rule(), rule(), rule()]
  return [
    { kind: 'count', rule: rule() },
    { kind: 'funnel', mode: 'any', steps, windowSeconds },
    { kind: 'funnel', mode: 'any', steps },
    { kind: 'funnel', mode: 'first', steps, windowSeconds },
    { kind: 'funnel', mode: 'first', steps },
    { kind: 'timeBetween', from: rule(), to: rule() },
    { kind: 'leakage', from: rule(), to: rule(), hours },
    { kind: 'amount', rule: rule() },
    { kind: 'amount', rule: rule(), among: rule(), field: 'grade' },
    { kind: 'rateOf', among: rule(), having: rule() },
    { kind: 'repeat', rule: rule(), withinHours: hours },
    { kind: 'repeat', rule: rule() },
    { kind: 'sessions', rule: rule(), gapMinutes: hours * 60 },
  ]
}

const isByTime = ({ kind }: NamedQuestion, show: Shown): boolean =>
  (kind === 'count' && show === 'events') || (kind === 'amount' && show !== 'perCase')

it(`of what follows a case through are what the plain walk says of the cases of each period, on ${RUNS} random logs`, async () => {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
    const random = seededRandom(seed)
    const log = randomLog(random)
    if (log.length === 0) continue
    const table = inTurnWithoutCases(await writeLog(engine, 'of_cases', log, LOG_FIELDS), seed)
    const periods = randomPeriods(random, log, TICK_MS)
    for (const question of ofCases(random))
      for (const show of shownOf(question.kind)) {
        if (isByTime(question, show)) continue
        const told = await askByGroup(engine, table, question, show, periods)
        const expected = expectedBy(casesOf(log), periods, firstOf, (cases) =>
          answerNumber(question, show, expectedOf(cases.flat(), question)),
        )
        const why = `METRICS_SEED=${seed} ${JSON.stringify(question)} ${show} ${JSON.stringify(periods)}`
        // Where nobody has such an event nothing is said.
        for (const [period, { n }] of expected)
          if (n === 0 && !told.has(period)) (expected as Map<number, unknown>).delete(period)
        expectSame(told, expected, why)
      }
  }
}, 240_000)

it(`of answers, events and amounts are what the plain walk says of those of each period, on ${RUNS} random logs`, async () => {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
    const random = seededRandom(seed)
    const log = randomLog(random)
    if (log.length === 0) continue
    const table = await writeLog(engine, 'by_time', log, LOG_FIELDS)
    const periods = randomPeriods(random, log, TICK_MS)
    const rule = () => pick(random, [EVERY, randomRule(random)])
    const prices = [
      { rule: randomRule(random), price: 6.5 },
      { rule: randomRule(random), price: -0.1 },
    ]
    const questions: NamedQuestion[] = [
      { kind: 'count', rule: rule() },
      { kind: 'score', rule: rule(), scale: { kind: 'nps' }, answers: 'all', field: 'grade' },
      { kind: 'score', rule: rule(), scale: { kind: 'nps' }, answers: 'latest' },
      { kind: 'score', rule: rule(), scale: { kind: 'csat', of: 5 }, answers: 'latest', field: 'grade' },
      { kind: 'score', rule: rule(), scale: { kind: 'ces', of: 9 }, answers: 'all', field: 'grade' },
      { kind: 'amount', rule: rule() },
      { kind: 'amount', rule: rule(), field: 'grade' },
      { kind: 'amount', rule: rule(), prices },
    ]
    for (const question of questions)
      for (const show of shownOf(question.kind)) {
        if (question.kind !== 'score' && !isByTime(question, show)) continue
        const told = await askByGroup(engine, table, question, show, periods)
        const expected = expectedBy(
          question.kind === 'score' ? answersThatCount(log, question) : log,
          periods,
          ({ ts }) => ts,
          (events) => answerNumber(question, show, expectedOf(events, question)),
        )
        for (const [period, { n }] of expected)
          if (n === 0 && !told.has(period)) (expected as Map<number, unknown>).delete(period)
        expectSame(
          told,
          expected,
          `METRICS_SEED=${seed} ${JSON.stringify(question)} ${show} ${JSON.stringify(periods)}`,
        )
        // They add up to the number of all time.
        const whole = answerNumber(question, show, expectedOf(log, question))
        expect([...told.values()].reduce((sum, { n }) => sum + n, 0)).toBe(whole.n)
      }
  }
}, 240_000)

/** The events that are answers, of each case only the last where only that counts. */
function answersThatCount(
  log: readonly LogEvent[],
  question: Extract<NamedQuestion, { readonly kind: 'score' }>,
): readonly LogEvent[] {
  const isAnswer = (event: LogEvent): boolean => (expectedOf([event], question) as { readonly n: number }).n === 1
  return casesOf(log).flatMap((events) => {
    const answers = events.filter(isAnswer)
    return question.answers === 'all' ? answers : answers.slice(-1)
  })
}

it(`of who comes back are what the plain walk says of who began in each period, on ${RUNS} random logs`, async () => {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
    const random = seededRandom(seed)
    const short = randomLog(random)
    if (short.length === 0) continue
    const first = firstOf(short)
    const log = short.map((event) => ({ ...event, ts: first + (event.ts - first) * 48 }))
    const table = await writeLog(engine, 'returns', log, LOG_FIELDS)
    const periods = randomPeriods(random, log, TICK_MS * 48)
    const [start, back] = [randomRule(random), pick(random, [EVERY, randomRule(random)])]
    const question = {
      kind: 'retention',
      start,
      back,
      periodDays: pick(random, [1, 2]),
      periods: pick(random, [1, 3]),
    } as const
    const begun = casesOf(log).flatMap((events) => {
      const began = events.find((event) => matches(start, event))
      return began ? [{ events, ts: began.ts }] : []
    })
    for (const show of shownOf('retention')) {
      const told = await askByGroup(engine, table, question, show, periods)
      const expected = expectedBy(
        begun,
        periods,
        ({ ts }) => ts,
        (of) =>
          answerNumber(
            question,
            show,
            expectedPerCase(
              of.map(({ events }) => events),
              log,
              question,
            ),
          ),
      )
      expectSame(told, expected, `METRICS_SEED=${seed} ${JSON.stringify(question)} ${show} ${JSON.stringify(periods)}`)
    }
  }
}, 240_000)

it(`of how texts sound are what the plain walk says of the texts of each period, on ${RUNS} random surveys`, async () => {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
    const random = seededRandom(seed)
    const log = randomAnswers(random)
    if (log.length === 0) continue
    const table = await writeLog(engine, 'texts', log, ['verbatim'])
    const periods = randomPeriods(random, log, 1e6)
    for (const answers of ['all', 'latest'] as const) {
      const rule: EventRule = { ...EVERY, events: ['answer'] }
      const question: NamedQuestion = { kind: 'sentiment', rule, field: 'verbatim', answers }
      const isText = (event: LogEvent): boolean =>
        event.event === 'answer' && (event.attributes['verbatim'] ?? '').trim() !== ''
      const counted = casesOf(log).flatMap((events) =>
        answers === 'all' ? events.filter(isText) : events.filter(isText).slice(-1),
      )
      for (const show of shownOf('sentiment')) {
        const told = await askByGroup(engine, table, question, show, periods)
        const expected = expectedBy(
          counted,
          periods,
          ({ ts }) => ts,
          (events) => answerNumber(question, show, expectedSentiment(events, rule, false)),
        )
        expectSame(told, expected, `METRICS_SEED=${seed} ${answers} ${show} ${JSON.stringify(periods)}`)
      }
    }
  }
}, 240_000)
