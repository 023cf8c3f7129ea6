import * as z from 'zod/mini'
import { DETAILS_MAX_LENGTH, TITLE_MAX_LENGTH } from './limits.ts'
import { textSchema } from './record.ts'

/** The one record about the journey itself, in the root map `journey`. */
export const JOURNEY_ROOT = 'journey'

export const JOURNEY_TEXTS = {
  title: TITLE_MAX_LENGTH,
  /** Whose situation is shown and what they want to reach. */
  scenario: DETAILS_MAX_LENGTH,
} as const

/** As it is today, or as it is meant to become. */
export const JOURNEY_STATES = ['current', 'future'] as const

export const journeyInfoSchema = z.object({
  title: textSchema(JOURNEY_TEXTS.title),
  scenario: textSchema(JOURNEY_TEXTS.scenario),
  state: z._default(z.enum(JOURNEY_STATES), 'current'),
})

export type JourneyInfo = Readonly<z.infer<typeof journeyInfoSchema>>
