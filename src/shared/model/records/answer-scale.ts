import * as z from 'zod/mini'

/** What answers to a survey are given on. They are whole numbers: 0 … 10 for NPS, 1 … `of` for CSAT and CES. */
export const answerScaleSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('nps') }),
  z.object({ kind: z.literal('csat'), of: z._default(z.int().check(z.minimum(3), z.maximum(11)), 5) }),
  z.object({ kind: z.literal('ces'), of: z._default(z.int().check(z.minimum(3), z.maximum(11)), 7) }),
])
export type AnswerScale = Readonly<z.infer<typeof answerScaleSchema>>
