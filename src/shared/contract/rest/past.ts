import { z } from 'zod'
import { CADENCES } from '../cadences.ts'
import { instant, idParam } from './common.ts'

const NOTE_MAX_LENGTH = 2_000

const person = z.object({ id: z.string().nullable(), name: z.string() })

export const reviewBody = z.object({
  cadence: z.enum(CADENCES),
  /** When it is to be looked at next; `null`: by no plan. */
  nextAt: instant.nullable(),
  /** The newest first. */
  reviews: z.array(z.object({ id: z.string(), who: person, note: z.string(), at: instant })),
})
export type ReviewBody = z.infer<typeof reviewBody>
/** Without `nextAt` it is counted from the last review, or from now. */
export const reviewPlan = z.object({ cadence: z.enum(CADENCES), nextAt: instant.optional() })
export type ReviewPlan = z.input<typeof reviewPlan>
export const reviewCreate = z.object({ note: z.string().trim().max(NOTE_MAX_LENGTH).default('') })

export const EDIT_VERBS = ['added', 'deleted', 'moved', 'renamed', 'edited'] as const
export const EDITED_KINDS = ['card', 'stage', 'step', 'lane', 'link', 'persona', 'view', 'binding', 'journey'] as const

/** What became of one thing in a stretch of time. */
export const editChange = z.object({
  kind: z.enum(EDITED_KINDS),
  id: z.string(),
  verb: z.enum(EDIT_VERBS),
  /** What it is called, or was. */
  title: z.string(),
})
export type EditChange = z.infer<typeof editChange>

export const activityQuery = z.object({
  /** Only what ended before this instant: the last one of the page before. */
  before: z.coerce.number().int().optional(),
  person: idParam.optional(),
})
export type ActivityQuery = z.input<typeof activityQuery>

export const activityItem = z.object({
  /** When it was done, or ended. */
  at: instant,
  who: person,
  journey: z.object({ id: z.string(), title: z.string().nullable() }).nullable(),
  /** Something done at once, in the words of the audit log. */
  act: z.string().nullable(),
  /** What it was done to, when that has a name. */
  target: z.string().nullable(),
  /** Edits without a longer pause: since when, and what changed. */
  since: instant.nullable(),
  changes: z.array(editChange),
})
export type ActivityItem = z.infer<typeof activityItem>
export const activityBody = z.object({
  /** The newest first. */
  items: z.array(activityItem),
  hasMore: z.boolean(),
})
export type ActivityBody = z.infer<typeof activityBody>
