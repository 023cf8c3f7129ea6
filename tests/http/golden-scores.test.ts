import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { EventRule } from '#shared/model/records/binding.ts'
import { hasSharedData, sharedFile, sharedJson } from '#tests/support/data-shared.ts'
import { temporaryFolder } from '#tests/support/data-temporary-folder.ts'
import { startMetricsApp } from '#tests/support/metrics-app.ts'
import { near } from '#tests/support/metrics-near.ts'
import { zipOf } from '#tests/support/zip-file.ts'

/** Scores, amounts and rates that two independent programs agree on, read in place; see METRICS.md beside them. */

interface Answers {
  readonly missing: number
  readonly outOfRange: number
  readonly n: number
  readonly dist: Readonly<Record<string, number>>
  readonly nps?: { readonly score: number; readonly margin95: number }
  readonly csat?: { readonly satisfied: number; readonly score: number }
}

interface Group {
  readonly n: number
  readonly mean: number
  readonly sd: number
  readonly wilson95?: readonly [number, number]
}

interface Golden {
  readonly survey: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly eventDefinition: {
    readonly source: { readonly files?: readonly string[] }
    readonly cost: {
      readonly costs: readonly {
        readonly rule: { readonly event: string[]; readonly where: Readonly<Record<string, string[]>> }
        readonly cost: number
      }[]
    }
  }
  readonly events: {
    readonly outcomes: Readonly<Record<string, { readonly passed: Group }>>
    readonly cost: { readonly total: number; readonly perCase: number }
  }
}

const XES = { case: 'case:concept:name', timestamp: 'time:timestamp', event: 'concept:name' }
const EVERY: EventRule = { events: [], channels: [], where: [] }
const events = (...names: string[]): EventRule => ({ ...EVERY, events: names })
const goldenOf = (set: string): Golden => sharedJson(set, 'golden.json') as Golden
const distributionOf = (answers: readonly { answer: number; count: number }[]) =>
  Object.fromEntries(answers.filter(({ count }) => count > 0).map(({ answer, count }) => [String(answer), count]))

