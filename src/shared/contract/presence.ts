import * as z from 'zod/mini'
import { roleSchema } from './role-schema.ts'

const number = z.number().check(z.minimum(-1e7), z.maximum(1e7))
const point = z.object({ x: number, y: number })
const box = z.object({ x: number, y: number, width: number, height: number })
const id = z.string().check(z.maxLength(64))
const ids = z.array(id).check(z.maxLength(500))

const itemId = z.object({ client: z.int().check(z.minimum(0)), clock: z.int().check(z.minimum(0)) })

/**
 * A place between two letters that stays between them whatever others type: a relative position of Yjs, told by the letter (`item`) or,
 * at an end, by the text (`type`). Roots are never named: asking a document for one would make it.
 */
const textPlaceSchema = z
  .object({ item: z.optional(z.nullable(itemId)), type: z.optional(z.nullable(itemId)), assoc: z.optional(z.int()) })
  .check(z.refine(({ item, type }) => Boolean(item ?? type)))

const caretSchema = z.object({
  root: z.string().check(z.maxLength(32)),
  id,
  field: z.string().check(z.maxLength(32)),
  /** `null`: typing there, but not (yet) at a place that others have. */
  range: z.nullable(z.object({ anchor: textPlaceSchema, head: textPlaceSchema })),
})

/** What is not as it should be is not shown; the rest of the same person is. */
const lenient = <Schema extends z.core.$ZodType>(schema: Schema) => z.catch(z.optional(schema), undefined)

/**
 * What a participant shows of themselves (the awareness state). `user` is stamped by the server with the session's identity, so
 * nobody can speak as someone else. Positions are journey pixels.
 */
export const presenceSchema = z.object({
  user: z.object({
    id,
    name: z.string().check(z.maxLength(80)),
    /** Which of the eight presence colours. */
    color: z.int().check(z.minimum(0), z.maximum(7)),
    role: roleSchema,
  }),
  cursor: lenient(z.nullable(point)),
  selection: lenient(ids),
  /**
   * The cards being dragged right now and how far they are from their stored place; while they are resized instead, the rectangle
   * around them before and now, and of a line the ends of which are dragged, those.
   */
  drag: lenient(
    z.nullable(
      z.object({
        ids,
        dx: number,
        dy: number,
        resize: z.optional(z.object({ from: box, to: box, line: z.optional(z.object({ from: point, to: point })) })),
      }),
    ),
  ),
  /** The link being drawn: from a card to the card that it would lead to now, else to a point. */
  connecting: lenient(z.nullable(z.object({ fromId: id, toId: z.nullable(id), at: point }))),
  /** The element whose text is being edited in place on the canvas. */
  editing: lenient(z.nullable(id)),
  /** What they present to whoever follows them, and since when (ms since 1970). */
  presenting: lenient(z.nullable(z.object({ slideId: id, since: z.number().check(z.minimum(0)) }))),
  /** Where the laser of who presents points: shares of the element that lies there, else of what is shown, so that it means the same in every layout. */
  laser: lenient(z.nullable(z.object({ x: number, y: number, elementId: z.optional(id) }))),
  /** The text that is being typed in, wherever it is shown, and where in it. */
  caret: lenient(z.nullable(caretSchema)),
})

export type Presence = z.infer<typeof presenceSchema>
export type TextPlace = z.infer<typeof textPlaceSchema>
export type PresenceCaret = z.infer<typeof caretSchema>
