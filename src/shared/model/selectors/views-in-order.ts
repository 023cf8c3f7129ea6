import { byOrder } from '#shared/lib/fractional-order.ts'
import type { SavedView } from '../records/saved-view.ts'
import { remembered } from './remembered.ts'

/** The saved views in the order in which they are listed. */
export const viewsInOrder = remembered<object, readonly SavedView[]>(
  (snapshot) => [snapshot.views],
  (snapshot) => [...snapshot.views.values()].sort(byOrder),
)
