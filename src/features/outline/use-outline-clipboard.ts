import { type ClipboardEvent, type KeyboardEvent, use, useEffect, useMemo, useRef, useState } from 'react'
import type { PasteTarget } from '#src/editor/clipboard.ts'
import { clipboardActions } from '#src/canvas/actions/clipboard-actions.ts'
import { copyByMenu, pasteByMenu } from '#src/canvas/keyboard/clipboard-by-menu.ts'
import { textsOfSelection } from '#src/canvas/keyboard/clipboard.ts'
import { pasteAt, type PasteQuestion, textToPaste } from '#src/canvas/keyboard/paste.ts'
import { useEditor } from '#src/editor/hooks.ts'
import { ActionsContext } from '#src/ui/actions.ts'
import { isTextField } from '#src/ui/dispatch-keys.ts'
import { FREE_ROW_KEY, type OutlineRow } from './outline-rows.ts'
import { freeSpot } from './outline-verbs.ts'

interface OutlineClipboardOptions {
  /** The row that has the keyboard, or would have it. */
  readonly row: OutlineRow | undefined
  /** Before what a row stands for is cut away. */
  readonly onCut: (row: OutlineRow) => void
  /** The last of the cards that came. */
  readonly onPasted: (id: string) => void
}

/** Cut, copy and paste in the outline: by the browser's keys, from the menu bar, and from the menu of a row. */
export function useOutlineClipboard(options: OutlineClipboardOptions) {
  const editor = useEditor()
  const [question, setQuestion] = useState<PasteQuestion | null>(null)
  const now = useRef(options)
  useEffect(() => {
    now.current = options
  })
  // Mod+Shift+V comes as a paste that does not tell of Shift.
  const isShiftDown = useRef(false)

  const verbs = useMemo(() => {
    const prepare = (verb: 'copy' | 'cut', row: OutlineRow | undefined): void => {
      const { ids } = editor.selection.getState()
      if (row?.elementId && !ids.has(row.elementId)) editor.select([row.elementId])
      if (verb === 'cut' && row) now.current.onCut(row)
    }
    const pasteText = (text: string): void => {
      const before = editor.selection.getState().ids
      pasteAt(editor, text, targetOf(now.current.row), setQuestion)
      const { ids, anchor } = editor.selection.getState()
      if (ids !== before && anchor !== null) now.current.onPasted(anchor)
    }
    const targetOf = (row: OutlineRow | undefined): PasteTarget | undefined => {
      if (row?.kind === 'cell' && row.stepId && row.laneId) return { stepId: row.stepId, laneId: row.laneId }
      const isBeside = row?.key === FREE_ROW_KEY || row?.card?.place.kind === 'free'
      return isBeside ? freeSpot(editor.getSnapshot(), row.card) : undefined
    }
    return {
      prepare,
      pasteText,
      copy: (verb: 'copy' | 'cut', row = now.current.row) => {
        prepare(verb, row)
        copyByMenu(editor, verb)
      },
      paste: (how: { readonly isPlain: boolean }) => pasteByMenu(pasteText, how),
    }
  }, [editor])
  const registry = use(ActionsContext)
  useEffect(
    () =>
      registry?.add(
        clipboardActions({ editor, canEdit: editor.canEdit, copy: (verb) => verbs.copy(verb), paste: verbs.paste }),
      ),
    [registry, editor, verbs],
  )

  const onCopy = (event: ClipboardEvent): void => {
    const verb = event.type === 'cut' ? 'cut' : 'copy'
    if (isTextField(event.target) || window.getSelection()?.isCollapsed === false) return
    if (verb === 'cut' && !editor.canEdit) return
    verbs.prepare(verb, options.row)
    const texts = textsOfSelection(editor, verb)
    if (!texts) return
    event.clipboardData.setData('text/plain', texts.plain)
    event.clipboardData.setData('text/html', texts.html)
    event.preventDefault()
  }
  const onPaste = (event: ClipboardEvent): void => {
    if (isTextField(event.target) || !editor.canEdit) return
    const get = (type: string): string => event.clipboardData.getData(type)
    const texts = { plain: get('text/plain'), html: get('text/html') }
    if (texts.plain === '' && texts.html === '') return
    verbs.pasteText(textToPaste(texts, { isPlain: isShiftDown.current }))
    event.preventDefault()
  }
  const onKey = (event: KeyboardEvent): void => {
    isShiftDown.current = event.shiftKey
  }
  return {
    copy: verbs.copy,
    paste: verbs.paste,
    question,
    close: () => setQuestion(null),
    /** For the element around the rows. */
    listeners: { onCopy, onCut: onCopy, onPaste, onKeyDownCapture: onKey, onKeyUpCapture: onKey },
  }
}
