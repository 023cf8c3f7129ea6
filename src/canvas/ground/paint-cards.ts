import { laneKindOfCard } from '#shared/drawing/lane-kind-of-card.ts'
import { cardsInRect, type FoundCard } from '#shared/layout/find.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import type { Rect } from '#shared/layout/rect.ts'
import { EMOTION_FACE_PX } from '#shared/layout/sizes.ts'
import { isRightToLeft } from '#shared/lib/text-direction.ts'
import { wrapText } from '#shared/layout/text-measure.ts'
import type { Card } from '#shared/model/records/card.ts'
import type { LaneKind } from '#shared/model/records/lane.ts'
import { hasFreeLook } from '#shared/drawing/has-free-look.ts'
import { paintFree } from '../free/paint-free.ts'
import { paintThumb } from '../images/paint-thumb.ts'
import type { Detail } from '../card-window.ts'
import { type DragOffsets, movedRect } from '../drag-offsets.ts'
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

/** Frames below the blocks, other things beside the grid above them, each as they overlap. */
function paintBlocks(ink: CanvasRenderingContext2D, found: readonly FoundCard[], far: FarCards, alpha: number): void {
  const { colors, offsets, zoom, selected } = far
  const moved = found.map((one) => ({ ...one, rect: movedRect(one.rect, offsets.get(one.card.id)) }))
  const free = moved.filter(({ item }) => item === undefined)
  ink.globalAlpha = alpha
  paintFreeCards(
    ink,
    free.filter(({ card }) => card.kind === 'frame'),
    far,
  )
  paintGridCards(
    ink,
    moved.filter(({ item }) => item !== undefined),
    far,
    alpha,
  )
  ink.globalAlpha = alpha
  paintFreeCards(
    ink,
    free.filter(({ card }) => card.kind !== 'frame'),
    far,
  )
  ink.strokeStyle = colors.accent
  ink.lineWidth = 2 / zoom
  for (const { card, rect } of moved) if (selected.has(card.id)) ink.strokeRect(rect.x, rect.y, rect.width, rect.height)
  for (const { card, rect, item } of moved)
    if (card.marks) paintMarks(ink, card, rect, item?.isOnCurve ?? false, colors, zoom)
  ink.globalAlpha = 1
}

function paintFreeCards(ink: CanvasRenderingContext2D, found: readonly FoundCard[], far: FarCards): void {
  const { colors, zoom, detail } = far
  for (const { card, rect } of found) {
    if (hasFreeLook(card)) paintFree(ink, card, rect, colors, zoom * rect.width > LETTERS_FROM_PX)
    else if (card.kind === 'image') paintThumb(ink, card, rect)
    else {
      const lane = colors.lanes[laneKindOfCard(card.kind)]
      ink.fillStyle = detail === 'titles' ? lane.soft : lane.main
      ink.fillRect(rect.x, rect.y, rect.width, rect.height)
      if (detail === 'titles') paintTitled(ink, card, rect, lane, colors.font)
    }
  }
}

function paintGridCards(
  ink: CanvasRenderingContext2D,
  found: readonly FoundCard[],
  { colors, detail }: FarCards,
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
    for (const { rect, item } of cards) if (!item?.isOnCurve) ink.fillRect(rect.x, rect.y, rect.width, rect.height)
    ink.globalAlpha = alpha
    for (const { card, rect, item } of cards) {
      if (item?.isOnCurve) {
        ink.fillStyle = main
        ink.beginPath()
        ink.arc(rect.x + rect.width / 2, rect.y + EMOTION_FACE_PX / 2, EMOTION_FACE_PX / 2, 0, 2 * Math.PI)
        ink.fill()
      } else if (card.kind === 'image') paintThumb(ink, card, rect)
      else if (hasTitles) paintTitled(ink, card, rect, { main, ink: words }, colors.font)
    }
  }
}

/** The bar in a card's colour, and its title. */
function paintTitled(
  ink: CanvasRenderingContext2D,
  card: Card,
  rect: Rect,
  lane: { readonly main: string; readonly ink: string },
  font: string,
): void {
  ink.fillStyle = lane.main
  ink.fillRect(rect.x, rect.y, 5, rect.height)
  ink.fillStyle = lane.ink
  paintTitle(ink, card, rect, font)
}

/** Large enough to be read from far. */
const FAR_TITLE = { fontPx: 30, linePx: 35, paddingPx: 14, isSemibold: true } as const

function paintTitle(ink: CanvasRenderingContext2D, card: Card, { x, y, width, height }: Rect, font: string): void {
  ink.font = `600 ${FAR_TITLE.fontPx}px ${font}`
  ink.textBaseline = 'alphabetic'
  const isFromRight = isRightToLeft(card.title)
  const startX = isFromRight ? x + width - FAR_TITLE.paddingPx : x + FAR_TITLE.paddingPx
  ink.direction = isFromRight ? 'rtl' : 'ltr'
  titleLines(card, width, height).forEach((line, index) =>
    ink.fillText(line, startX, y + FAR_TITLE.paddingPx + FAR_TITLE.fontPx * 0.8 + index * FAR_TITLE.linePx),
  )
  ink.direction = 'ltr'
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
