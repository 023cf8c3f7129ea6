import * as z from 'zod/mini'
import type { Id } from '#shared/lib/ids.ts'
import { dutyFields } from './duty.ts'
import { DETAILS_MAX_LENGTH, TITLE_MAX_LENGTH } from './limits.ts'
import { deletedAtSchema, idSchema, notesSchema, orderSchema, type RecordKind, textSchema } from './record.ts'
import { shownMetricsField } from './shown-metric.ts'

export type StageId = Id<'stage'>

const texts = { title: TITLE_MAX_LENGTH, notes: DETAILS_MAX_LENGTH } as const

/** A large part of the journey in time. Its columns are its steps. */
export const stageSchema = z.object({
  id: idSchema<'stage'>(),
  order: orderSchema,
  title: textSchema(texts.title),
  ...dutyFields,
  notes: notesSchema,
  shownMetrics: shownMetricsField,
  /** Folded away to a thin column without its steps, for everyone. */
  isCollapsed: z.optional(z.boolean()),
  deletedAt: deletedAtSchema,
})

export type Stage = Readonly<z.infer<typeof stageSchema>>

export const STAGE: RecordKind<typeof stageSchema> = { root: 'stages', schema: stageSchema, texts }
