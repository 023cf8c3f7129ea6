import type { CardId } from '#shared/model/records/card.ts'
import { cellRect, type GridCell, itemRect } from './find.ts'
import { isFolded } from './folded.ts'
import type { CellItem, CellLayout, JourneyLayout, LaneRow } from './journey-layout.ts'
import { type Rect, rectAround } from './rect.ts'

/**
 * Where two layouts of a journey differ, links aside: in each cell around the cards that came, went or stand otherwise; the whole row of
 * an emotion lane, since its curves run through all of them; and all that lies below the lower edge of a row that grew or shrank. `null`:
 * columns, lanes or what lies beside the grid changed, so anything may lie elsewhere. Cards that do not count are passed over.
 */
export function changedAreas(
  before: JourneyLayout,
  after: JourneyLayout,
  counts: (id: CardId) => boolean = () => true,
): readonly Rect[] | null {
  const isSameFrame =
    before.columns === after.columns &&
    before.lanes === after.lanes &&
    before.stages === after.stages &&
    before.free === after.free &&
    before.snapshot.personas === after.snapshot.personas
  if (!isSameFrame) return null
  const areas: Rect[] = []
  const restFrom = (y: number): readonly Rect[] => {
    areas.push({ x: 0, y, width: after.width, height: Math.max(before.height, after.height) - y })
    return areas
  }
  for (const row of after.rows) {
    const was = before.rows[row.index]
    if (!was || !startsSame(was, row)) return restFrom(row.y)
    areas.push(...changedInRow(before, after, row, counts))
    if (was.height !== row.height) return restFrom(row.y + Math.min(was.height, row.height))
  }
  return areas
}

const startsSame = (a: LaneRow, b: LaneRow): boolean =>
  a === b || (a.laneId === b.laneId && a.y === b.y && a.bandHeight === b.bandHeight && a.isCollapsed === b.isCollapsed)

function changedInRow(
  before: JourneyLayout,
  after: JourneyLayout,
  row: LaneRow,
  counts: (id: CardId) => boolean,
): Rect[] {
  const [old, now] = [before.cells.get(row.laneId), after.cells.get(row.laneId)]
  if (old === now) return []
  if (row.bandHeight > 0) return [{ x: 0, y: row.y, width: after.width, height: row.height }]
  return after.columns.flatMap((column): Rect[] => {
    if (column.stepId === null) return []
    const [was, is] = [old?.get(column.stepId), now?.get(column.stepId)]
    if (was === is) return []
    const cell = { column, row }
    return isFolded(cell) ? [cellRect(cell)] : changedInCell(was, is, cell, counts)
  })
}

/** Around the cards of a cell that are others, or elsewhere, than they were. */
function changedInCell(
  before: CellLayout | undefined,
  after: CellLayout | undefined,
  cell: GridCell,
  counts: (id: CardId) => boolean,
): Rect[] {
  const old = new Map((before?.items ?? []).map((item) => [item.card.id, item]))
  const rects: Rect[] = []
  const add = (item: CellItem): void => {
    if (counts(item.card.id)) rects.push(itemRect(item, cell))
  }
  for (const item of after?.items ?? []) {
    const was = old.get(item.card.id)
    old.delete(item.card.id)
    if (was && isSameItem(was, item)) continue
    add(item)
    if (was) add(was)
  }
  for (const gone of old.values()) add(gone)
  const area = rectAround(rects)
  return area ? [area] : []
}

const isSameItem = (a: CellItem, b: CellItem): boolean =>
  a === b ||
  (a.card === b.card &&
    a.y === b.y &&
    a.x === b.x &&
    a.width === b.width &&
    a.height === b.height &&
    a.metrics === b.metrics)
