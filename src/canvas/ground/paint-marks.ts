import type { Card, CardMark } from '#shared/model/records/card.ts'
import type { Rect } from '#shared/layout/rect.ts'
import { EMOTION_FACE_PX, MARK_PX } from '#shared/layout/sizes.ts'
import type { CanvasColors } from './colors.ts'

/** However small a card is on the screen, its marks stay at least so large. */
const LEAST_SCREEN_PX = 9

/** Star and flag at a card's upper edge, as mounted cards have them. The context is in journey pixels. */
export function paintMarks(
  ink: CanvasRenderingContext2D,
  { marks }: Card,
  rect: Rect,
  isOnCurve: boolean,
  colors: CanvasColors,
  zoom: number,
): void {
  if (!marks || marks.length === 0) return
  const size = Math.max(MARK_PX, LEAST_SCREEN_PX / zoom)
  const right = isOnCurve ? rect.x + rect.width / 2 + EMOTION_FACE_PX / 2 + size / 2 : rect.x + rect.width - 8
  marks.forEach((mark, index) => {
    const x = right - size / 2 - (marks.length - 1 - index) * (size + 3)
    const y = rect.y + 1
    ink.fillStyle = mark === 'conversion' ? colors.accent : colors.lanes.emotion.main
    ink.beginPath()
    ink.arc(x, y, size / 2, 0, 2 * Math.PI)
    ink.fill()
    ink.fillStyle = colors.surface
    traceMark(ink, mark, x, y, size)
    ink.fill()
  })
}

function traceMark(ink: CanvasRenderingContext2D, mark: CardMark, x: number, y: number, size: number): void {
  ink.beginPath()
  if (mark === 'conversion') {
    const [left, top] = [x - size * 0.2, y - size * 0.28]
    ink.rect(left, top, size * 0.09, size * 0.58)
    ink.rect(left, top, size * 0.46, size * 0.32)
    return
  }
  for (let point = 0; point < 10; point++) {
    const angle = -Math.PI / 2 + (point * Math.PI) / 5
    const radius = size * (point % 2 === 0 ? 0.34 : 0.15)
    ink.lineTo(x + Math.cos(angle) * radius, y + Math.sin(angle) * radius)
  }
  ink.closePath()
}
