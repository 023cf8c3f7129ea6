import type { JourneyLayout } from './journey-layout.ts'
import { doRectsOverlap, type Point, type Rect } from './rect.ts'
import { type Handle, resizedRect, type ResizeRules, sidesOf } from './resize-rect.ts'

/** An edge or a middle that something can come to rest at: where, and from where to where it reaches. */
interface SnapLine {
  readonly at: number
  readonly from: number
  readonly to: number
}

/** Upright lines and level ones. */
export interface SnapLines {
  readonly x: readonly SnapLine[]
  readonly y: readonly SnapLine[]
}

/** A line to draw through what has come to lie in line; `x`: upright. */
export interface SnapGuide extends SnapLine {
  readonly axis: 'x' | 'y'
}

const linesOf = (start: number, size: number, from: number, to: number): readonly SnapLine[] =>
  [start, start + size / 2, start + size].map((at) => ({ at, from, to }))

/** Edges and middles of the free cards in an area, without some, and of the grid's columns and rows. */
export function snapLines(layout: JourneyLayout, area: Rect, without: ReadonlySet<string>): SnapLines {
  const rects = layout.free.flatMap(({ card, rect }) =>
    !without.has(card.id) && doRectsOverlap(rect, area) ? [rect] : [],
  )
  const columns = layout.columns.filter(({ x, width }) => x < area.x + area.width && x + width > area.x)
  const rows = layout.rows.filter(({ y, height }) => y < area.y + area.height && y + height > area.y)
  return {
    x: [
      ...rects.flatMap(({ x, y, width, height }) => linesOf(x, width, y, y + height)),
      ...columns.flatMap(({ x, width }) => linesOf(x, width, 0, layout.height)),
    ],
    y: [
      ...rects.flatMap(({ x, y, width, height }) => linesOf(y, height, x, x + width)),
      ...rows.flatMap(({ y, height }) => linesOf(y, height, 0, layout.width)),
    ],
  }
}

/** How far from the nearest line the nearest of some places is; `undefined` when none is within reach. */
function nearest(places: readonly number[], lines: readonly SnapLine[], reach: number): number | undefined {
  let best: number | undefined
  for (const { at } of lines)
    for (const place of places) {
      const by = at - place
      if (Math.abs(by) <= (best === undefined ? reach : Math.abs(best) - 1e-6)) best = by
    }
  return best
}

/** How much further a rectangle has to move to come to lie in line with something within reach. */
export function snapMove(rect: Rect, lines: SnapLines, reach: number): { readonly dx: number; readonly dy: number } {
  const places = (start: number, size: number): number[] => [start, start + size / 2, start + size]
  return {
    dx: nearest(places(rect.x, rect.width), lines.x, reach) ?? 0,
    dy: nearest(places(rect.y, rect.height), lines.y, reach) ?? 0,
  }
}

/** `resizedRect`, with the sides that move coming to rest at lines within reach. */
export function snapResize(
  start: Rect,
  handle: Handle,
  by: Point,
  rules: ResizeRules,
  lines: SnapLines,
  reach: number,
): Rect {
  const side = sidesOf(handle)
  const rect = resizedRect(start, handle, by, rules)
  const across = side.x === 0 ? undefined : nearest([side.x < 0 ? rect.x : rect.x + rect.width], lines.x, reach)
  const down = side.y === 0 ? undefined : nearest([side.y < 0 ? rect.y : rect.y + rect.height], lines.y, reach)
  if (across === undefined && down === undefined) return rect
  const edge = {
    x: (side.x < 0 ? rect.x - start.x : rect.x + rect.width - start.x - start.width) + (across ?? 0),
    y: (side.y < 0 ? rect.y - start.y : rect.y + rect.height - start.y - start.height) + (down ?? 0),
  }
  if (!rules.keepsRatio) return resizedRect(start, handle, edge, rules)
  // With the ratio kept only one of the two can be met: the nearer.
  const isAcross = down === undefined || (across !== undefined && Math.abs(across) <= Math.abs(down))
  const share = isAcross ? (side.x * edge.x) / start.width : (side.y * edge.y) / start.height
  const both = { x: side.x * share * start.width, y: side.y * share * start.height }
  return resizedRect(start, handle, both, rules)
}

/** The guides through a rectangle: one for each line that an edge or middle of it lies on, around all that lie on it. */
export function guidesThrough(rect: Rect, lines: SnapLines): readonly SnapGuide[] {
  return [
    ...guidesAlong('x', [rect.x, rect.width, rect.y, rect.y + rect.height], lines.x),
    ...guidesAlong('y', [rect.y, rect.height, rect.x, rect.x + rect.width], lines.y),
  ]
}

const SAME_PX = 0.51

function guidesAlong(
  axis: 'x' | 'y',
  [start, size, from, to]: readonly [number, number, number, number],
  lines: readonly SnapLine[],
): readonly SnapGuide[] {
  return [start, start + size / 2, start + size].flatMap((at) => {
    const met = lines.filter((line) => Math.abs(line.at - at) < SAME_PX)
    return met.length === 0
      ? []
      : [
          {
            axis,
            at,
            from: Math.min(from, ...met.map((line) => line.from)),
            to: Math.max(to, ...met.map((line) => line.to)),
          },
        ]
  })
}
