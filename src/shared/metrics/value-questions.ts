import * as z from 'zod/mini'
import { type AnswerScale, answerScaleSchema } from '#shared/model/records/answer-scale.ts'
import { eventRuleSchema } from '#shared/model/records/binding.ts'
import { NAME_MAX_LENGTH } from '#shared/model/records/limits.ts'

/** The attribute that holds the number; absent: the event's value. What is not a number counts as missing. */
const field = z.optional(z.string().check(z.minLength(1), z.maxLength(NAME_MAX_LENGTH)))

export type Scale = AnswerScale

const NPS_MAX = 10

/** The lowest and the highest answer. */
export const endsOf = (scale: Scale): readonly [number, number] => (scale.kind === 'nps' ? [0, NPS_MAX] : [1, scale.of])

/** Answers to a survey. */
export const scoreQuestion = z.object({
  kind: z.literal('score'),
  rule: eventRuleSchema,
  field,
  scale: answerScaleSchema,
  /** All answers, or of each case only its last. */
  answers: z._default(z.enum(['all', 'latest']), 'all'),
})

/** A number that events carry: costs, prices, durations. */
export const amountQuestion = z.object({
  kind: z.literal('amount'),
  rule: eventRuleSchema,
  field,
  /** Instead of a number of the event: what each costs, by the first entry that matches. Others carry no number. */
  prices: z.optional(
    z
      .array(z.object({ rule: eventRuleSchema, price: z.number().check(z.minimum(-1e9), z.maximum(1e9)) }))
      .check(z.minLength(1), z.maxLength(50)),
  ),
  /** Whose cases it is divided by; absent: all cases. */
  among: z.optional(eventRuleSchema),
})

export interface ScoreAnswer {
  /** Answers that count. */
  readonly n: number
  /** Cases that they are from. */
  readonly cases: number
  /** Matching events that carry no number. */
  readonly missing: number
  /** Matching events with a number that is not an answer on the scale. */
  readonly outOfRange: number
  /** How often each answer of the scale was given, from the lowest. */
  readonly distribution: readonly { readonly answer: number; readonly count: number }[]
  /** NPS: −100 … 100; CSAT: the share 0 … 1 of the two highest answers; CES: the mean. */
  readonly score: number | null
  readonly interval: readonly [number, number] | null
}

export interface AmountAnswer {
  /** Matching events that carry a number. */
  readonly n: number
  /** Cases that those are of. */
  readonly cases: number
  /** Matching events without one. */
  readonly missing: number
  /** Summed as decimals with six places, so that it is the same in every order. */
  readonly sum: number | null
  readonly mean: number | null
  readonly meanInterval: readonly [number, number] | null
  readonly median: number | null
  readonly medianInterval: readonly [number, number] | null
  readonly p90: number | null
  /** Cases that `among` selects. */
  readonly amongCases: number
  /** Mean over those cases of what each has in sum; a case without any counts 0. */
  readonly perCase: number | null
  readonly perCaseInterval: readonly [number, number] | null
}
