import type { Point } from '#shared/layout/rect.ts'
import type { DrawingItem } from './drawing.ts'

/** Signs are drawn in a box of so many units. */
const SIGN_BOX = 24
const LINE_WIDTH = 2

/** A sign about a point, `sizePx` wide; the weight of its line follows its size, as on screen. */
export const signItem = (
  path: string,
  center: Point,
  sizePx: number,
  color: string,
  lineWidth = LINE_WIDTH,
): DrawingItem => ({
  kind: 'shape',
  path,
  at: { x: center.x - sizePx / 2, y: center.y - sizePx / 2 },
  scale: sizePx / SIGN_BOX,
  fill: null,
  stroke: color,
  width: lineWidth,
  isDashed: false,
})
