import type * as Y from 'yjs'
import { editText } from '#shared/model/commands/edit-text.ts'
import type { TextArgs, TextChange } from '#shared/model/commands/texts.ts'
import type { Editor } from './editor.ts'

/** Letters typed within this time of each other are undone together. */
const TYPING_PAUSE_MS = 800

export interface StoredTextListener {
  /** Somebody else, or an undo, changed the text: replacements in the text as it was, first to last. */
  readonly onEdits: (edits: readonly TextChange[]) => void
  /** It is another text altogether. */
  readonly onReplaced: (text: string) => void
}

/** A stored text as an editor of any kind needs it. */
export interface StoredText {
  readonly get: () => string
  /**
   * Writes replacements, each told for the text before all of them, first to last. What is typed without a pause is one undo step.
   * False: refused, and nothing of it was written.
   */
  readonly write: (changes: readonly TextChange[], how: { readonly isTyping: boolean }) => boolean
  readonly close: () => void
}

/** Follows one text of the journey; one's own writing is not told. */
export function followStoredText(editor: Editor, where: TextArgs, listener: StoredTextListener): StoredText {
  let text = editor.textOf(where.root, where.id, where.field)
  let isWriting = false
  let typedAt = -Infinity
  let undoCount = -1

  const onEvent = (event: Y.YTextEvent, transaction: Y.Transaction): void => {
    if (isWriting && transaction.local) return
    let index = 0
    const edits: TextChange[] = []
    for (const part of event.delta) {
      if (part.retain !== undefined) index += part.retain
      else if (part.delete !== undefined) {
        edits.push({ index, remove: part.delete, insert: '' })
        index += part.delete
      } else if (typeof part.insert === 'string') edits.push({ index, remove: 0, insert: part.insert })
    }
    listener.onEdits(edits)
  }
  /** Undoing a deletion may have made the text anew. */
  const rebind = (): void => {
    const now = editor.textOf(where.root, where.id, where.field)
    if (now === text || isWriting) return
    text?.unobserve(onEvent)
    text = now
    text?.observe(onEvent)
    listener.onReplaced(text?.toString() ?? '')
  }
  text?.observe(onEvent)
  const unsubscribe = editor.subscribe(rebind)

  return {
    get: () => text?.toString() ?? '',
    write(changes, { isTyping }) {
      const isSameStep = editor.undoState.getState().undoCount === undoCount
      let continues = isTyping && isSameStep && performance.now() - typedAt < TYPING_PAUSE_MS
      isWriting = true
      let isWritten = true
      // Last to first, so that the places of those before stay true.
      for (const change of changes.toReversed()) {
        const result = editor.run(editText, { ...where, ...change }, { continues, isTyped: true })
        isWritten &&= result.ok
        continues = true
      }
      isWriting = false
      typedAt = isTyping ? performance.now() : -Infinity
      undoCount = editor.undoState.getState().undoCount
      if (text === undefined) rebind()
      return isWritten
    },
    close() {
      text?.unobserve(onEvent)
      unsubscribe()
    },
  }
}
