import { z } from 'zod'
import { MEASURES } from '#shared/metrics/measures.ts'
import { CASES_A_PAGE } from './cases-a-page.ts'
import { idParam, instant } from './common.ts'
import { isRange, range, RANGE_WORDS } from './readings.ts'

export const casesBehindQueryString = z
  .object({
    /** A stage, step, card or link. */
    of: idParam,
    measure: z.enum(MEASURES),
    /** Only the cases in this persona's segment. */
    persona: z.string().min(1).max(64).optional(),
    ...range,
    offset: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(1_000).default(CASES_A_PAGE),
    format: z.enum(['json', 'csv']).default('json'),
  })
  .refine(isRange, { path: ['from'], message: RANGE_WORDS })

export const casesBehind = z.object({
  /** How many there are. */
  cases: z.number().int(),
  /** What they add up to: of a flow the transitions, else as many as there are cases. */
  counts: z.number(),
  /** A page of them, in the order of their ids. */
  list: z.array(
    z.object({
      caseId: z.string(),
      /** All its events in the dataset. */
      events: z.number().int(),
      firstEventAt: instant,
      lastEventAt: instant,
      /** What it adds to `counts`. */
      counts: z.number(),
    }),
  ),
})
export type CasesBehind = z.infer<typeof casesBehind>
