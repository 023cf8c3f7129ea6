import * as z from 'zod/mini'
import { roleSchema } from './role-schema.ts'

const number = z.number().check(z.minimum(-1e7), z.maximum(1e7))
const box = z.object({ x: number, y: number, width: number, height: number })
const ids = z.array(z.string().check(z.maxLength(64))).check(z.maxLength(500))

/**
 * What a participant shows of themselves (the awareness state). `user` is stamped by the server with the session's identity, so
 * nobody can speak as someone else. Positions are journey pixels.
 */
export const presenceSchema = z.object({
  user: z.object({
    id: z.string().check(z.maxLength(64)),
    name: z.string().check(z.maxLength(80)),
    /** Which of the eight presence colours. */
    color: z.int().check(z.minimum(0), z.maximum(7)),
    role: roleSchema,
  }),
  cursor: z.optional(z.nullable(z.object({ x: number, y: number }))),
  selection: z.optional(ids),
  /**
   * The cards being dragged right now and how far they are from their stored place; while they are resized instead, the rectangle
   * around them before and now.
   */
  drag: z.optional(
    z.nullable(z.object({ ids, dx: number, dy: number, resize: z.optional(z.object({ from: box, to: box })) })),
  ),
  /** The element whose text is being edited. */
  editing: z.optional(z.nullable(z.string().check(z.maxLength(64)))),
})

export type Presence = z.infer<typeof presenceSchema>
