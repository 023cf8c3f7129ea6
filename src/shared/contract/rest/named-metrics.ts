import { z } from 'zod'
import { AMOUNT_UNITS, definitionSchema, DIRECTIONS } from '#shared/metrics/named-metric.ts'
import type { DatasetFreshness, Reading } from '#shared/metrics/reading.ts'
import { idParam, instant, nameSchema } from './common.ts'
import { freshnessBody, readingBody } from './readings.ts'

const DESCRIPTION_MAX = 2_000

const fields = {
  name: nameSchema,
  description: z.string().trim().max(DESCRIPTION_MAX).default(''),
  /** Of a question; `null` of what is made of other metrics. */
  datasetId: idParam.nullable().default(null),
  definition: definitionSchema,
  /** Of an amount or a ratio; whatever else has a unit of its own. */
  unit: z.enum(AMOUNT_UNITS).default('number'),
  /** ISO 4217. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable()
    .default(null),
  decimals: z.number().int().min(0).max(6).nullable().default(null),
  direction: z.enum(DIRECTIONS).default('none'),
  /** In the unit of its readings: shares as 0 … 1, times in seconds. */
  target: z.number().nullable().default(null),
} as const

/** A metric of the workspace's library. */
export const namedMetricItem = z.object({ id: z.string(), workspaceId: z.string(), ...fields, updatedAt: instant })
export type NamedMetricItem = Readonly<z.infer<typeof namedMetricItem>>

export const namedMetricDraft = z
  .object(fields)
  .refine(({ datasetId, definition }) => (definition.kind === 'question') === (datasetId !== null), {
    error: 'A question is put to a dataset; what is made of other metrics has none of its own.',
  })
export type NamedMetricDraft = Readonly<z.infer<typeof namedMetricDraft>>

export const namedMetricListBody = z.object({ metrics: z.array(namedMetricItem) })
export const namedMetricListQuery = z.object({ workspace: idParam.optional() })

/** Its number now. */
export const namedMetricReadingBody = z.object({ reading: readingBody, datasets: z.array(freshnessBody) })
export interface NamedMetricReading {
  readonly reading: Reading
  readonly datasets: readonly DatasetFreshness[]
}
