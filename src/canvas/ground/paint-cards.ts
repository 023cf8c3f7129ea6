import { laneKindOfCard } from '#shared/drawing/lane-kind-of-card.ts'
import { cardsInRect, type FoundCard } from '#shared/layout/find.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import type { Rect } from '#shared/layout/rect.ts'
import { CARD_PADDING_PX, CARD_TITLE, EMOTION_FACE_PX } from '#shared/layout/sizes.ts'
import type { LaneKind } from '#shared/model/records/lane.ts'
import { paintThumb } from '../images/paint-thumb.ts'
import type { DragOffsets } from '../drag-offsets.ts'
import { ASIDE_ALPHA, type CardSight } from '../card-sight.ts'
import type { Sight } from '#src/editor/lens.ts'
import type { CanvasColors } from './colors.ts'
import { paintMarks } from './paint-marks.ts'

/** Below this zoom a card is a block of colour without bars for its text. */
const BARS_FROM_ZOOM = 0.1

interface FarCards {
  readonly layout: JourneyLayout
  readonly area: Rect
  readonly zoom: number
  readonly colors: CanvasColors
  readonly offsets: DragOffsets
  readonly selected: ReadonlySet<string>
  readonly sight: CardSight
}

/** All cards in view as blocks with bars for text, colour by colour. The context is in journey pixels. */
export function paintFarCards(ink: CanvasRenderingContext2D, far: FarCards): void {
  const { layout, area, sight } = far
  const found = cardsInRect(layout, area)
  const seen = (as: Sight): readonly FoundCard[] => found.filter(({ card }) => sight.of(card) === as)
  paintBlocks(ink, seen('dimmed'), far, ASIDE_ALPHA)
  paintBlocks(ink, seen('shown'), far, 1)
}

function paintBlocks(
  ink: CanvasRenderingContext2D,
  found: readonly FoundCard[],
  { zoom, colors, offsets, selected }: FarCards,
  alpha: number,
): void {
  const byKind = new Map<LaneKind, FoundCard[]>()
  for (const one of found) {
    const kind = laneKindOfCard(one.card.kind)
    const list = byKind.get(kind)
    if (list) list.push(one)
    else byKind.set(kind, [one])
  }
  for (const [kind, cards] of byKind) {
    const { main, soft } = colors.lanes[kind]
    const hasBars = zoom >= BARS_FROM_ZOOM
    ink.fillStyle = hasBars ? soft : main
    ink.globalAlpha = alpha * (hasBars ? 1 : 0.75)
    for (const { card, rect, item } of cards) {
      if (item?.isOnCurve) continue
      const offset = offsets.get(card.id)
      ink.fillRect(rect.x + (offset?.dx ?? 0), rect.y + (offset?.dy ?? 0), rect.width, rect.height)
    }
    ink.globalAlpha = alpha
    ink.fillStyle = main
    for (const { card, rect, item } of cards) {
      const offset = offsets.get(card.id)
      const x = rect.x + (offset?.dx ?? 0)
      const y = rect.y + (offset?.dy ?? 0)
      if (item?.isOnCurve) {
        ink.beginPath()
        ink.arc(x + rect.width / 2, y + EMOTION_FACE_PX / 2, EMOTION_FACE_PX / 2, 0, 2 * Math.PI)
        ink.fill()
      } else if (card.kind === 'image') paintThumb(ink, card, { ...rect, x, y })
      else if (hasBars) {
        ink.fillRect(x, y, 5, rect.height)
        paintBars(ink, x, y, rect, item?.metrics.titleLines ?? 2, card.title.length)
      }
    }
    ink.strokeStyle = colors.accent
    ink.lineWidth = 2 / zoom
    for (const { card, rect } of cards) {
      if (!selected.has(card.id)) continue
      const offset = offsets.get(card.id)
      ink.strokeRect(rect.x + (offset?.dx ?? 0), rect.y + (offset?.dy ?? 0), rect.width, rect.height)
    }
  }
  for (const { card, rect, item } of found) {
    if (!card.marks) continue
    const offset = offsets.get(card.id)
    const at = offset ? { ...rect, x: rect.x + offset.dx, y: rect.y + offset.dy } : rect
    paintMarks(ink, card, at, item?.isOnCurve ?? false, colors, zoom)
  }
  ink.globalAlpha = 1
}

function paintBars(
  ink: CanvasRenderingContext2D,
  x: number,
  y: number,
  rect: Rect,
  lines: number,
  letters: number,
): void {
  const full = rect.width - 2 * CARD_PADDING_PX - 10
  let left = letters * 6.6
  for (let line = 0; line < lines && left > 0; line++) {
    ink.fillRect(x + CARD_PADDING_PX + 6, y + CARD_PADDING_PX + 4 + line * CARD_TITLE.linePx, Math.min(full, left), 9)
    left -= full
  }
}
