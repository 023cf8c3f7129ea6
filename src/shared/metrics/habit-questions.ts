import * as z from 'zod/mini'
import { eventRuleSchema } from '#shared/model/records/binding.ts'

const hours = z.number().check(z.positive(), z.maximum(24 * 3_660))

/** Who has an event and, anywhere in the case, also another. */
export const rateQuestion = z.object({ kind: z.literal('rateOf'), among: eventRuleSchema, having: eventRuleSchema })

/** Who comes twice. */
export const repeatQuestion = z.object({
  kind: z.literal('repeat'),
  rule: eventRuleSchema,
  /** Between two of the events that follow each other, its end included; absent: however long. */
  withinHours: z.optional(hours),
})

/** Who comes back, period by period after the first event. */
export const retentionQuestion = z.object({
  kind: z.literal('retention'),
  /** A case begins with its first such event. */
  start: eventRuleSchema,
  /** What counts as coming back. */
  back: eventRuleSchema,
  periodDays: z._default(z.int().check(z.minimum(1), z.maximum(366)), 7),
  /** How many periods after the first are looked at. */
  periods: z._default(z.int().check(z.minimum(1), z.maximum(26)), 8),
})

/** Events that lie close together. */
export const sessionsQuestion = z.object({
  kind: z.literal('sessions'),
  rule: eventRuleSchema,
  /** A longer pause begins a new session. */
  gapMinutes: z._default(z.number().check(z.positive(), z.maximum(60 * 24 * 31)), 30),
})

type Interval = readonly [number, number] | null

export interface RateAnswer {
  readonly cases: number
  readonly having: number
  readonly rate: number | null
  readonly interval: Interval
}

export interface RepeatAnswer {
  readonly cases: number
  readonly repeated: number
  readonly rate: number | null
  readonly interval: Interval
}

export interface RetentionAnswer {
  /** Cases that begin. */
  readonly cases: number
  /** Period k = 1, 2, … runs from k to k + 1 period lengths after the start, its end left out. */
  readonly periods: readonly {
    readonly period: number
    /** Cases whose period was over when the dataset's last event came. */
    readonly cases: number
    readonly returned: number
    readonly rate: number | null
    readonly interval: Interval
  }[]
  /** The same by when cases began, oldest first. */
  readonly cohorts: readonly {
    /** Day on which the cohort begins, `2026-01-05`. Cohorts are as long as a period, counted from a Monday, in the dataset's time zone. */
    readonly begins: string
    readonly cases: number
    readonly periods: readonly { readonly period: number; readonly cases: number; readonly returned: number }[]
  }[]
}

export interface SessionsAnswer {
  readonly events: number
  readonly cases: number
  readonly sessions: number
  readonly perCase: number | null
  readonly perCaseInterval: Interval
  /** Sessions of a single event. */
  readonly bounced: number
  readonly bounceRate: number | null
  readonly bounceInterval: Interval
}
