import type { FreeBox } from './commands/free-box.ts'
import { FREE_CARD_SIZE_PX } from './records/limits.ts'

/** A point beside the grid, in journey pixels. */
export interface LineEnd {
  readonly x: number
  readonly y: number
}

/** A line lies in a box with this much room around its ends. */
const LINE_ROOM_PX = 6
const THOUSANDTHS = 1_000

/** The two ends of one line may be this far apart, each way. */
export const LINE_REACH_MAX_PX = FREE_CARD_SIZE_PX.max - 2 * LINE_ROOM_PX - 2

/** How a line or an arrow is stored: a box of whole pixels, and its two ends in thousandths of it. */
export function lineBox(from: LineEnd, to: LineEnd): { readonly box: FreeBox; readonly ink: number[][] } {
  const along = (a: number, b: number): { readonly start: number; readonly size: number } => {
    const start = Math.floor(Math.min(a, b) - LINE_ROOM_PX)
    return { start, size: Math.ceil(Math.max(a, b) + LINE_ROOM_PX) - start }
  }
  const [across, down] = [along(from.x, to.x), along(from.y, to.y)]
  const share = (at: number, { start, size }: typeof across): number =>
    Math.min(THOUSANDTHS, Math.max(0, Math.round(((at - start) / size) * THOUSANDTHS)))
  return {
    box: { x: across.start, y: down.start, width: across.size, height: down.size },
    ink: [[from, to].flatMap(({ x, y }) => [share(x, across), share(y, down)])],
  }
}
