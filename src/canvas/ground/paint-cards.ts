import { laneKindOfCard } from '#shared/drawing/lane-kind-of-card.ts'
import { cardsInRect, type FoundCard } from '#shared/layout/find.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import type { Rect } from '#shared/layout/rect.ts'
import { EMOTION_FACE_PX } from '#shared/layout/sizes.ts'
import { wrapText } from '#shared/layout/text-measure.ts'
import type { Card } from '#shared/model/records/card.ts'
import type { LaneKind } from '#shared/model/records/lane.ts'
import { hasFreeLook } from '#shared/drawing/free-look.ts'
import { paintFree } from '../free/paint-free.ts'
import { paintThumb } from '../images/paint-thumb.ts'
import type { Detail } from '../card-window.ts'
import type { DragOffsets } from '../drag-offsets.ts'
import { ASIDE_ALPHA, type CardSight } from '../card-sight.ts'
import type { Sight } from '#src/editor/lens.ts'
import type { CanvasColors } from './colors.ts'
import { paintMarks } from './paint-marks.ts'

/** Words of a note or a frame are painted from far as long as it is so wide on the screen. */
const LETTERS_FROM_PX = 90

interface FarCards {
  readonly detail: Detail
  readonly layout: JourneyLayout
  readonly area: Rect
  readonly zoom: number
  readonly colors: CanvasColors
  readonly offsets: DragOffsets
  readonly selected: ReadonlySet<string>
  readonly sight: CardSight
}

/** All cards in view as blocks with their titles, later in their colour only, then those beside the grid only. The context is in journey pixels. */
export function paintFarCards(ink: CanvasRenderingContext2D, far: FarCards): void {
  const { layout, area, sight, detail } = far
  const found = cardsInRect(layout, area).filter(({ item }) => detail !== 'heat' || item === undefined)
  const seen = (as: Sight): readonly FoundCard[] => found.filter(({ card }) => sight.of(card) === as)
  paintBlocks(ink, seen('dimmed'), far, ASIDE_ALPHA)
  paintBlocks(ink, seen('shown'), far, 1)
}

function paintBlocks(
  ink: CanvasRenderingContext2D,
  found: readonly FoundCard[],
  { zoom, colors, offsets, selected, detail }: FarCards,
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
    const { main, soft, ink: words } = colors.lanes[kind]
    const hasTitles = detail === 'titles'
    ink.fillStyle = hasTitles ? soft : main
    ink.globalAlpha = alpha * (hasTitles ? 1 : 0.75)
    for (const { card, rect, item } of cards) {
      if (item?.isOnCurve || (!item && hasFreeLook(card))) continue
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
      } else if (!item && hasFreeLook(card))
        paintFree(ink, card, { ...rect, x, y }, colors, zoom * rect.width > LETTERS_FROM_PX)
      else if (card.kind === 'image') paintThumb(ink, card, { ...rect, x, y })
      else if (hasTitles) {
        ink.fillStyle = main
        ink.fillRect(x, y, 5, rect.height)
        ink.fillStyle = words
        paintTitle(ink, card, { ...rect, x, y }, colors.font)
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

/** Large enough to be read from far. */
const FAR_TITLE = { fontPx: 30, linePx: 35, paddingPx: 14, isSemibold: true } as const

function paintTitle(ink: CanvasRenderingContext2D, card: Card, { x, y, width, height }: Rect, font: string): void {
  ink.font = `600 ${FAR_TITLE.fontPx}px ${font}`
  ink.textBaseline = 'alphabetic'
  titleLines(card, width, height).forEach((line, index) =>
    ink.fillText(
      line,
      x + FAR_TITLE.paddingPx,
      y + FAR_TITLE.paddingPx + FAR_TITLE.fontPx * 0.8 + index * FAR_TITLE.linePx,
    ),
  )
}

const wrapped = new WeakMap<
  Card,
  { readonly width: number; readonly height: number; readonly lines: readonly string[] }
>()

function titleLines(card: Card, width: number, height: number): readonly string[] {
  const known = wrapped.get(card)
  if (known?.width === width && known.height === height) return known.lines
  const most = Math.max(1, Math.floor((height - FAR_TITLE.paddingPx) / FAR_TITLE.linePx))
  const lines = wrapText(card.title, width - 2 * FAR_TITLE.paddingPx, FAR_TITLE, most)
  wrapped.set(card, { width, height, lines })
  return lines
}
