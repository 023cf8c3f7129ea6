import { hasFreeLook } from '#shared/drawing/has-free-look.ts'
import { laneKindOfCard } from '#shared/drawing/lane-kind-of-card.ts'
import { cardTextWidth } from '#shared/layout/card-metrics.ts'
import type { FoundCard } from '#shared/layout/find.ts'
import type { CellItem } from '#shared/layout/journey-layout.ts'
import type { Rect } from '#shared/layout/rect.ts'
import {
  CARD_DETAILS,
  CARD_ICON_PX,
  CARD_IMAGE,
  CARD_PADDING_PX,
  CARD_TITLE,
  EMOTION_FACE_PX,
  EMOTION_LABEL,
} from '#shared/layout/sizes.ts'
import { isRightToLeft } from '#shared/lib/text-direction.ts'
import { wrapRichText, wrapText } from '#shared/layout/text-measure.ts'
import type { Card } from '#shared/model/records/card.ts'
import { paintFree } from '../free/paint-free.ts'
import { paintThumb } from '../images/paint-thumb.ts'
import { type DragOffsets, movedRect } from '../drag-offsets.ts'
import { ASIDE_ALPHA, type CardSight } from '../card-sight.ts'
import type { CanvasColors } from './colors.ts'
import { paintMarks } from './paint-marks.ts'

interface WaitingCards {
  readonly zoom: number
  readonly colors: CanvasColors
  readonly offsets: DragOffsets
  readonly selected: ReadonlySet<string>
  readonly sight: CardSight
}

/** Smaller than this on the screen, letters are bars. */
const LETTERS_FROM_ZOOM = 0.42
/** Of the bars in place of small letters. */
const BAR_ALPHA = 0.5
const BAR_PX_PER_LETTER = 5.6
/** As in `styles/cards.css`. */
const OUTLINE_ALPHA = 0.22

/**
 * Cards in view that are not mounted yet, much as they will look: mounting one costs a hundred times as much as painting it, so
 * while one pans new cards are painted, and mounted when the view comes to rest. The context is in journey pixels.
 */
export function paintWaitingCards(
  ink: CanvasRenderingContext2D,
  cards: readonly FoundCard[],
  { zoom, colors, offsets, selected, sight }: WaitingCards,
): void {
  ink.textBaseline = 'alphabetic'
  for (const { card, rect, item } of cards) {
    const at = movedRect(rect, offsets.get(card.id))
    ink.globalAlpha = sight.of(card) === 'dimmed' ? ASIDE_ALPHA : 1
    if (item?.isOnCurve) paintFace(ink, card, at, colors, zoom)
    else if (!item && hasFreeLook(card)) paintFree(ink, card, at, colors, zoom >= LETTERS_FROM_ZOOM)
    else if (card.kind === 'image') paintImage(ink, card, at, item, colors)
    else paintCard(ink, card, at, item, colors, zoom)
    paintMarks(ink, card, at, item?.isOnCurve ?? false, colors, zoom)
    if (selected.has(card.id)) {
      ink.strokeStyle = colors.accent
      ink.lineWidth = 2
      trace(ink, at, 9)
      ink.stroke()
    }
  }
  ink.globalAlpha = 1
}

function paintCard(
  ink: CanvasRenderingContext2D,
  card: Card,
  rect: Rect,
  item: CellItem | undefined,
  colors: CanvasColors,
  zoom: number,
): void {
  const lane = colors.lanes[laneKindOfCard(card.kind)]
  const isTouchpoint = card.kind === 'touchpoint'
  const isNote = card.kind === 'note'
  ink.fillStyle = isTouchpoint ? colors.raised : isNote ? colors.sticky : lane.soft
  ink.strokeStyle = isTouchpoint ? colors.line : lane.main
  ink.lineWidth = 1
  trace(ink, { x: rect.x + 0.5, y: rect.y + 0.5, width: rect.width - 1, height: rect.height - 1 }, 9)
  ink.fill()
  // Lighter by alpha: a mixed colour would be read anew for each card.
  const alpha = ink.globalAlpha
  ink.globalAlpha = isTouchpoint ? alpha : alpha * OUTLINE_ALPHA
  ink.stroke()
  ink.globalAlpha = alpha
  const [x, y] = [rect.x + CARD_PADDING_PX, rect.y + CARD_PADDING_PX]
  ink.fillStyle = isTouchpoint ? lane.soft : lane.main
  if (isTouchpoint) {
    trace(ink, { x, y: y - 1, width: 28, height: 28 }, 8)
    ink.fill()
  } else if (card.kind === 'pain-point' || card.kind === 'quote') ink.fillRect(rect.x, rect.y + 4, 4, rect.height - 8)
  ink.strokeStyle = lane.main
  ink.lineWidth = 1.5
  if (isTouchpoint) ink.strokeRect(x + 9, y + 8, 10, 10)
  else ink.strokeRect(x + 2, y + 3, 12, 12)
  const textX = x + (isTouchpoint ? CARD_ICON_PX.touchpoint : CARD_ICON_PX.plain)
  const { title, details } = wordsOf(card, rect, item)
  const textPx = cardTextWidth(card, rect.width)
  ink.fillStyle = isTouchpoint || isNote ? colors.ink : lane.ink
  const isGreeked = zoom < LETTERS_FROM_ZOOM
  ink.font = `${isTouchpoint ? 600 : 500} ${CARD_TITLE.fontPx}px ${colors.font}`
  const isFromRight = startWriting(ink, card.title)
  const startX = isFromRight ? textX + textPx : textX
  title.forEach((line, index) => {
    const top = y + index * CARD_TITLE.linePx
    const barPx = line.length * 6.4
    if (isGreeked) ink.fillRect(isFromRight ? startX - barPx : textX, top + 5, barPx, 7)
    else ink.fillText(line, startX, top + 13.5)
  })
  const areDetailsFromRight = startWriting(ink, card.details)
  const detailsX = areDetailsFromRight ? textX + textPx : textX
  ink.globalAlpha = alpha * (isGreeked ? BAR_ALPHA : 0.78)
  ink.font = `400 ${CARD_DETAILS.fontPx}px ${colors.font}`
  const detailsY = y + Math.max(1, title.length) * CARD_TITLE.linePx + CARD_DETAILS.gapPx
  details.forEach((line, index) => {
    const top = detailsY + index * CARD_DETAILS.linePx
    const barPx = line.length * BAR_PX_PER_LETTER
    if (isGreeked) ink.fillRect(areDetailsFromRight ? detailsX - barPx : textX, top + 5, barPx, 5)
    else ink.fillText(line, detailsX, top + 12)
  })
  ink.direction = 'ltr'
  ink.globalAlpha = alpha
}

