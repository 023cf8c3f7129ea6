import { Annotation, type Extension, type TransactionSpec } from '@codemirror/state'
import { ViewPlugin, type ViewUpdate } from '@codemirror/view'
import type { TextArgs, TextChange } from '#shared/model/commands/texts.ts'
import type { Editor } from '#src/editor/editor.ts'
import { followStoredText, type StoredText } from '#src/editor/stored-text.ts'

/** Marks what comes from the journey, so that it is not written there again. */
const fromJourney = Annotation.define<true>()

/** Keeps an editor's text and a stored text equal. The editor must start with the stored text, its line separator `\n`. */
export const storedTextExtension = (editor: Editor, where: TextArgs): Extension =>
  ViewPlugin.define((view) => {
    let stored: StoredText | undefined
    const show = (spec: TransactionSpec): void => view.dispatch({ ...spec, annotations: fromJourney.of(true) })
    const showAll = (text: string): void => {
      if (view.state.doc.toString() !== text) show({ changes: { from: 0, to: view.state.doc.length, insert: text } })
    }
    stored = followStoredText(editor, where, {
      onEdits: (edits) => {
        const changes = edits.map(({ index, remove, insert }) => ({ from: index, to: index + remove, insert }))
        show({ changes })
        // Cannot differ, but a difference would grow with every letter.
        if (stored) showAll(stored.get())
      },
      onReplaced: showAll,
    })
    return {
      update(update: ViewUpdate) {
        for (const transaction of update.transactions) {
          if (!transaction.docChanged || transaction.annotation(fromJourney)) continue
          const changes: TextChange[] = []
          transaction.changes.iterChanges((from, to, _fromNow, _toNow, insert) =>
            changes.push({ index: from, remove: to - from, insert: insert.toString() }),
          )
          const isTyping = transaction.isUserEvent('input.type') || transaction.isUserEvent('delete')
          // Refused: back to what is stored. An editor takes no change while it is telling one.
          if (stored && !stored.write(changes, { isTyping })) queueMicrotask(() => showAll(stored?.get() ?? ''))
        }
      },
      destroy: () => stored?.close(),
    }
  })
