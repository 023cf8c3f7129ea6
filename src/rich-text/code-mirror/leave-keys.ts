import type { Extension } from '@codemirror/state'
import { EditorView, keymap } from '@codemirror/view'
import type { Editor } from '#src/editor/editor.ts'
import { isKeyOfText } from '#src/editor/text-keys.ts'
import type { TextDone } from '#src/editor/TextEditor.tsx'

/**
 * Undo and redo are the journey's. `onDone` hears of Ctrl+Enter, Escape, Tab and a click elsewhere; without it Escape and Ctrl+Enter
 * leave the field and Tab goes on to the next one, as everywhere.
 */
export function leaveKeys(editor: Editor, onDone: ((reason: TextDone, isShift: boolean) => void) | null): Extension {
  let isDone = false
  const finish = (reason: TextDone, isShift = false): boolean => {
    if (isDone) return true
    isDone = true
    onDone?.(reason, isShift)
    return true
  }
  const leave = (reason: TextDone) => (view: EditorView) => {
    if (onDone) return finish(reason)
    view.contentDOM.blur()
    return true
  }
  const undo = (): boolean => {
    editor.undo()
    return true
  }
  const redo = (): boolean => {
    editor.redo()
    return true
  }
  const taken = { preventDefault: true, stopPropagation: true } as const
  return [
    keymap.of([
      { key: 'Mod-z', run: undo, ...taken },
      { key: 'Mod-Shift-z', run: redo, ...taken },
      { key: 'Mod-y', run: redo, ...taken },
      { key: 'Escape', run: leave('escape'), ...taken },
      { key: 'Mod-Enter', run: leave('enter'), ...taken },
      ...(onDone
        ? [
            {
              key: 'Tab',
              run: () => finish('tab'),
              shift: () => finish('tab', true),
              ...taken,
            },
          ]
        : []),
    ]),
    EditorView.domEventHandlers({
      keydown(event) {
        // Letters and arrows belong to the text, not to the canvas around it.
        if (isKeyOfText(event)) event.stopPropagation()
        return false
      },
      beforeinput(event) {
        if (event.inputType !== 'historyUndo' && event.inputType !== 'historyRedo') return false
        event.preventDefault()
        return event.inputType === 'historyUndo' ? undo() : redo()
      },
      focus: () => {
        isDone = false
        return false
      },
      blur: (event, view) => {
        // A window that merely loses the focus, or the little form of a link, is not the end of editing.
        const goesTo = event.relatedTarget
        const isOurs = goesTo instanceof Element && goesTo.closest('[data-rich-text-form]') !== null
        if (onDone && document.activeElement !== view.contentDOM && !isOurs) finish('blur')
        return false
      },
    }),
  ]
}
