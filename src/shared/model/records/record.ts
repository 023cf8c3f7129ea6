import * as z from 'zod/mini'
import { isOrderKey } from '#shared/lib/fractional-order.ts'
import type { Id } from '#shared/lib/ids.ts'
import { DETAILS_MAX_LENGTH, LIST_MAX_LENGTH, NAME_MAX_LENGTH, ORDER_MAX_LENGTH } from './limits.ts'

/**
 * What the journey document holds of one kind of record.
 *
 * In the Y.Doc a kind is a root `Y.Map` of id → `Y.Map`. Every text that a person types is a `Y.Text` (listed in `texts`), so
 * that two people in one text both keep their words; every other field is one plain JSON value that is replaced as a whole, so
 * that what belongs together (a place: step, lane and order) cannot be torn apart by two writers.
 */
export interface RecordKind<Schema extends z.ZodMiniType> {
  /** Name of the root map, and of the list in the JSON form. */
  readonly root: RecordRoot
  /** Validates a whole record as the JSON form has it (texts as strings). */
  readonly schema: Schema
  /** The fields that are Y.Text in the document, each with its longest length in UTF-16 units. */
  readonly texts: Readonly<Record<string, number>>
}

export const RECORD_ROOTS = ['personas', 'stages', 'steps', 'lanes', 'cards', 'links', 'views'] as const
export type RecordRoot = (typeof RECORD_ROOTS)[number]

/** A deleted record keeps its content and carries the instant (ms since 1970) of its deletion, so that undo and late edits of others lose nothing. */
export const deletedAtSchema = z.optional(z.number())

export const idSchema = <Kind extends string>() =>
  z.pipe(
    z.string().check(z.minLength(1), z.maxLength(64), z.regex(/^[\w-]+$/)),
    z.transform((text) => text as Id<Kind>),
  )

/** A key that another can be put before and after: one that cannot would stop every later insertion beside it. */
export const orderSchema = z.string().check(z.maxLength(ORDER_MAX_LENGTH), z.refine(isOrderKey, 'not an order key'))

export const namesSchema = z.array(z.string().check(z.maxLength(NAME_MAX_LENGTH))).check(z.maxLength(LIST_MAX_LENGTH))

/** A text of a record: longer ones are cut, never refused, since a stored text came from a person. */
export const textSchema = (maxLength: number) =>
  z._default(
    z.pipe(
      z.string(),
      z.transform((text) => text.slice(0, maxLength)),
    ),
    '',
  )

/** What whoever presents wants to say at this place; absent while there are no words. */
export const notesSchema = z.optional(
  z.pipe(
    z.string(),
    z.transform((text) => (text === '' ? undefined : text.slice(0, DETAILS_MAX_LENGTH))),
  ),
)