describe.skipIf(!hasSharedData)('through the API', () => {
  it('the NPS of a survey, of all and by what was asked about, is the known one', async () => {
    const app = await startMetricsApp()
    const { id } = await app.importFile(sharedFile('nps-telco-verbatim', 'verbatim.csv'), {
      case: null,
      timestamp: 'CUSTOMER_RESPONSE_DATE',
      event: 'SURVEY_SUB_TYPE',
      value: 'NPS_SCORE',
      scale: '0-10',
      dateOrder: 'DMY',
    })
    const asked = goldenOf('nps-telco-verbatim').survey['NPS_SCORE'] ?? {}
    const groups = { ...(asked['by:SURVEY_SUB_TYPE'] as Record<string, Answers>) }
    expect(Object.keys(groups).length).toBeGreaterThan(3)
    const check = async (rule: EventRule, expected: Answers): Promise<void> => {
      const told = await app.ask(id, { kind: 'score', rule, scale: { kind: 'nps' } })
      const { score = 0, margin95 = 0 } = expected.nps ?? {}
      const { n, missing, outOfRange } = expected
      expect(told).toMatchObject(
        near({
          n,
          missing,
          outOfRange,
          score,
          interval: n < 30 ? null : [score - margin95, score + margin95],
        }) as object,
      )
      expect(distributionOf(told.distribution)).toEqual(expected.dist)
    }
    await check(EVERY, asked['all'] as Answers)
    for (const [name, expected] of Object.entries(groups)) if (name !== '(none)') await check(events(name), expected)
  })

  it('what people wrote sounds as they scored: detractors worse than passives, these worse than promoters', async () => {
    const app = await startMetricsApp()
    const { id } = await app.importFile(sharedFile('nps-telco-verbatim', 'verbatim.csv'), {
      case: null,
      timestamp: 'CUSTOMER_RESPONSE_DATE',
      event: 'SURVEY_SUB_TYPE',
      value: 'NPS_SCORE',
      scale: '0-10',
      dateOrder: 'DMY',
    })
    const read = (where: EventRule['where']) =>
      app.ask(id, { kind: 'sentiment', rule: { ...EVERY, where }, field: 'text' })
    const all = await read([])
    const { rows } = goldenOf('nps-telco-verbatim').survey as unknown as { rows: number }
    expect(all.n + all.notEnglish + all.missing).toBe(rows)
    expect(all.negative + all.neutral + all.positive).toBe(all.n)
    // The survey is English: the sieve for other languages lets nearly all of it through.
    expect(all.notEnglish).toBeLessThan(rows * 0.02)
    const groups = await Promise.all(
      ['Detractor', 'Passive', 'Promoter'].map((rating) => read([{ field: 'NPS_RATING', values: [rating] }])),
    )
    const [detractors, passives, promoters] = groups.map(({ meanInterval }) => meanInterval ?? [9, -9])
    expect(detractors?.[1]).toBeLessThan(passives?.[0] ?? -9)
    expect(passives?.[1]).toBeLessThan(promoters?.[0] ?? -9)
  })

  it('the CSAT of reviews is the known one', async () => {
    const app = await startMetricsApp()
    const { id } = await app.importFile(sharedFile('olist-sample', 'olist_order_reviews_dataset.csv'), {
      case: 'order_id',
      timestamp: 'review_answer_timestamp',
      eventName: 'review',
      value: 'review_score',
      scale: '1-5',
    })
    const expected = goldenOf('olist-sample').survey['review_score']?.['all'] as Answers
    const told = await app.ask(id, { kind: 'score', rule: events('review'), scale: { kind: 'csat', of: 5 } })
    const score = (expected.csat?.score ?? 0) / 100
    expect(told).toMatchObject(near({ n: expected.n, missing: 0, outOfRange: 0, score }) as object)
    expect(distributionOf(told.distribution)).toEqual(expected.dist)
    // Two orders have two reviews: of these only the last counts.
    const latest = await app.ask(id, {
      kind: 'score',
      rule: EVERY,
      scale: { kind: 'csat', of: 5 },
      answers: 'latest',
    })
    expect(latest).toMatchObject({ n: 6121, cases: 6121 })
  })

  const z = 1.959963984540054
  const normal = ({ n, mean, sd }: Group) => [mean - (z * sd) / Math.sqrt(n), mean + (z * sd) / Math.sqrt(n)]

  it('what a case pays, listens to and turns into is the known mean and share', { timeout: 180_000 }, async () => {
    const app = await startMetricsApp()
    const fines = await app.importFile(sharedFile('roadtraffic100', 'roadtraffic100traces.csv'), {
      ...XES,
      value: 'paymentAmount',
    })
    const paid = goldenOf('roadtraffic100').events.outcomes['penalty_vs_paid']?.passed
    expect(
      await app.ask(fines.id, { kind: 'amount', rule: events('Payment'), among: events('Add penalty') }),
    ).toMatchObject(near({ amongCases: paid?.n, perCase: paid?.mean, perCaseInterval: paid && normal(paid) }) as object)

    const orders = await app.importFile(sharedFile('order-intervals', 'interval_event_log.csv'), XES)
    const cancelled = goldenOf('order-intervals').events.outcomes['reminder_vs_cancel']?.passed
    expect(
      await app.ask(orders.id, { kind: 'rateOf', among: events('send reminder'), having: events('cancel order') }),
    ).toMatchObject(near({ cases: cancelled?.n, rate: cancelled?.mean, interval: cancelled?.wilson95 }) as object)

    const sparkify = goldenOf('sparkify')
    const { files = [] } = sparkify.eventDefinition.source
    const archive = path.join(await temporaryFolder(), 'sparkify.zip')
    await writeFile(
      archive,
      zipOf(Object.fromEntries(files.map((name) => [name, readFileSync(sharedFile('sparkify', name))]))),
    )
    const { id } = await app.importFile(archive, { case: 'userId', timestamp: 'ts', event: 'page' })
    const heard = sparkify.events.outcomes['help_vs_listening_seconds']?.passed
    // 21 cases are too few for an interval of a mean.
    expect(
      await app.ask(id, { kind: 'amount', rule: events('NextSong'), field: 'length', among: events('Help') }),
    ).toMatchObject(near({ amongCases: heard?.n, perCase: heard?.mean, perCaseInterval: null }) as object)
    const upgraded = sparkify.events.outcomes['help_vs_upgrade']?.passed
    expect(
      await app.ask(id, { kind: 'rateOf', among: events('Help'), having: events('Submit Upgrade') }),
    ).toMatchObject(near({ cases: upgraded?.n, rate: upgraded?.mean, interval: upgraded?.wilson95 }) as object)

    // Who repeats within a window is who leaks from the event to itself, which golden.test.ts holds against known figures.
    for (const name of ['NextSong', 'Home', 'Error']) {
      const rule = events(name)
      const leaked = await app.ask(id, { kind: 'leakage', from: rule, to: rule, hours: 1 })
      const repeated = await app.ask(id, { kind: 'repeat', rule, withinHours: 1 })
      expect(repeated).toMatchObject({ cases: leaked.cases, repeated: leaked.leakedCases, rate: leaked.caseRate })
    }
  })

  it('the cost of a log without costs, from prices by event, is the known one', { timeout: 180_000 }, async () => {
    const app = await startMetricsApp()
    const golden = goldenOf('bpic2012-loan')
    const { id, cases } = await app.importFile(sharedFile('bpic2012-loan', 'bpic2012.xes.gz'), XES)
    const told = await app.ask(id, {
      kind: 'amount',
      rule: EVERY,
      prices: golden.eventDefinition.cost.costs.map(({ rule, cost }) => ({
        rule: {
          ...EVERY,
          events: rule.event,
          where: [{ field: 'lifecycle:transition', values: rule.where['lifecycle'] ?? [] }],
        },
        price: cost,
      })),
    })
    const { total, perCase } = golden.events.cost
    expect(told).toMatchObject(near({ sum: total, perCase, amongCases: cases }) as object)
  })
})
