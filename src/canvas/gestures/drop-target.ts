import { emotionScoreAt } from '#shared/layout/cells.ts'
import { cardRect, cellAt, cellLayout, cellRect, type GridCell } from '#shared/layout/find.ts'
import { isFolded } from '#shared/layout/folded.ts'
import type { CellLayout, JourneyLayout } from '#shared/layout/journey-layout.ts'
import type { Point, Rect } from '#shared/layout/rect.ts'
import { CARD_GAP_PX, CELL_PADDING_PX, EMOTION_FACE_PX } from '#shared/layout/sizes.ts'
import { reachesFurther } from '#shared/layout/spans.ts'
import { type Card, CARD_KINDS_OF_LANE, GRID_CARD_KINDS } from '#shared/model/records/card.ts'
import type { StepId } from '#shared/model/records/step.ts'
import type { CellRef } from '../canvas-state.ts'

/** Where dragged cards would land if they were let go now. */
export type DropTarget =
  | {
      readonly kind: 'cell'
      readonly cell: CellRef
      readonly index: number
      /** On an emotion lane: the score that the height means. */
      readonly score: number | undefined
      readonly area: Rect
      /** Where the first card would stand. */
      readonly line: Rect
      readonly isAllowed: boolean
    }
  /** Cards of several cells, each as many columns and lanes further. */
  | {
      readonly kind: 'shift'
      readonly columns: number
      readonly lanes: number
      readonly areas: readonly Rect[]
      readonly isAllowed: boolean
    }
  | { readonly kind: 'free'; readonly x: number; readonly y: number; readonly isAllowed: true }
  | { readonly kind: 'offset'; readonly dx: number; readonly dy: number; readonly isAllowed: true }

/** Whether two targets look the same while one drags: where exactly a free card lies is told by the card itself. */
export function isSameLanding(a: DropTarget | null, b: DropTarget | null): boolean {
  if (a === null || b === null) return a === b
  if (a.isAllowed !== b.isAllowed) return false
  if (a.kind === 'cell' && b.kind === 'cell')
    return (
      a.cell.stepId === b.cell.stepId && a.cell.laneId === b.cell.laneId && a.index === b.index && a.score === b.score
    )
  if (a.kind === 'shift' && b.kind === 'shift') return a.columns === b.columns && a.lanes === b.lanes
  return a.kind === b.kind && a.kind !== 'cell' && a.kind !== 'shift'
}

/** What is dragged: the cards in drawing order, the one under the pointer, and how far it has come. */
export interface DraggedCards {
  readonly cards: readonly Card[]
  readonly anchor: Card
  readonly dx: number
  readonly dy: number
}

/** Where `dragged` would land with the pointer at a point; `undefined` when nothing can be told. */
export function dropTargetAt(layout: JourneyLayout, dragged: DraggedCards, pointer: Point): DropTarget | undefined {
  const { cards, anchor, dx, dy } = dragged
  const home = cardRect(layout, anchor.id)
  if (!home) return undefined
  // A wide card lands where it begins, wherever it is held.
  const isWide = reachesFurther(anchor)
  const cell = cellAt(layout, isWide ? { x: home.x + dx + CELL_PADDING_PX, y: pointer.y } : pointer)
  const areFree = cards.every((card) => card.place.kind === 'free')
  // Shapes, frames and drawings may lie over the grid, never in it.
  if (!cell || (areFree && !GRID_CARD_KINDS.includes(anchor.kind))) {
    if (areFree) return { kind: 'offset', dx, dy, isAllowed: true }
    return { kind: 'free', x: home.x + dx, y: home.y + dy, isAllowed: true }
  }
  if (isSpread(cards)) return shiftTarget(layout, cards, anchor, cell)
  return cellTarget(layout, cards, cell, pointer, home.y + dy + EMOTION_FACE_PX / 2)
}

