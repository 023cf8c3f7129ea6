import type { CardId } from '#shared/model/records/card.ts'
import type { LinkId } from '#shared/model/records/link.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { rename } from '../headers/add-titles.ts'
import { addCardTo } from './add-cards.ts'
import { editInPlace } from './edit-in-place.ts'

/** Whether `editSelected` would do anything. */
export function canEditSelected({ editor, state, canEdit }: CanvasCore): boolean {
  const { anchor, ids } = editor.selection.getState()
  return canEdit && ((anchor !== null && ids.has(anchor)) || state.getState().cell !== null)
}

/** Starts typing in what is selected; in the cell that the keys are at, in a new card. */
export function editSelected(core: CanvasCore): void {
  const { editor, scene, state } = core
  const { anchor, ids } = editor.selection.getState()
  const layout = scene.get()
  if (anchor !== null && ids.has(anchor)) {
    if (layout.snapshot.cards.has(anchor as CardId)) editInPlace(core, anchor as CardId)
    else if (layout.snapshot.links.has(anchor as LinkId)) editor.startEditing(anchor, 'label')
    else rename(core, anchor)
    return
  }
  const { cell } = state.getState()
  const column = cell && layout.columnOfStep.get(cell.stepId)
  const row = cell && layout.rowOfLane.get(cell.laneId)
  if (column && row) addCardTo(core, { column, row })
}
