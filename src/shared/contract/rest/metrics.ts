import { z } from 'zod'
import type { MetricAnswers } from '#shared/metrics/metric.ts'

const count = z.number()
const share = z.number().nullable()
const interval = z.tuple([z.number(), z.number()]).readonly().nullable()

/** `MetricAnswers` of `shared/metrics/metric.ts`, as schemas; the check below keeps both equal. */
const answers = {
  overview: z.object({
    events: count,
    cases: count,
    distinctEvents: count,
    firstTsUs: z.number().nullable(),
    lastTsUs: z.number().nullable(),
    eventsPerCase: z.object({ min: count, median: z.number(), p90: z.number(), max: count }).nullable(),
    caseDurationSec: z.object({ median: z.number(), p90: z.number(), mean: z.number(), max: z.number() }).nullable(),
  }),
  events: z.array(z.object({ event: z.string(), events: count, cases: count })).readonly(),
  count: z.object({ events: count, cases: count }),
  funnel: z.object({
    reached: z.array(count).readonly(),
    stepConversion: z.array(share).readonly(),
    dropOff: z.array(count).readonly(),
    overall: share,
    overallInterval: interval,
  }),
  timeBetween: z.object({
    n: count,
    median: z.number().nullable(),
    p90: z.number().nullable(),
    mean: z.number().nullable(),
    medianInterval: interval,
  }),
  directlyFollows: z.object({
    pairs: count,
    total: count,
    edges: z
      .array(z.object({ from: z.string(), to: z.string(), count, medianSec: z.number(), p90Sec: z.number() }))
      .readonly(),
    start: z.record(z.string(), count),
    end: z.record(z.string(), count),
  }),
  leakage: z.object({
    fromEvents: count,
    leakedEvents: count,
    eventRate: share,
    eventRateInterval: interval,
    cases: count,
    leakedCases: count,
    caseRate: share,
    caseRateInterval: interval,
  }),
  segment: z.object({ cases: count, of: count, missingFields: z.array(z.string()).readonly() }),
  score: z.object({
    n: count,
    cases: count,
    missing: count,
    outOfRange: count,
    distribution: z.array(z.object({ answer: z.number(), count })).readonly(),
    score: z.number().nullable(),
    interval,
  }),
  amount: z.object({
    n: count,
    cases: count,
    missing: count,
    sum: z.number().nullable(),
    mean: z.number().nullable(),
    meanInterval: interval,
    median: z.number().nullable(),
    medianInterval: interval,
    p90: z.number().nullable(),
    amongCases: count,
    perCase: z.number().nullable(),
    perCaseInterval: interval,
  }),
  rateOf: z.object({ cases: count, having: count, rate: share, interval }),
  repeat: z.object({ cases: count, repeated: count, rate: share, interval }),
  retention: z.object({
    cases: count,
    periods: z.array(z.object({ period: count, cases: count, returned: count, rate: share, interval })).readonly(),
    cohorts: z
      .array(
        z.object({
          begins: z.string(),
          cases: count,
          periods: z.array(z.object({ period: count, cases: count, returned: count })).readonly(),
        }),
      )
      .readonly(),
  }),
  sessions: z.object({
    events: count,
    cases: count,
    sessions: count,
    perCase: z.number().nullable(),
    perCaseInterval: interval,
    bounced: count,
    bounceRate: share,
    bounceInterval: interval,
  }),
  sentiment: z.object({
    n: count,
    cases: count,
    missing: count,
    notEnglish: count,
    negative: count,
    neutral: count,
    positive: count,
    mean: z.number().nullable(),
    meanInterval: interval,
    isTooMany: z.boolean(),
  }),
} satisfies { readonly [Kind in keyof MetricAnswers]: z.ZodType<MetricAnswers[Kind]> }

/** What `POST /api/datasets/:id/metrics` answers. Which shape it is follows from the `kind` that was asked. */
export const metricAnswerBody = z.object({
  answer: z.union([
    answers.overview,
    answers.funnel,
    // Before what has a part of its names: of a union the first that fits is sent.
    answers.amount,
    answers.timeBetween,
    answers.directlyFollows,
    answers.leakage,
    answers.segment,
    answers.score,
    answers.rateOf,
    answers.repeat,
    answers.retention,
    answers.sessions,
    answers.sentiment,
    answers.events,
    answers.count,
  ]),
})
