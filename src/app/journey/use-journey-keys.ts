import { useEffect } from 'react'
import { tinykeys } from 'tinykeys'
import type { Editor } from '#src/editor/editor.ts'

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('input, textarea, [contenteditable=true]') !== null

const isInDialog = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[role=dialog], [role=alertdialog]') !== null

/** Keys that mean the same wherever the focus is; what the canvas or a text has already taken is left alone. */
export function useJourneyKeys(editor: Editor, onSearch: () => void): void {
  useEffect(() => {
    const unlessTaken =
      (act: () => void) =>
      (event: KeyboardEvent): void => {
        if (event.defaultPrevented || isTyping(event.target) || isInDialog(event.target)) return
        event.preventDefault()
        act()
      }
    const search = (event: KeyboardEvent): void => {
      if (isInDialog(event.target)) return
      event.preventDefault()
      onSearch()
    }
    return tinykeys(window, {
      '$mod+f': search,
      '$mod+k': search,
      '$mod+z': unlessTaken(() => editor.undo()),
      '$mod+Shift+z': unlessTaken(() => editor.redo()),
      '$mod+y': unlessTaken(() => editor.redo()),
    })
  }, [editor, onSearch])
}
