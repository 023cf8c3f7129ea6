import type { Card } from '#shared/model/records/card.ts'
import type { Lane, LaneId } from '#shared/model/records/lane.ts'
import type { StepId } from '#shared/model/records/step.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import { NO_ARC_ROOM } from './link-corridors.ts'
import { cellOf, isSameList } from './cells.ts'
import { pagedCards, pageStart } from './cell-pages.ts'
import type { ChangedCards } from './changed-cards.ts'
import type { Columns } from './columns.ts'
import type { CellLayout, JourneyLayout, LaneCells } from './journey-layout.ts'
import { CELL_PADDING_PX } from './sizes.ts'
import { createSpanFloors, reachesFurther, spanningIn } from './spans.ts'

type Cells = JourneyLayout['cells']
/** The cards of the cells that have to be placed (again). */
type OpenCells = Map<LaneId, Map<StepId, Card[]>>

interface Grid {
  readonly columns: Columns['columns']
  readonly columnOfStep: Columns['columnOfStep']
  readonly steps: Columns['steps']
  readonly lanes: readonly Lane[]
  readonly arcRooms: JourneyLayout['arcRooms']
  readonly pages: JourneyLayout['pages']
}

/** Places all cards; cells that come out as they were keep their identity. */
export function placeAllCards(snapshot: JourneySnapshot, grid: Grid, before: Cells | undefined): Cells {
  const laneIds = new Set(grid.lanes.flatMap((lane) => (lane.isCollapsed ? [] : [lane.id])))
  const open: OpenCells = new Map()
  for (const card of snapshot.cards.values()) {
    if (card.place.kind !== 'cell') continue
    const { laneId, stepId } = card.place
    if (laneIds.has(laneId) && isUnfolded(grid, stepId)) cardsOf(open, laneId, stepId, () => []).push(card)
  }
  return placeOpenCells(snapshot, grid, open, before, new Map())
}

const isUnfolded = ({ columnOfStep }: Pick<Grid, 'columnOfStep'>, stepId: StepId): boolean =>
  columnOfStep.get(stepId)?.fold === null

/**
 * Places again only the cells that lost, gained or changed a card or show another page, and lanes whose room for links above the cards
 * is another. Columns and lanes have to be those of `before`.
 */
export function placeChangedCards(
  snapshot: JourneySnapshot,
  grid: Grid,
  before: JourneyLayout,
  changed: ChangedCards,
): Cells {
  const open: OpenCells = new Map()
  for (const card of changed.stale) openCell(card, before, changed, open)
  for (const card of changed.fresh) openCell(card, before, changed, open)?.push(card)
  if (grid.arcRooms !== before.arcRooms)
    for (const lane of grid.lanes)
      if (startYOf(grid, lane) !== startYOf(before, lane))
        for (const cell of before.cells.get(lane.id)?.values() ?? [])
          for (const card of cell.cards.slice(0, 1)) openCell(card, before, changed, open)
  if (grid.pages !== before.pages) {
    const hasOthers = grid.pages?.has !== before.pages?.has
    for (const cells of before.cells.values())
      for (const { stepId, laneId, cards, paged, earlier } of cells.values())
        if (
          (hasOthers && !isSameList(paged, pagedCards(grid.pages, cards))) ||
          pageStart(grid.pages, stepId, laneId, paged.length) !== earlier
        )
          for (const card of cards.slice(0, 1)) openCell(card, before, changed, open)
  }
  return open.size === 0 ? before.cells : placeOpenCells(snapshot, grid, open, before.cells, before.cells)
}

function openCell(card: Card, before: JourneyLayout, changed: ChangedCards, open: OpenCells): Card[] | undefined {
  if (card.place.kind !== 'cell') return undefined
  const { laneId, stepId } = card.place
  const row = before.rowOfLane.get(laneId)
  if (!row || row.isCollapsed || !isUnfolded(before, stepId)) return undefined
  return cardsOf(open, laneId, stepId, () => {
    const cards = before.cells.get(laneId)?.get(stepId)?.cards ?? []
    return cards.filter((other) => !changed.stale.has(other))
  })
}

