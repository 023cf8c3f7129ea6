import { cellRect } from './find.ts'
import type { JourneyLayout } from './journey-layout.ts'
import type { Rect } from './rect.ts'

/**
 * Where two layouts of a journey differ, links aside: the cells whose cards changed, the whole row of an emotion lane, since its curves
 * run through all of them, and all that lies below a row that grew or shrank. `null`: columns, lanes or what lies beside the grid changed,
 * so anything may lie elsewhere.
 */
export function changedAreas(before: JourneyLayout, after: JourneyLayout): readonly Rect[] | null {
  const isSameFrame =
    before.columns === after.columns &&
    before.lanes === after.lanes &&
    before.stages === after.stages &&
    before.free === after.free &&
    before.snapshot.personas === after.snapshot.personas
  if (!isSameFrame) return null
  const firstOther = before.rows === after.rows ? -1 : after.rows.findIndex((row, index) => row !== before.rows[index])
  const below = after.rows[firstOther]
  const areas = after.rows.slice(0, firstOther < 0 ? undefined : firstOther).flatMap((row): Rect[] => {
    const [old, now] = [before.cells.get(row.laneId), after.cells.get(row.laneId)]
    if (old === now) return []
    if (row.bandHeight > 0) return [{ x: 0, y: row.y, width: after.width, height: row.height }]
    return after.columns.flatMap((column): Rect[] => {
      const isSame = column.stepId === null || old?.get(column.stepId) === now?.get(column.stepId)
      return isSame ? [] : [cellRect({ column, row })]
    })
  })
  if (below)
    areas.push({ x: 0, y: below.y, width: after.width, height: Math.max(before.height, after.height) - below.y })
  return areas
}
