import * as z from 'zod/mini'
import type { Id } from '#shared/lib/ids.ts'
import { dutyFields } from './duty.ts'
import { STEP_WIDTH_PX, TITLE_MAX_LENGTH } from './limits.ts'
import { deletedAtSchema, idSchema, orderSchema, type RecordKind, textSchema } from './record.ts'
import { shownMetricsField } from './shown-metric.ts'

export type StepId = Id<'step'>

const texts = { title: TITLE_MAX_LENGTH } as const

/** One moment inside a stage, drawn as a column. */
export const stepSchema = z.object({
  id: idSchema<'step'>(),
  /** Which stage, and where in it: one value, so that two people moving the step cannot leave it half here and half there. */
  place: z.object({ stageId: idSchema<'stage'>(), order: orderSchema }),
  title: textSchema(texts.title),
  /** Column width in journey pixels. */
  width: z._default(
    z.number().check(z.minimum(STEP_WIDTH_PX.min), z.maximum(STEP_WIDTH_PX.max)),
    STEP_WIDTH_PX.default,
  ),
  ...dutyFields,
  shownMetrics: shownMetricsField,
  /** Folded away to a thin column, for everyone. */
  isCollapsed: z.optional(z.boolean()),
  deletedAt: deletedAtSchema,
})

export type Step = Readonly<z.infer<typeof stepSchema>>

export const STEP: RecordKind<typeof stepSchema> = { root: 'steps', schema: stepSchema, texts }
