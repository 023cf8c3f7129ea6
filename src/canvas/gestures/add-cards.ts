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

/** A line of text to begin with. */
const TEXT_SIZE_PX = { width: 240, height: 36 } as const

/** Adds a note or a text beside the grid, its middle at the point, and starts typing. */
export function addNoteAt(core: CanvasCore, point: Point, kind: 'note' | 'text' = 'note'): void {
  const { defaultWidth, defaultHeight } = FREE_CARD_SIZE_PX
  const { width, height } = kind === 'text' ? TEXT_SIZE_PX : { width: defaultWidth, height: defaultHeight }
  const corner = { x: Math.round(point.x - width / 2), y: Math.round(point.y - height / 2) }
  const added = core.editor.run(addFreeCard, { ...corner, width, height, kind })
  if (added.ok) editInPlace(core, added.value.cardId)
}
