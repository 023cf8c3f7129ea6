import { hasFreeLook } from '#shared/drawing/has-free-look.ts'
import { laneKindOfCard } from '#shared/drawing/lane-kind-of-card.ts'
import { cardsInRect, contentRect } from '#shared/layout/find.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import { grownRect, type Rect } from '#shared/layout/rect.ts'
import type { Editor } from '#src/editor/editor.ts'
import { ASIDE_ALPHA, cardSight, personaSight } from '../card-sight.ts'
import { paintFree } from '../free/paint-free.ts'
import { canvasColors } from '../ground/colors.ts'
import { paintCurves } from '../ground/paint-curves.ts'

/** As in `styles/tools.css`. */
export const SIZES_PX = { usual: { width: 184, height: 108 }, small: { width: 128, height: 75 } } as const
export type Size = (typeof SIZES_PX)[keyof typeof SIZES_PX]

/** How the whole journey lies in the picture. */
export function fitted(area: Rect, size: Size): { readonly scale: number; readonly x: number; readonly y: number } {
  const scale = Math.min(size.width / area.width, size.height / area.height)
  return {
    scale,
    x: (size.width - area.width * scale) / 2 - area.x * scale,
    y: (size.height - area.height * scale) / 2 - area.y * scale,
  }
}

/** One piece paints no more than such a part of the picture's width. */
const PIECES = 16

/** Paints areas anew, a piece with each step: all of a journey of ten thousand cards takes longer than a frame. */
export function* minimapPieces(
  ink: CanvasRenderingContext2D,
  layout: JourneyLayout,
  areas: readonly Rect[],
  size: Size,
  editor: Editor,
): Generator<undefined, void> {
  const most = contentRect(layout).width / PIECES
  for (const area of areas)
    for (let x = area.x; x < area.x + area.width; x += most) {
      paintSmall(ink, layout, { ...area, x, width: Math.min(most, area.x + area.width - x) }, size, editor)
      yield
    }
}

/** Paints one area anew, grown to whole pixels of the picture. */
function paintSmall(
  ink: CanvasRenderingContext2D,
  layout: JourneyLayout,
  part: Rect,
  size: Size,
  editor: Editor,
): void {
  const colors = canvasColors()
  const { scale, x, y } = fitted(contentRect(layout), size)
  const area = grownRect(part, 2 / scale)
  const left = Math.floor(2 * (area.x * scale + x))
  const top = Math.floor(2 * (area.y * scale + y))
  ink.save()
  ink.setTransform(1, 0, 0, 1, 0, 0)
  ink.beginPath()
  ink.rect(left, top, Math.ceil(2 * area.width * scale) + 1, Math.ceil(2 * area.height * scale) + 1)
  ink.clip()
  ink.clearRect(0, 0, ink.canvas.width, ink.canvas.height)
  ink.setTransform(2 * scale, 0, 0, 2 * scale, 2 * x, 2 * y)
  for (const row of layout.rows) {
    ink.fillStyle = colors.lanes[row.kind].soft
    ink.fillRect(0, row.y, layout.width, row.height)
  }
  ink.fillStyle = colors.ink
  ink.globalAlpha = 0.7
  for (const stage of layout.stages) ink.fillRect(stage.x + 6, -70, stage.width - 12, 46)
  ink.globalAlpha = 1
  paintCurves(ink, layout, area, scale, colors, personaSight(editor, layout.snapshot))
  const sight = cardSight(editor)
  for (const { card, rect, item } of cardsInRect(layout, area)) {
    const seen = sight.of(card)
    if (item?.isOnCurve || seen === 'hidden') continue
    ink.globalAlpha = seen === 'dimmed' ? 0.8 * ASIDE_ALPHA : 0.8
    if (!item && hasFreeLook(card)) {
      paintFree(ink, card, rect, colors, false)
      continue
    }
    ink.fillStyle = colors.lanes[laneKindOfCard(card.kind)].main
    ink.fillRect(rect.x, rect.y, rect.width, rect.height)
  }
  ink.restore()
}
