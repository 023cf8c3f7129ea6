import type { Lane, LaneId } from '#shared/model/records/lane.ts'
import type { ArcRoom } from './link-corridors.ts'
import type { LaneCells, LaneRow } from './journey-layout.ts'
import { EMOTION_BAND_MIN_PX, FOLDED_ROW_PX } from './sizes.ts'

export interface Rows {
  readonly rows: readonly LaneRow[]
  readonly rowOfLane: ReadonlyMap<LaneId, LaneRow>
  readonly height: number
}

/** Of an emotion lane, the height of the part in which faces stand by their score; 0 in any other lane. */
export const bandHeightOf = (lane: Lane): number =>
  lane.kind === 'emotion' && !lane.isCollapsed ? Math.max(lane.height, EMOTION_BAND_MIN_PX) : 0

const tallest = new WeakMap<LaneCells, number>()

function contentHeightOf(cells: LaneCells): number {
  const known = tallest.get(cells)
  if (known !== undefined) return known
  let height = 0
  for (const cell of cells.values()) height = Math.max(height, cell.contentHeight)
  tallest.set(cells, height)
  return height
}

/** Lanes from top to bottom; a row is at least as high as its lane says and grows with its tallest cell. */
export function rowsOf(
  lanes: readonly Lane[],
  cells: ReadonlyMap<LaneId, LaneCells>,
  rooms: ReadonlyMap<LaneId, ArcRoom>,
  before?: Rows,
): Rows {
  let y = 0
  let isSame = before?.rows.length === lanes.length
  const rows = lanes.map((lane, index): LaneRow => {
    const content = cells.get(lane.id)
    const bandHeight = bandHeightOf(lane)
    const needed = content ? contentHeightOf(content) + (rooms.get(lane.id)?.bottom ?? 0) : 0
    const isCollapsed = lane.isCollapsed === true
    const height = isCollapsed ? FOLDED_ROW_PX : Math.max(lane.height, bandHeight, needed)
    const row = { index, laneId: lane.id, kind: lane.kind, y, height, bandHeight, isCollapsed }
    y += height
    const old = before?.rows[index]
    if (old && isSameRow(old, row)) return old
    isSame = false
    return row
  })
  if (before && isSame) return before
  return { rows, rowOfLane: new Map(rows.map((row) => [row.laneId, row])), height: y }
}

const isSameRow = (a: LaneRow, b: LaneRow): boolean =>
  a.laneId === b.laneId &&
  a.kind === b.kind &&
  a.y === b.y &&
  a.height === b.height &&
  a.bandHeight === b.bandHeight &&
  a.isCollapsed === b.isCollapsed