/** As `dir="auto"` has it on a mounted card: whether the lines of a text begin at the right edge. */
function startWriting(ink: CanvasRenderingContext2D, text: string): boolean {
  const isFromRight = isRightToLeft(text)
  ink.direction = isFromRight ? 'rtl' : 'ltr'
  return isFromRight
}

function paintImage(
  ink: CanvasRenderingContext2D,
  card: Card,
  rect: Rect,
  item: CellItem | undefined,
  colors: CanvasColors,
): void {
  const { linePx, fontPx, paddingPx } = CARD_IMAGE.title
  const lines = item ? wrapText(card.title, rect.width - 2 * CARD_PADDING_PX, { fontPx }, item.metrics.titleLines) : []
  const titleHeight = lines.length === 0 ? 0 : lines.length * linePx + 2 * paddingPx
  ink.fillStyle = colors.sunken
  ink.strokeStyle = colors.line
  ink.lineWidth = 1
  trace(ink, { x: rect.x + 0.5, y: rect.y + 0.5, width: rect.width - 1, height: rect.height - 1 }, 9)
  ink.fill()
  ink.stroke()
  paintThumb(ink, card, { ...rect, height: rect.height - titleHeight })
  ink.fillStyle = colors.ink
  ink.font = `400 ${fontPx}px ${colors.font}`
  lines.forEach((line, index) =>
    ink.fillText(line, rect.x + CARD_PADDING_PX, rect.y + rect.height - titleHeight + paddingPx + 12 + index * linePx),
  )
}

function paintFace(ink: CanvasRenderingContext2D, card: Card, rect: Rect, colors: CanvasColors, zoom: number): void {
  const x = rect.x + rect.width / 2
  ink.fillStyle = colors.surface
  ink.strokeStyle = colors.lanes.emotion.main
  ink.lineWidth = 2.5
  ink.beginPath()
  ink.arc(x, rect.y + EMOTION_FACE_PX / 2, EMOTION_FACE_PX / 2 - 1.25, 0, 2 * Math.PI)
  ink.fill()
  ink.stroke()
  const lines = wrapText(card.title, rect.width - 2 * EMOTION_LABEL.paddingPx, EMOTION_LABEL, EMOTION_LABEL.maxLines)
  ink.fillStyle = colors.ink
  const topOf = (index: number): number => rect.y + EMOTION_FACE_PX + EMOTION_LABEL.gapPx + index * EMOTION_LABEL.linePx
  if (zoom < LETTERS_FROM_ZOOM) {
    const alpha = ink.globalAlpha
    ink.globalAlpha = alpha * BAR_ALPHA
    lines.forEach((line, index) => {
      const barPx = line.length * BAR_PX_PER_LETTER
      ink.fillRect(x - barPx / 2, topOf(index) + 7, barPx, 5)
    })
    ink.globalAlpha = alpha
    return
  }
  ink.textAlign = 'center'
  ink.font = `400 ${EMOTION_LABEL.fontPx}px ${colors.font}`
  lines.forEach((line, index) => ink.fillText(line, x, topOf(index) + 14))
  ink.textAlign = 'start'
}

function trace(ink: CanvasRenderingContext2D, { x, y, width, height }: Rect, radius: number): void {
  ink.beginPath()
  ink.roundRect(x, y, width, height, radius)
}

interface Words {
  readonly width: number
  readonly height: number
  readonly item: CellItem | undefined
  readonly title: readonly string[]
  readonly details: readonly string[]
}

const known = new WeakMap<Card, Words>()

/** A card's text in lines, as the layout counted them. */
function wordsOf(card: Card, { width, height }: Rect, item: CellItem | undefined): Words {
  const last = known.get(card)
  if (last && last.width === width && last.height === height && last.item === item) return last
  const textPx = cardTextWidth(card, width)
  const roomPx = height - 2 * CARD_PADDING_PX
  const titleMax = item?.metrics.titleLines ?? Math.max(1, Math.floor(roomPx / CARD_TITLE.linePx))
  const isSemibold = card.kind === 'touchpoint'
  const title = wrapText(card.title, textPx, { fontPx: CARD_TITLE.fontPx, isSemibold }, titleMax)
  const leftPx = roomPx - title.length * CARD_TITLE.linePx
  const detailMax = item?.metrics.detailLines ?? Math.max(0, Math.floor(leftPx / CARD_DETAILS.linePx))
  const details = detailMax === 0 ? [] : wrapRichText(card.details, textPx, CARD_DETAILS, detailMax)
  const words = { width, height, item, title, details }
  known.set(card, words)
  return words
}
