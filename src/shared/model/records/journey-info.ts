import * as z from 'zod/mini'
import { DETAILS_MAX_LENGTH, SMALL_LIST_MAX, TITLE_MAX_LENGTH } from './limits.ts'
import { notesSchema, textSchema } from './record.ts'
import { shownMetricsField } from './shown-metric.ts'

/** The one record about the journey itself, in the root map `journey`. */
export const JOURNEY_ROOT = 'journey'

export const JOURNEY_TEXTS = {
  title: TITLE_MAX_LENGTH,
  /** Whose situation is shown and what they want to reach. */
  scenario: DETAILS_MAX_LENGTH,
  /** What whoever presents wants to say on the overview. */
  notes: DETAILS_MAX_LENGTH,
} as const

/** As it is today, or as it is meant to become. */
export const JOURNEY_STATES = ['current', 'future'] as const

const slideIds = z.array(z.string().check(z.minLength(1), z.maxLength(64))).check(z.maxLength(2 * SMALL_LIST_MAX + 1))

/** How the journey is presented: ids of stages and saved views, and `overview`. One value: an order is chosen as a whole. */
export const slideOrderSchema = z.object({
  /** What is not named comes at its usual place. */
  order: slideIds,
  /** Left out when the journey is presented. */
  skipped: slideIds,
})
export type SlideOrder = Readonly<z.infer<typeof slideOrderSchema>>

export const journeyInfoSchema = z.object({
  title: textSchema(JOURNEY_TEXTS.title),
  scenario: textSchema(JOURNEY_TEXTS.scenario),
  notes: notesSchema,
  state: z._default(z.enum(JOURNEY_STATES), 'current'),
  shownMetrics: shownMetricsField,
  slides: z.optional(z.catch(slideOrderSchema, { order: [], skipped: [] })),
})

export type JourneyInfo = Readonly<z.infer<typeof journeyInfoSchema>>
