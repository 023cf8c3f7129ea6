import * as z from 'zod/mini'
import { LIST_MAX_LENGTH, NAME_MAX_LENGTH } from './limits.ts'
import { idSchema, namesSchema } from './record.ts'
import { targetsSchema } from './target.ts'
import type { Id } from '#shared/lib/ids.ts'

export type DatasetId = Id<'dataset'>

/** Root map `bindings`: element id (a stage, step, touchpoint or metric card) → binding, one plain value each. */
export const BINDINGS_ROOT = 'bindings'

/**
 * Selects events. An event matches when its name is one of `events`, its channel one of `channels`, and each field of `where`
 * has one of the listed values; an empty list asks for nothing. An absent value matches no list.
 */
export const eventRuleSchema = z.object({
  events: z._default(namesSchema, []),
  channels: z._default(namesSchema, []),
  where: z._default(
    z
      .array(z.object({ field: z.string().check(z.minLength(1), z.maxLength(NAME_MAX_LENGTH)), values: namesSchema }))
      .check(z.maxLength(LIST_MAX_LENGTH)),
    [],
  ),
})

export type EventRule = Readonly<z.infer<typeof eventRuleSchema>>

/** Ties an element of the journey to the events that are its traces in a dataset. */
export const bindingSchema = z.object({
  elementId: z.string().check(z.minLength(1), z.maxLength(64)),
  datasetId: idSchema<'dataset'>(),
  rule: eventRuleSchema,
  /** `matched-name`: Waymark bound it because the element's title is an event's name; a person may change it. */
  source: z._default(z.enum(['manual', 'matched-name']), 'manual'),
  /** What its numbers are meant to be; absent: nobody has said. */
  targets: z.optional(targetsSchema),
})

export type Binding = Readonly<z.infer<typeof bindingSchema>>

/** The cards that can be tied to events: a touchpoint leaves them, a metric shows what somebody wants to keep an eye on. */
export const isBindableCardKind = (kind: unknown): boolean => kind === 'touchpoint' || kind === 'metric'
