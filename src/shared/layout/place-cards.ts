import type { Card } from '#shared/model/records/card.ts'
import type { Lane, LaneId } from '#shared/model/records/lane.ts'
import type { StepId } from '#shared/model/records/step.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import { NO_ARC_ROOM } from './arc-rooms.ts'
import { cellOf } from './cells.ts'
import { type ChangedCards, changedCards } from './changed-cards.ts'
import type { Columns } from './columns.ts'
import type { CellLayout, JourneyLayout, LaneCells } from './journey-layout.ts'

type Cells = JourneyLayout['cells']
/** The cards of the cells that have to be placed (again). */
type OpenCells = Map<LaneId, Map<StepId, Card[]>>

interface Grid {
  readonly columnOfStep: Columns['columnOfStep']
  readonly lanes: readonly Lane[]
  readonly arcRooms: JourneyLayout['arcRooms']
}

/** Places all cards; cells that come out as they were keep their identity. */
export function placeAllCards(snapshot: JourneySnapshot, grid: Grid, before: Cells | undefined): Cells {
  const laneIds = new Set(grid.lanes.map((lane) => lane.id))
  const open: OpenCells = new Map()
  for (const card of snapshot.cards.values()) {
    if (card.place.kind !== 'cell') continue
    const { laneId, stepId } = card.place
    if (laneIds.has(laneId) && grid.columnOfStep.has(stepId)) cardsOf(open, laneId, stepId, () => []).push(card)
  }
  return placeOpenCells(snapshot, grid, open, before, new Map())
}

/** Places again only the cells that lost, gained or changed a card. The grid has to be the one of `before`. */
export function placeChangedCards(snapshot: JourneySnapshot, grid: Grid, before: JourneyLayout): Cells {
  const changed = changedCards(before.snapshot, snapshot)
  const open: OpenCells = new Map()
  for (const card of changed.stale) openCell(card, before, changed, open)
  for (const card of changed.fresh) openCell(card, before, changed, open)?.push(card)
  return open.size === 0 ? before.cells : placeOpenCells(snapshot, grid, open, before.cells, before.cells)
}

function openCell(card: Card, before: JourneyLayout, changed: ChangedCards, open: OpenCells): Card[] | undefined {
  if (card.place.kind !== 'cell') return undefined
  const { laneId, stepId } = card.place
  if (!before.rowOfLane.has(laneId) || !before.columnOfStep.has(stepId)) return undefined
  return cardsOf(open, laneId, stepId, () => {
    const items = before.cells.get(laneId)?.get(stepId)?.items ?? []
    return items.map((item) => item.card).filter((other) => !changed.stale.has(other))
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
    const room = grid.arcRooms.get(lane.id) ?? NO_ARC_ROOM
    const after = new Map<StepId, CellLayout>(base.get(lane.id))
    for (const [stepId, cards] of steps) {
      const column = grid.columnOfStep.get(stepId)
      if (column === undefined || cards.length === 0) after.delete(stepId)
      else after.set(stepId, cellOf(stepId, column.width, lane, cards, snapshot.bindings, room, old?.get(stepId)))
    }
    cells.set(lane.id, old && isSameLane(old, after) ? old : after)
  }
  return cells
}

function isSameLane(before: LaneCells, after: LaneCells): boolean {
  if (before.size !== after.size) return false
  for (const [stepId, cell] of after) if (before.get(stepId) !== cell) return false
  return true
}
