import * as z from 'zod/mini'
import type { Id } from '#shared/lib/ids.ts'
import { dutyFields } from './duty.ts'
import { channelSchema } from './channel.ts'
import { DETAILS_MAX_LENGTH, LIST_MAX_LENGTH, NAME_MAX_LENGTH } from './limits.ts'
import { deletedAtSchema, idSchema, orderSchema, type RecordKind, textSchema } from './record.ts'
import { shownMetricsField } from './shown-metric.ts'

export type PersonaId = Id<'persona'>

const texts = {
  name: NAME_MAX_LENGTH,
  /** One line: occupation, age, what sets them apart. */
  tagline: NAME_MAX_LENGTH,
  story: DETAILS_MAX_LENGTH,
  goals: DETAILS_MAX_LENGTH,
  challenges: DETAILS_MAX_LENGTH,
} as const

/** Evidence-based profile of a kind of customer. */
export const personaSchema = z.object({
  id: idSchema<'persona'>(),
  order: orderSchema,
  name: textSchema(texts.name),
  tagline: textSchema(texts.tagline),
  story: textSchema(texts.story),
  goals: textSchema(texts.goals),
  challenges: textSchema(texts.challenges),
  /** Which of the eight persona colours of the design language; the emotion curve is drawn in it. */
  color: z._default(z.int().check(z.minimum(0), z.maximum(7)), 0),
  preferredChannels: z._default(z.array(channelSchema).check(z.maxLength(LIST_MAX_LENGTH)), []),
  ...dutyFields,
  /** The rule over data that says who is meant. Segments are the workspace's, not the journey's. */
  segmentId: z.optional(idSchema<'segment'>()),
  /** Their numbers are those of the segment's cases. */
  shownMetrics: shownMetricsField,
  deletedAt: deletedAtSchema,
})

export type Persona = Readonly<z.infer<typeof personaSchema>>

export const PERSONA: RecordKind<typeof personaSchema> = { root: 'personas', schema: personaSchema, texts }
