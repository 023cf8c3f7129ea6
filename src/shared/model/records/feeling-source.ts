import * as z from 'zod/mini'
import { answerScaleSchema } from './answer-scale.ts'
import { eventRuleSchema } from './binding.ts'
import { NAME_MAX_LENGTH } from './limits.ts'
import { idSchema } from './record.ts'

const finite = z.number().check(z.minimum(-1e12), z.maximum(1e12))

/** What an emotion is measured by: a metric of the workspace's library, or the answers to a question of a survey. */
export const feelingSourceSchema = z.object({
  of: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('metric'), metricId: idSchema<'named-metric'>() }),
    z.object({
      kind: z.literal('answers'),
      datasetId: idSchema<'dataset'>(),
      /** The events that are answers. */
      rule: eventRuleSchema,
      /** The attribute that holds the answer; absent: the event's value. */
      field: z.optional(z.string().check(z.minLength(1), z.maxLength(NAME_MAX_LENGTH))),
      scale: answerScaleSchema,
      /** All answers, or of each case only its last. */
      answers: z._default(z.enum(['all', 'latest']), 'all'),
    }),
  ]),
  /** The values that stand for the two ends of the scale of feelings; absent: the ends that the score itself has. */
  ends: z.optional(
    z
      .object({ worst: finite, best: finite })
      .check(z.refine(({ worst, best }) => worst !== best, 'Both ends of the scale are the same.')),
  ),
  /** `matched-name`: bound because the step's title is an event's name; a person may change it. */
  source: z._default(z.enum(['manual', 'matched-name']), 'manual'),
})
export type FeelingSource = Readonly<z.infer<typeof feelingSourceSchema>>
export type AnswersSource = Extract<FeelingSource['of'], { readonly kind: 'answers' }>

/** As a field of a card; a source that cannot be read measures nothing and takes nothing else with it. */
export const feelingSourceField = z.catch(z.optional(feelingSourceSchema), undefined)
