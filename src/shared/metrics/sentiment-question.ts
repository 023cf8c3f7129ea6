import * as z from 'zod/mini'
import { eventRuleSchema } from '#shared/model/records/binding.ts'
import { NAME_MAX_LENGTH } from '#shared/model/records/limits.ts'

/** How what people wrote sounds: by a lexicon, which reads English only. */
export const sentimentQuestion = z.object({
  kind: z.literal('sentiment'),
  rule: eventRuleSchema,
  /** The attribute that holds the text. */
  field: z.string().check(z.minLength(1), z.maxLength(NAME_MAX_LENGTH)),
  /** All texts, or of each case only its last. */
  answers: z._default(z.enum(['all', 'latest']), 'all'),
})

export interface SentimentAnswer {
  /** Texts that count: negative, neutral and positive ones together. */
  readonly n: number
  /** Cases that texts are from. */
  readonly cases: number
  /** Matching events without a text. */
  readonly missing: number
  /** Texts that do not seem to be English; they do not count. */
  readonly notEnglish: number
  readonly negative: number
  readonly neutral: number
  readonly positive: number
  /** Of the texts' scores, −1 … 1. */
  readonly mean: number | null
  readonly meanInterval: readonly [number, number] | null
  /** There are more different texts than are read: nothing of it is told. */
  readonly isTooMany: boolean
}
