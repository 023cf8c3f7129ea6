import { emotionScoreAt } from '#shared/layout/cells.ts'
import type { GridCell } from '#shared/layout/find.ts'
import type { Point } from '#shared/layout/rect.ts'
import { addCard } from '#shared/model/commands/add-card.ts'
import { addFreeCard } from '#shared/model/commands/add-free-card.ts'
import { FREE_CARD_SIZE_PX } from '#shared/model/records/limits.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { editInPlace } from './edit-in-place.ts'

/** Adds a card of the lane's kind and starts typing. On an emotion lane, the height of the point is the score. */
export function addCardTo(core: CanvasCore, cell: GridCell, point?: Point): void {
  const { column, row } = cell
  if (column.stepId === null) return
  const fields =
    row.bandHeight > 0 && point ? { fields: { score: emotionScoreAt(point.y - row.y, row.bandHeight) } } : {}
  const added = core.editor.run(addCard, { stepId: column.stepId, laneId: row.laneId, ...fields })
  if (added.ok) editInPlace(core, added.value.cardId)
}

/** Adds a note beside the grid, its middle at the point, and starts typing. */
export function addNoteAt(core: CanvasCore, point: Point): void {
  const added = core.editor.run(addFreeCard, {
    x: point.x - FREE_CARD_SIZE_PX.defaultWidth / 2,
    y: point.y - FREE_CARD_SIZE_PX.defaultHeight / 2,
  })
  if (added.ok) editInPlace(core, added.value.cardId)
}
