import * as z from 'zod/mini'
import { idSchema } from './record.ts'
import type { Id } from '#shared/lib/ids.ts'

export type NamedMetricId = Id<'named-metric'>

/** More numbers than that nobody reads at one place. */
export const SHOWN_METRICS_MAX = 12

/** A metric of the workspace's library that an element, or the journey itself, shows. */
const shownMetricSchema = z.object({
  /** Metrics are kept in the workspace, so it may name one that is not there. */
  metricId: idSchema<'named-metric'>(),
  /** Only of the cases that have an event of the element, where it stands for events of the metric's dataset. */
  isOwnCases: z._default(z.boolean(), false),
})
export type ShownMetric = Readonly<z.infer<typeof shownMetricSchema>>

/** One value: which are shown, and in which order, is chosen as a whole. */
export const shownMetricsSchema = z.array(shownMetricSchema).check(z.maxLength(SHOWN_METRICS_MAX))

/** As a field of a record; a list that cannot be read shows nothing and takes nothing else with it. */
export const shownMetricsField = z.optional(z.catch(shownMetricsSchema, []))
