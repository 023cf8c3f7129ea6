import { type Card, type CardId, EMOTION_SCALE } from '#shared/model/records/card.ts'
import type { Lane } from '#shared/model/records/lane.ts'
import type { StepId } from '#shared/model/records/step.ts'
import { byCellOrder } from '#shared/model/selectors/cards-by-cell.ts'
import { cardMetrics, emotionMetrics, showsMetrics } from './card-metrics.ts'
import { type CellPages, pagedCards, pageSize, pageStart } from './cell-pages.ts'
import type { CellItem, CellLayout } from './journey-layout.ts'
import { bandHeightOf } from './rows.ts'
import {
  APART_ROOM_PX,
  CARD_GAP_PX,
  CELL_PADDING_PX,
  EMOTION_COLUMNS_MAX,
  EMOTION_FACE_PX,
  EMOTION_LABEL,
  PAGE_STRIP_PX,
} from './sizes.ts'

/** Faces keep this far from the band's lower edge, so that the words of the lowest still fit. */
const LABEL_ROOM_PX =
  EMOTION_LABEL.gapPx + EMOTION_LABEL.maxLines * EMOTION_LABEL.linePx + 2 * (EMOTION_LABEL.paddingPx - 3)

/** The y of a face's centre for a score, from the row's upper edge. */
export function emotionY(score: number, bandHeight: number): number {
  const { top, bottom } = faceRange(bandHeight)
  const share = (EMOTION_SCALE.max - score) / (EMOTION_SCALE.max - EMOTION_SCALE.min)
  return top + share * (bottom - top)
}

/** The score at a height of the band, in halves, within the scale: the inverse of `emotionY`. */
export function emotionScoreAt(y: number, bandHeight: number): number {
  const { top, bottom } = faceRange(bandHeight)
  const share = (y - top) / (bottom - top)
  const score = EMOTION_SCALE.max - share * (EMOTION_SCALE.max - EMOTION_SCALE.min)
  const halves = Math.round(score * 2) / 2
  return Math.min(EMOTION_SCALE.max, Math.max(EMOTION_SCALE.min, halves)) + 0 // + 0 turns -0 into 0
}

const faceRange = (bandHeight: number): { top: number; bottom: number } => ({
  top: CELL_PADDING_PX + EMOTION_FACE_PX / 2,
  bottom: bandHeight - CELL_PADDING_PX - EMOTION_FACE_PX / 2 - LABEL_ROOM_PX,
})

/** Whether a card of an emotion lane stands on the curve. Without a score it is not guessed: it waits below the band. */
const isScored = (card: Card): boolean => card.kind === 'emotion' && card.score !== undefined

/** What a cell has to know of the columns around it. */
export interface CellRoom {
  readonly width: number
  /** Where the first card may begin. */
  readonly startY: number
  readonly pages: CellPages | undefined
  /** Over how many columns a card reaches, its own included; absent where no card of the lane reaches further than its own. */
  readonly reach?: CellReach | undefined
}

/** How cards reach over the columns to the right of their own. */
export interface CellReach {
  readonly columnsOf: (card: Card) => number
  /** Of so many columns from the cell's own on. */
  readonly widthOf: (columns: number) => number
  /** Below everything that stands in those columns. */
  readonly floorOf: (columns: number) => number
}

/** Places the cards of one cell, or gives back the cell as it was when nothing about it changed. Sorts `cards` in place. */
export function cellOf(
  stepId: StepId,
  lane: Lane,
  cards: Card[],
  bound: ReadonlyMap<string, unknown>,
  room: CellRoom,
  before: CellLayout | undefined,
): CellLayout {
  cards.sort(byCellOrder)
  const { width, startY, pages } = room
  const bandHeight = bandHeightOf(lane)
  const isBound = (id: CardId): boolean => bound.has(id)
  const reaches =
    bandHeight === 0 && room.reach !== undefined && cards.some((card) => room.reach?.columnsOf(card) !== 1)
  const paged = pagedCards(pages, cards)
  const first = pageStart(pages, stepId, lane.id, paged.length)
  const couldBeSame =
    before?.startY === startY &&
    before.earlier === first &&
    isSameCell(before, width, bandHeight, cards, isBound) &&
    (paged === cards ? before.paged === before.cards : isSameList(before.paged, paged))
  if (couldBeSame && !reaches && before.spanning.length === 0) return before
  const onPage = paged.slice(first, first + pageSize(pages))
  const shown: ShownPage = { cards: onPage, earlier: first, later: paged.length - first - onPage.length }
  const placed = bandHeight > 0 ? curveItems(width, bandHeight, cards, shown) : stackedItems(shown, room, isBound)
  if (couldBeSame && placed.items.every((item, index) => isSamePlace(item, before.items[index]))) return before
  const spanning = reaches ? placed.items.filter((item) => item.columns > 1) : NONE
  return {
    stepId,
    laneId: lane.id,
    width,
    bandHeight,
    startY,
    spanning,
    cards,
    paged,
    earlier: shown.earlier,
    later: shown.later,
    ...placed,
  }
}