function cardsOf(open: OpenCells, laneId: LaneId, stepId: StepId, start: () => Card[]): Card[] {
  let lane = open.get(laneId)
  if (!lane) open.set(laneId, (lane = new Map()))
  let cards = lane.get(stepId)
  if (!cards) lane.set(stepId, (cards = start()))
  return cards
}

function placeOpenCells(
  snapshot: JourneySnapshot,
  grid: Grid,
  open: OpenCells,
  before: Cells | undefined,
  base: Cells,
): Cells {
  const cells = new Map(base)
  for (const lane of grid.lanes) {
    const steps = open.get(lane.id)
    if (!steps) continue
    const old = before?.get(lane.id)
    const kept = base.get(lane.id)
    const hasSpans =
      (kept && spanningIn(kept).length > 0) || [...steps.values()].some((cards) => cards.some(reachesFurther))
    const after = hasSpans
      ? placeSpanningLane(snapshot, grid, lane, steps, old, kept)
      : placeLane(snapshot, grid, lane, steps, old, kept)
    cells.set(lane.id, old && isSameLane(old, after) ? old : after)
  }
  return cells
}

const startYOf = (grid: Pick<Grid, 'arcRooms'>, lane: Lane): number =>
  CELL_PADDING_PX + (grid.arcRooms.get(lane.id) ?? NO_ARC_ROOM).top

/** A lane in which every cell stands for itself. */
function placeLane(
  snapshot: JourneySnapshot,
  grid: Grid,
  lane: Lane,
  steps: ReadonlyMap<StepId, Card[]>,
  old: LaneCells | undefined,
  kept: LaneCells | undefined,
): LaneCells {
  const startY = startYOf(grid, lane)
  const after = new Map<StepId, CellLayout>(kept)
  for (const [stepId, cards] of steps) {
    const column = grid.columnOfStep.get(stepId)
    if (column === undefined || cards.length === 0) after.delete(stepId)
    else
      after.set(
        stepId,
        cellOf(
          stepId,
          lane,
          cards,
          snapshot.bindings,
          { width: column.width, startY, pages: grid.pages },
          old?.get(stepId),
        ),
      )
  }
  return after
}

/** A lane with cards that reach over further columns: from left to right, since what begins further left stands above. */
function placeSpanningLane(
  snapshot: JourneySnapshot,
  grid: Grid,
  lane: Lane,
  steps: ReadonlyMap<StepId, Card[]>,
  old: LaneCells | undefined,
  kept: LaneCells | undefined,
): LaneCells {
  const floors = createSpanFloors(grid, startYOf(grid, lane))
  const after = new Map<StepId, CellLayout>()
  for (const column of grid.columns) {
    const { stepId } = column
    if (stepId === null || column.fold !== null) continue
    const keptCell = kept?.get(stepId)
    const cards = steps.get(stepId) ?? [...(keptCell?.cards ?? [])]
    if (cards.length === 0) continue
    const startY = floors.at(column.index)
    const isUntouched = keptCell && !steps.has(stepId) && keptCell.startY === startY && keptCell.spanning.length === 0
    const cell = isUntouched
      ? keptCell
      : cellOf(
          stepId,
          lane,
          cards,
          snapshot.bindings,
          { width: column.width, startY, pages: grid.pages, reach: floors.reachFrom(column) },
          old?.get(stepId),
        )
    after.set(stepId, cell)
    for (const item of cell.spanning) floors.raise(column.index, item)
  }
  return after
}

function isSameLane(before: LaneCells, after: LaneCells): boolean {
  if (before.size !== after.size) return false
  for (const [stepId, cell] of after) if (before.get(stepId) !== cell) return false
  return true
}
