import { z } from 'zod'
import { isAskedMeasure } from '#shared/metrics/measures.ts'
import { NAME_MAX_LENGTH } from '#shared/model/records/limits.ts'
import { answerScaleSchema } from '#shared/model/records/answer-scale.ts'
import { SOUNDS, VERBATIM_GROUPS, VERBATIMS_A_PAGE } from '#shared/metrics/verbatims.ts'
import { idParam, instant } from './common.ts'
import { isRange, range, RANGE_WORDS } from './readings.ts'

/** What customers wrote behind a number. */
export const verbatimsQuery = z
  .object({
    /** What shows the number: a stage, step, card or persona, or `journey`. */
    of: idParam,
    /** `metric:<id of the metric>`, or `feeling` for what an emotion is measured by. */
    measure: z.string().max(80).refine(isAskedMeasure, '`metric:` and the id of a metric, or `feeling`'),
    /** Only of the cases in this persona's segment. */
    persona: z.string().min(1).max(64).optional(),
    ...range,
    /** The attribute that is read, where there are several; absent: the one with the longest texts. */
    field: z.string().min(1).max(NAME_MAX_LENGTH).optional(),
    group: z.enum(VERBATIM_GROUPS).optional(),
    /** Only texts that have this in them, in small letters or capitals. */
    search: z.string().trim().max(200).optional(),
    offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
    limit: z.coerce.number().int().min(1).max(200).default(VERBATIMS_A_PAGE),
  })
  .refine(isRange, { path: ['from'], message: RANGE_WORDS })

/** `Verbatims` of `shared/metrics/verbatims.ts`, as a schema. */
export const verbatimsBody = z.object({
  field: z.string().nullable(),
  fields: z.array(z.string()).readonly(),
  scale: z.nullable(answerScaleSchema),
  answers: z.number().int(),
  texts: z.number().int(),
  total: z.number().int(),
  isCapped: z.boolean(),
  list: z
    .array(
      z.object({
        at: instant,
        score: z.number().nullable(),
        sound: z.enum(SOUNDS).nullable(),
        text: z.string(),
      }),
    )
    .readonly(),
  note: z.string().optional(),
})
