import type { Rect } from '#shared/layout/rect.ts'
import { FRAME_TITLE_PX } from '#shared/layout/sizes.ts'
import { wrapText } from '#shared/layout/text-measure.ts'
import type { Card } from '#shared/model/records/card.ts'
import type { DrawingItem } from './drawing.ts'
import { freeLook } from './free-look.ts'
import { freePath } from './free-path.ts'
import { textItem } from './text-item.ts'
import type { DrawingTheme } from './theme.ts'

/** A note, text, shape, frame or drawing beside the grid. */
export function freeItems(card: Card, rect: Rect, theme: DrawingTheme): DrawingItem[] {
  const { personas, surface, ink, muted, line, lanes } = theme
  const look = freeLook(card, { personas, surface, ink, muted, line, sticky: lanes.emotion.soft, mix: mixHex })
  const isInk = card.kind === 'ink'
  const { fontPx, linePx, paddingPx, align, isSemibold, color } = look
  const room = card.kind === 'frame' ? FRAME_TITLE_PX : rect.height
  const most = card.kind === 'frame' ? 1 : Math.max(1, Math.floor((room - 2 * paddingPx) / linePx))
  const lines = isInk
    ? []
    : wrapText(card.title, Math.max(24, rect.width - 2 * paddingPx), { fontPx, isSemibold }, most)
  const top = look.isMiddle ? (rect.height - lines.length * linePx) / 2 : paddingPx
  const x = { start: paddingPx, center: rect.width / 2, end: rect.width - paddingPx }[align]
  return [
    {
      kind: 'shape',
      path: freePath(card, rect, look.strokeWidth),
      at: { x: rect.x, y: rect.y },
      fill: look.fill,
      stroke: look.stroke,
      width: look.strokeWidth,
      isDashed: look.isDashed,
    },
    textItem({ x: rect.x + x, y: rect.y + top + (linePx + fontPx * 0.72) / 2 }, lines, {
      fontPx,
      linePx,
      isSemibold,
      color,
      align: align === 'center' ? 'middle' : align,
    }),
  ]
}

/** Two colours like `#3152e0`, the first with so many percent. */
function mixHex(color: string, percent: number, base: string): string {
  const part = (hex: string, at: number): number => Number.parseInt(hex.slice(at, at + 2), 16)
  const mixed = [1, 3, 5].map((at) => Math.round((part(color, at) * percent + part(base, at) * (100 - percent)) / 100))
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}
