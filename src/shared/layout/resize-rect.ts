import type { Point, Rect } from './rect.ts'

/** The corners and sides by which a rectangle is resized, by the compass. */
export const HANDLES = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'] as const
export type Handle = (typeof HANDLES)[number]

/** Which sides a handle moves: -1 the left or upper, 1 the right or lower, 0 none. */
export const sidesOf = (handle: Handle): { readonly x: -1 | 0 | 1; readonly y: -1 | 0 | 1 } => ({
  x: handle.includes('w') ? -1 : handle.includes('e') ? 1 : 0,
  y: handle.includes('n') ? -1 : handle.includes('s') ? 1 : 0,
})

export interface ResizeRules {
  /** Width and height keep their ratio. */
  readonly keepsRatio: boolean
  /** The opposite side moves the other way, so that the middle stays. */
  readonly isFromCenter: boolean
  /** By which factor it may shrink and grow, each way. */
  readonly least: { readonly x: number; readonly y: number }
  readonly most: { readonly x: number; readonly y: number }
}

/** The rectangle after one of its handles was dragged by some way. It is never turned over. */
export function resizedRect(start: Rect, handle: Handle, by: Point, rules: ResizeRules): Rect {
  const side = sidesOf(handle)
  const { least, most, keepsRatio, isFromCenter } = rules
  const times = isFromCenter ? 2 : 1
  const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high)
  let x = (start.width + side.x * by.x * times) / start.width
  let y = (start.height + side.y * by.y * times) / start.height
  if (keepsRatio) {
    const wanted = side.x === 0 ? y : side.y === 0 ? x : Math.max(x, y)
    x = y = clamp(wanted, Math.max(least.x, least.y), Math.min(most.x, most.y))
  }
  const width = start.width * clamp(x, least.x, most.x)
  const height = start.height * clamp(y, least.y, most.y)
  const at = (from: number, before: number, after: number, which: -1 | 0 | 1): number => {
    if (which === 0 || isFromCenter) return from + (before - after) / 2
    return which > 0 ? from : from + before - after
  }
  return {
    x: at(start.x, start.width, width, side.x),
    y: at(start.y, start.height, height, side.y),
    width,
    height,
  }
}

/** Where a rectangle inside `from` comes to lie when `from` becomes `to`. */
export function scaledRect(rect: Rect, from: Rect, to: Rect): Rect {
  const [x, y] = [to.width / from.width, to.height / from.height]
  return {
    x: to.x + (rect.x - from.x) * x,
    y: to.y + (rect.y - from.y) * y,
    width: rect.width * x,
    height: rect.height * y,
  }
}
