import * as z from 'zod/mini'
import { eventRuleSchema } from '#shared/model/records/binding.ts'
import {
  type RateAnswer,
  rateQuestion,
  type RepeatAnswer,
  repeatQuestion,
  type RetentionAnswer,
  retentionQuestion,
  type SessionsAnswer,
  sessionsQuestion,
} from './habit-questions.ts'
import { segmentRuleSchema } from './segment.ts'
import { type SentimentAnswer, sentimentQuestion } from './sentiment-question.ts'
import { type AmountAnswer, amountQuestion, type ScoreAnswer, scoreQuestion } from './value-questions.ts'

const rule = eventRuleSchema
const seconds = z.number().check(z.nonnegative(), z.maximum(10 * 366 * 86_400))
const limit = z._default(z.int().check(z.minimum(1), z.maximum(10_000)), 1_000)

/** Events and cases that match a rule. */
export const countQuestion = z.object({ kind: z.literal('count'), rule })

/** Ordered funnel: cases that reach each step. */
export const funnelQuestion = z.object({
  kind: z.literal('funnel'),
  steps: z.array(rule).check(z.minLength(1), z.maxLength(20)),
  mode: z._default(z.enum(['any', 'first']), 'any'),
  /** From the first step to the last, inclusive; absent: no limit. */
  windowSeconds: z.optional(seconds),
})

/** Seconds from the first `from` event to the first later `to` event of a case. */
export const timeBetweenQuestion = z.object({ kind: z.literal('timeBetween'), from: rule, to: rule })

/** `from` events followed by a `to` event of the case within the hours (rolling window). */
export const leakageQuestion = z.object({
  kind: z.literal('leakage'),
  from: rule,
  to: rule,
  hours: z.number().check(z.positive(), z.maximum(24 * 366)),
})

/**
 * A question that can be put to a dataset. All order is (instant, position in the file) within a case; percentiles are linear
 * interpolation (type 7). `docs/metrics.md` defines each one exactly.
 */
export const metricSchema = z.discriminatedUnion('kind', [
  /** Events, cases, distinct names, first and last instant, events per case, case duration. */
  z.object({ kind: z.literal('overview') }),
  /** Events and cases per event name. */
  z.object({ kind: z.literal('events'), limit }),
  countQuestion,
  funnelQuestion,
  timeBetweenQuestion,
  /** Adjacent pairs of event names, with median and p90 gap; the first and last names of cases. */
  z.object({ kind: z.literal('directlyFollows'), limit }),
  leakageQuestion,
  /** How many of all cases are in a segment. */
  z.object({ kind: z.literal('segment'), rule: segmentRuleSchema }),
  scoreQuestion,
  amountQuestion,
  rateQuestion,
  repeatQuestion,
  retentionQuestion,
  sessionsQuestion,
  sentimentQuestion,
])

export type Metric = z.infer<typeof metricSchema>

export interface MetricAnswers {
  readonly overview: {
    readonly events: number
    readonly cases: number
    readonly distinctEvents: number
    /** Microseconds since 1970 UTC. */
    readonly firstTsUs: number | null
    readonly lastTsUs: number | null
    readonly eventsPerCase: {
      readonly min: number
      readonly median: number
      readonly p90: number
      readonly max: number
    } | null
    readonly caseDurationSec: {
      readonly median: number
      readonly p90: number
      readonly mean: number
      readonly max: number
    } | null
  }
  readonly events: readonly { readonly event: string; readonly events: number; readonly cases: number }[]
  readonly count: { readonly events: number; readonly cases: number }
  readonly funnel: {
    /** Cases whose level is at least k. */
    readonly reached: readonly number[]
    readonly stepConversion: readonly (number | null)[]
    readonly dropOff: readonly number[]
    readonly overall: number | null
    readonly overallInterval: readonly [number, number] | null
  }
  readonly timeBetween: {
    readonly n: number
    readonly median: number | null
    readonly p90: number | null
    readonly mean: number | null
    readonly medianInterval: readonly [number, number] | null
  }
  readonly directlyFollows: {
    readonly pairs: number
    readonly total: number
    /** Sorted by count descending, then by names. Gaps in seconds. */
    readonly edges: readonly {
      readonly from: string
      readonly to: string
      readonly count: number
      readonly medianSec: number
      readonly p90Sec: number
    }[]
    readonly start: Readonly<Record<string, number>>
    readonly end: Readonly<Record<string, number>>
  }
  readonly leakage: {
    readonly fromEvents: number
    readonly leakedEvents: number
    readonly eventRate: number | null
    readonly eventRateInterval: readonly [number, number] | null
    readonly cases: number
    readonly leakedCases: number
    readonly caseRate: number | null
    readonly caseRateInterval: readonly [number, number] | null
  }
  readonly segment: {
    readonly cases: number
    /** All cases of the dataset. */
    readonly of: number
    /** Fields that the rule asks for and the dataset does not have. */
    readonly missingFields: readonly string[]
  }
  readonly score: ScoreAnswer
  readonly amount: AmountAnswer
  readonly rateOf: RateAnswer
  readonly repeat: RepeatAnswer
  readonly retention: RetentionAnswer
  readonly sessions: SessionsAnswer
  readonly sentiment: SentimentAnswer
}
