import { EditorState } from '@codemirror/state'
import { EditorView, runScopeHandlers } from '@codemirror/view'
import { addFreeCard } from '#shared/model/commands/add-free-card.ts'
import { newJourneyDocument } from '#shared/model/new-document.ts'
import { createEditor } from '#src/editor/editor.ts'
import { limitLength } from './limit-length.ts'
import { liveFormat } from './live-format.ts'
import { remoteCarets } from './remote-carets.ts'
import { storedTextExtension } from './stored-text.ts'

/** After so many, one more is hardly faster. */
const LETTERS = 'abc'
let isDone = false

/**
 * Types some letters into a journey of its own that nobody sees, once; and presses a key that means nothing in the editor that is about to be
 * used, which has it sort its keys. A browser reads code for good when it is run for the first time: without this, the first letters of a
 * person wait for all that lies between the key and the document.
 */
export function rehearseTyping(used: EditorView): void {
  runScopeHandlers(used, new KeyboardEvent('keydown', { key: 'Unidentified' }), 'editor')
  if (isDone) return
  isDone = true
  const doc = newJourneyDocument()
  const editor = createEditor(doc, { canEdit: true })
  const added = editor.run(addFreeCard, { x: 0, y: 0 })
  if (added.ok) {
    const where = { root: 'cards', id: added.value.cardId, field: 'title' } as const
    const extensions = [
      limitLength(where),
      storedTextExtension(editor, where),
      remoteCarets(editor, where),
      liveFormat(() => {}),
    ]
    const view = new EditorView({ state: EditorState.create({ extensions }) })
    for (const letter of LETTERS) view.dispatch(view.state.replaceSelection(letter), { userEvent: 'input.type' })
    view.destroy()
  }
  editor.close()
  doc.destroy()
}
