import * as z from 'zod/mini'
import type { Id } from '#shared/lib/ids.ts'
import { dutyFields } from './duty.ts'
import { TITLE_MAX_LENGTH } from './limits.ts'
import { deletedAtSchema, idSchema, type RecordKind, textSchema } from './record.ts'
import { shownMetricsField } from './shown-metric.ts'

export type LinkId = Id<'link'>

const texts = { label: TITLE_MAX_LENGTH } as const

/** A relation between two cards, or of a card to itself: it is done over again. Between two touchpoints it can be measured. */
export const linkSchema = z.object({
  id: idSchema<'link'>(),
  fromCardId: idSchema<'card'>(),
  toCardId: idSchema<'card'>(),
  label: textSchema(texts.label),
  /**
   * When set, the link's reading counts the cases in which `to` came within this many hours after `from` (a rolling window per
   * case, so a call after midnight counts); when absent, it counts direct successions.
   */
  windowHours: z.optional(z.number().check(z.positive(), z.maximum(24 * 366))),
  shownMetrics: shownMetricsField,
  ...dutyFields,
  deletedAt: deletedAtSchema,
})

export type Link = Readonly<z.infer<typeof linkSchema>>

export const LINK: RecordKind<typeof linkSchema> = { root: 'links', schema: linkSchema, texts }