/** Where cards that have no place yet would land at a point. */
export function newcomerTargetAt(layout: JourneyLayout, cards: readonly Card[], pointer: Point): DropTarget | null {
  const cell = cellAt(layout, pointer)
  if (!cell) return { kind: 'free', x: pointer.x, y: pointer.y, isAllowed: true }
  return cellTarget(layout, cards, cell, pointer, pointer.y) ?? null
}

/** In cells, and not all in one. */
function isSpread(cards: readonly Card[]): boolean {
  const cells = new Set<string>()
  for (const { place } of cards) {
    if (place.kind === 'free') return false
    cells.add(`${place.stepId}:${place.laneId}`)
  }
  return cells.size > 1
}

function cellTarget(
  layout: JourneyLayout,
  cards: readonly Card[],
  cell: GridCell,
  pointer: Point,
  faceY: number,
): DropTarget | undefined {
  const { column, row } = cell
  const area = cellRect(cell)
  const takes = CARD_KINDS_OF_LANE[row.kind]
  const isAllowed = column.stepId !== null && !isFolded(cell) && cards.every((card) => takes.includes(card.kind))
  if (column.stepId === null) return undefined
  const there = cellLayout(layout, cell)
  const staying = (there?.items ?? []).filter((item) => !cards.includes(item.card))
  const isBand = row.bandHeight > 0
  const passed = staying.filter((item) =>
    item.isOnCurve
      ? column.x + item.x + item.width / 2 < pointer.x
      : row.y + item.y + item.height / 2 < pointer.y && !isBand,
  ).length
  const before = staying[passed - 1]
  const index = isBand ? passed : indexBelow(there, before?.card, cards)
  const lineY = before && !isBand ? before.y + before.height + CARD_GAP_PX / 2 : CELL_PADDING_PX / 2
  return {
    kind: 'cell',
    cell: { stepId: column.stepId, laneId: row.laneId },
    index,
    score: isBand ? emotionScoreAt(faceY - row.y, row.bandHeight) : undefined,
    area,
    line: { x: area.x + CELL_PADDING_PX, y: area.y + lineY - 1.5, width: area.width - 2 * CELL_PADDING_PX, height: 3 },
    isAllowed,
  }
}

/** The place right below a card among all that stay in a cell; without one, below what stands on the pages before. */
function indexBelow(cell: CellLayout | undefined, card: Card | undefined, moving: readonly Card[]): number {
  if (!cell) return 0
  const stays = (one: Card): boolean => !moving.includes(one)
  const above = card ?? cell.paged.slice(0, cell.earlier).findLast(stays)
  return above ? cell.cards.slice(0, cell.cards.indexOf(above) + 1).filter(stays).length : 0
}

function shiftTarget(
  layout: JourneyLayout,
  cards: readonly Card[],
  anchor: Card,
  cell: GridCell,
): DropTarget | undefined {
  // The command counts steps: a stage without steps has a column here, but is none; a folded one has as many as it hides.
  const steps = layout.steps.columns
  const rankOf = (stepId: StepId | null | undefined): number =>
    (stepId ? layout.steps.rankOf.get(stepId) : undefined) ?? -1
  const from = anchor.place.kind === 'cell' ? anchor.place : undefined
  const fromColumn = rankOf(from?.stepId)
  const toColumn = rankOf(cell.column.stepId)
  const fromRow = from && layout.rowOfLane.get(from.laneId)
  if (fromColumn < 0 || toColumn < 0 || !fromRow) return undefined
  const columns = toColumn - fromColumn
  const lanes = cell.row.index - fromRow.index
  const areas: Rect[] = []
  let isAllowed = true
  for (const { kind, place } of cards) {
    if (place.kind !== 'cell') continue
    const column = steps[rankOf(place.stepId) + columns]
    const row = layout.rows[(layout.rowOfLane.get(place.laneId)?.index ?? 0) + lanes]
    if (column && row) areas.push(cellRect({ column, row }))
    isAllowed &&=
      column !== undefined &&
      row !== undefined &&
      !isFolded({ column, row }) &&
      CARD_KINDS_OF_LANE[row.kind].includes(kind)
  }
  return { kind: 'shift', columns, lanes, areas, isAllowed }
}
