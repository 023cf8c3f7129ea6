import { done, refused } from '#shared/lib/result.ts'
import type { SavedViewId } from '../records/saved-view.ts'
import type { Command } from './command.ts'
import { applyRenumbered, orderAmong } from './order-among.ts'
import { liveRecord, setOrder, siblings } from './stored.ts'

export interface MoveViewArgs {
  readonly viewId: SavedViewId
  /** Its new index among the saved views (0: first), counted without itself. */
  readonly index: number
}

/** Moves a saved view in the list. */
export const moveView: Command<MoveViewArgs, void, 'unknown-element'> = (doc, { viewId, index }) => {
  const view = liveRecord(doc, 'views', viewId)
  if (!view) return refused('unknown-element')
  const views = siblings(doc, 'views')
  if (views[index]?.id === viewId) return done(undefined)
  const order = orderAmong(
    views.filter((sibling) => sibling.id !== viewId),
    index,
    1,
  )
  applyRenumbered(doc, 'views', order)
  if (order.keys[0]) setOrder(view, order.keys[0])
  return done(undefined)
}
