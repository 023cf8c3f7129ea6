import { defaultKeymap } from '@codemirror/commands'
import { EditorState } from '@codemirror/state'
import { EditorView, keymap } from '@codemirror/view'
import { expect, it, vi } from 'vitest'
import { addFreeCard } from '#shared/model/commands/add-free-card.ts'
import { newJourneyDocument } from '#shared/model/new-document.ts'
import { createEditor } from '#src/editor/editor.ts'
import { rehearseTyping } from '#src/rich-text/code-mirror/rehearse-typing.ts'
import { storedTextExtension } from '#src/rich-text/code-mirror/stored-text.ts'

it('types nothing where somebody is about to type, and leaves nothing on the page', () => {
  const doc = newJourneyDocument()
  const editor = createEditor(doc, { canEdit: true })
  const added = editor.run(addFreeCard, { x: 0, y: 0, title: 'Hello' })
  if (!added.ok) throw new Error(added.reason)
  const where = { root: 'cards', id: added.value.cardId, field: 'title' } as const
  const changed = vi.fn<() => void>()
  doc.on('update', changed)
  const view = new EditorView({
    parent: document.body,
    state: EditorState.create({
      doc: 'Hello',
      extensions: [storedTextExtension(editor, where), keymap.of(defaultKeymap)],
    }),
  })
  const before = document.body.innerHTML
  const failed = vi.spyOn(console, 'error')
  rehearseTyping(view)
  rehearseTyping(view)
  expect(failed).not.toHaveBeenCalled()
  expect(view.state.doc.toString()).toBe('Hello')
  expect(document.body.innerHTML).toBe(before)
  expect(changed).not.toHaveBeenCalled()
  expect(editor.undoState.getState()).toMatchObject({ undoCount: 1 })
  view.destroy()
  editor.close()
})
