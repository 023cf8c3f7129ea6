import type { Editor } from '#src/editor/editor.ts'
import type { CanvasPorts } from '../ports.ts'

/** The presence shape allows so many ids. */
const SELECTION_MAX = 500

/** Tells the others what one has selected and is typing in. Gives the way to stop, after which one is nowhere. */
export function tellSelection(editor: Editor, showPresence: CanvasPorts['showPresence']): () => void {
  const tell = ({ ids }: { readonly ids: ReadonlySet<string> }): void =>
    showPresence({ selection: [...ids].slice(0, SELECTION_MAX) })
  // Come from another view of the journey, one may have something selected.
  const { ids } = editor.selection.getState()
  if (ids.size > 0) tell({ ids })
  const stop = editor.selection.subscribe((now, before) => {
    if (now.ids !== before.ids) tell(now)
    if (now.editingId !== before.editingId) showPresence({ editing: now.editingId })
  })
  return () => {
    stop()
    showPresence({ cursor: null, selection: [], drag: null, editing: null })
  }
}
