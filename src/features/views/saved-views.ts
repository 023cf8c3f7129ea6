import type { StoreApi } from 'zustand/vanilla'
import type { AddViewArgs } from '#shared/model/commands/add-view.ts'
import { editFields } from '#shared/model/commands/edit-fields.ts'
import type { SavedView, SavedViewId } from '#shared/model/records/saved-view.ts'
import type { Editor } from '#src/editor/editor.ts'
import type { Lens } from '#src/editor/lens.ts'

/** What of a lens a saved view keeps. */
export const keptOf = ({ mode, filter, range, against, others }: Lens | SavedView): Omit<AddViewArgs, 'name'> => ({
  // A filter of cards says nothing about the numbers: it is kept for where it does.
  mode: mode === 'numbers' ? 'canvas' : mode,
  filter,
  range,
  against,
  others,
})

/** Looks at the journey as a saved view does. */
export const applyView = (lens: StoreApi<Lens>, view: SavedView): void =>
  lens.setState({ ...keptOf(view), savedViewId: view.id })

/** The saved view that one started from, while it is there, and whether one looks otherwise by now. */
export function activeView(
  { getSnapshot }: Pick<Editor, 'getSnapshot'>,
  lens: Lens,
): { readonly view: SavedView; readonly isChanged: boolean } | null {
  const view = lens.savedViewId === null ? undefined : getSnapshot().views.get(lens.savedViewId)
  return view ? { view, isChanged: JSON.stringify(keptOf(view)) !== JSON.stringify(keptOf(lens)) } : null
}

/** An address that opens the journey in a saved view; for those who may open the journey. */
export function linkToView(view: SavedView, here: string): string {
  const address = new URL(here)
  address.search = ''
  address.hash = ''
  address.searchParams.set('saved', view.id)
  return address.href
}

/** Makes a saved view what is shown now; tells whether that was done. */
export const updateView = (editor: Editor, id: SavedViewId): boolean =>
  editor.run(editFields, { root: 'views', id, patch: keptOf(editor.lens.getState()) }).ok
