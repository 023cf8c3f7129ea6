import { z } from 'zod'

/** Where a page ended. */
export interface Position {
  /** Of a search: 0 where the title says it, else 1. */
  readonly rank: number
  readonly value: string | number
  readonly id: string
}

const stored = z.tuple([z.string(), z.number(), z.union([z.string(), z.number()]), z.string()])

/** What asks for the page after this place; means something only together with the order that it was made in. */
export const cursorOf = (order: string, { rank, value, id }: Position): string =>
  Buffer.from(JSON.stringify([order, rank, value, id])).toString('base64url')

/** `null`: it was not made by `cursorOf`, or for another order. */
export function readCursor(cursor: string, order: string): Position | null {
  let text: unknown
  try {
    text = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    return null
  }
  const read = stored.safeParse(text)
  if (!read.success || read.data[0] !== order) return null
  const [, rank, value, id] = read.data
  return { rank, value, id }
}