const NONE: readonly CellItem[] = []

/** The cards of a cell that are shown, and how many there are before and after them. */
interface ShownPage {
  readonly cards: readonly Card[]
  readonly earlier: number
  readonly later: number
}

const isSamePlace = (a: CellItem, b: CellItem | undefined): boolean =>
  b !== undefined && a.y === b.y && a.width === b.width && a.columns === b.columns && a.metrics === b.metrics

/** Whether both have the same cards in the same order. */
export const isSameList = (before: readonly Card[], after: readonly Card[]): boolean =>
  before.length === after.length && after.every((card, index) => before[index] === card)

function isSameCell(
  before: CellLayout,
  width: number,
  bandHeight: number,
  cards: readonly Card[],
  isBound: (id: CardId) => boolean,
): boolean {
  if (before.width !== width || before.bandHeight !== bandHeight || !isSameList(before.cards, cards)) return false
  return (
    bandHeight > 0 ||
    before.items.every((item) => item.metrics.hasReadings === (isBound(item.card.id) || showsMetrics(item.card)))
  )
}

/**
 * One below the other, over the full width of the cell, or of the columns that a card reaches over. Of a crowded cell, the strips that
 * lead to its other pages stand above and below them.
 */
function stackedItems(
  { cards, earlier, later }: ShownPage,
  { width: columnWidth, startY, reach }: Omit<CellRoom, 'pages'>,
  isBound: (id: CardId) => boolean,
): { items: CellItem[]; contentHeight: number } {
  let y = startY + (earlier > 0 ? PAGE_STRIP_PX + CARD_GAP_PX : 0)
  const items = cards.map((card): CellItem => {
    const columns = reach?.columnsOf(card) ?? 1
    const width = (reach && columns > 1 ? reach.widthOf(columns) : columnWidth) - 2 * CELL_PADDING_PX
    if (reach && columns > 1) y = Math.max(y, reach.floorOf(columns))
    const metrics = cardMetrics(card, width, isBound(card.id))
    const item = { card, x: CELL_PADDING_PX, y, width, height: metrics.height, metrics, isOnCurve: false, columns }
    y += metrics.height + CARD_GAP_PX
    return item
  })
  if (later > 0) y += PAGE_STRIP_PX + CARD_GAP_PX
  return { items, contentHeight: y === startY ? 0 : y - CARD_GAP_PX + CELL_PADDING_PX }
}

/**
 * Scored emotions side by side, each at the height of its score; what else there is, stacked below the band. Order is kept. Where a feeling
 * is measured its point and its line may stand at any height, so that there all words stand below the lowest face.
 */
function curveItems(
  columnWidth: number,
  bandHeight: number,
  cards: readonly Card[],
  page: ShownPage,
): { items: CellItem[]; contentHeight: number } {
  const onCurve = cards.filter(isScored).slice(0, EMOTION_COLUMNS_MAX)
  const below = { ...page, cards: page.cards.filter((card) => !onCurve.includes(card)) }
  const part = (columnWidth - 2 * 4) / Math.max(1, onCurve.length)
  const width = Math.min(part - 4, 184)
  const isMeasured = onCurve.some(({ feelingSource }) => feelingSource !== undefined)
  const bottom = bandHeight + (isMeasured ? APART_ROOM_PX : 0)
  const wordsY = emotionY(EMOTION_SCALE.min, bandHeight) + EMOTION_FACE_PX / 2
  const stacked = stackedItems(below, { width: columnWidth, startY: bottom }, () => false)
  const belowItems = new Map(stacked.items.map((item) => [item.card, item]))
  let index = 0
  const items = cards.flatMap((card): CellItem[] => {
    const item = belowItems.get(card)
    if (item) return [item]
    if (!onCurve.includes(card)) return []
    const metrics = emotionMetrics(card, width)
    const x = 4 + part * index++ + (part - width) / 2
    const y = emotionY(card.score ?? 0, bandHeight) - EMOTION_FACE_PX / 2
    const hasWordsBelow = isMeasured && metrics.titleLines > 0
    const height = hasWordsBelow ? wordsY - y + metrics.height - EMOTION_FACE_PX : metrics.height
    return [{ card, x, y, width, height, metrics, isOnCurve: true, columns: 1 }]
  })
  return { items, contentHeight: Math.max(bottom, stacked.contentHeight) }
}
