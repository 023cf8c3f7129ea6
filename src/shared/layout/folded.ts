import type { LaneId } from '#shared/model/records/lane.ts'
import type { GridCell } from './find.ts'
import type { JourneyLayout } from './journey-layout.ts'

/** Whether a cell is folded away with its column or its row: nothing in it is drawn, hit or walked to. */
export const isFolded = ({ column, row }: GridCell): boolean => column.fold !== null || row.isCollapsed

/** How many cards are folded away. */
export interface FoldedCounts {
  readonly ofColumn: ReadonlyMap<number, number>
  readonly ofLane: ReadonlyMap<LaneId, number>
  /** By `foldedCellKey`. */
  readonly ofCell: ReadonlyMap<string, number>
}

export const foldedCellKey = (columnIndex: number, laneId: LaneId): string => `${columnIndex} ${laneId}`

const NOTHING: FoldedCounts = { ofColumn: new Map(), ofLane: new Map(), ofCell: new Map() }

interface Known {
  readonly columns: JourneyLayout['columns']
  readonly lanes: JourneyLayout['lanes']
  readonly counts: FoldedCounts
}
const known = new WeakMap<object, Known>()

/** Counts what is folded away; asking costs nothing while nothing is, or while the cards stay as they are. */
export function foldedCounts(layout: JourneyLayout): FoldedCounts {
  const { snapshot, columns, lanes } = layout
  if (!lanes.some((lane) => lane.isCollapsed) && !columns.some((column) => column.fold !== null)) return NOTHING
  const last = known.get(snapshot.cards)
  if (last && last.columns === columns && last.lanes === lanes) return last.counts
  const counts = count(layout)
  known.set(snapshot.cards, { columns, lanes, counts })
  return counts
}

function count({ snapshot, steps, rowOfLane }: JourneyLayout): FoldedCounts {
  const ofColumn = new Map<number, number>()
  const ofLane = new Map<LaneId, number>()
  const ofCell = new Map<string, number>()
  const add = <Key>(to: Map<Key, number>, key: Key): Map<Key, number> => to.set(key, (to.get(key) ?? 0) + 1)
  for (const { place } of snapshot.cards.values()) {
    if (place.kind !== 'cell') continue
    const column = steps.columns[steps.rankOf.get(place.stepId) ?? -1]
    const row = rowOfLane.get(place.laneId)
    if (!column || !row || !isFolded({ column, row })) continue
    if (column.fold !== null) add(ofColumn, column.index)
    if (row.isCollapsed) add(ofLane, row.laneId)
    add(ofCell, foldedCellKey(column.index, row.laneId))
  }
  return { ofColumn, ofLane, ofCell }
}
