import type { Point } from '#shared/layout/rect.ts'
import type { DrawingItem } from './drawing.ts'

type TextDrawingItem = Extract<DrawingItem, { kind: 'text' }>

interface TextStyle {
  readonly fontPx: number
  readonly linePx: number
  readonly isSemibold?: boolean
  readonly align?: 'start' | 'middle' | 'end'
  readonly color: string
}

/** Lines of text; `at` is the first baseline. */
export function textItem(at: Point, lines: readonly string[], style: TextStyle): TextDrawingItem {
  const { fontPx, linePx, isSemibold = false, align = 'start', color } = style
  return { kind: 'text', at, lines, fontPx, linePx, isSemibold, align, color }
}
