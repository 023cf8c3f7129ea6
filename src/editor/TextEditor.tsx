import { type FocusEvent, type KeyboardEvent, useEffect, useRef } from 'react'
import { type TextRoot, textMaxLength } from '#shared/model/commands/texts.ts'
import { shareCarets } from './carets/share-carets.ts'
import { useEditor } from './hooks.ts'
import { pasteIntoField } from './paste-into-field.ts'
import { bindText } from './text-binding.ts'
import { isKeyOfText } from './text-keys.ts'

/** How someone left a text. */
export type TextDone = 'enter' | 'escape' | 'blur' | 'tab'

export interface TextEditorProps {
  readonly root: TextRoot
  readonly id: string
  readonly field: string
  /** Enter makes a new line (Ctrl+Enter is done); otherwise Enter is done and Shift+Enter makes a new line. */
  readonly multiline?: boolean
  readonly className?: string
  /** Focuses the field with the caret at the end. */
  readonly autoFocus?: boolean
  /** Called once when the person is done; with it, Tab does not move the focus by itself. */
  readonly onDone?: (reason: TextDone, by: { readonly isShift: boolean }) => void
  readonly placeholder?: string
  /** The accessible name; not needed where a `<label>` points to `inputId`. */
  readonly label?: string
  /** The DOM id, for a `<label>`. */
  readonly inputId?: string
}

/** A text of the journey that several people may type in at once; everyone keeps their words. Undo goes by the editor. */
export function TextEditor(props: TextEditorProps) {
  const { root, id, field, multiline = false, autoFocus = false, onDone } = props
  const editor = useEditor()
  const ref = useRef<HTMLTextAreaElement>(null)
  const isDone = useRef(false)

  useEffect(() => {
    if (!ref.current) return undefined
    const stops = [
      bindText(ref.current, editor, { root, id, field }),
      shareCarets(ref.current, editor, { root, id, field }),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [editor, root, id, field])

  useEffect(() => {
    if (!autoFocus || !ref.current) return
    ref.current.focus({ preventScroll: true })
    ref.current.setSelectionRange(ref.current.value.length, ref.current.value.length)
  }, [autoFocus])

  const finish = (reason: TextDone, isShift: boolean): void => {
    if (isDone.current) return
    isDone.current = onDone !== undefined
    onDone?.(reason, { isShift })
  }

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.nativeEvent.isComposing) return
    const isCommand = event.ctrlKey || event.metaKey
    const key = event.key.toLowerCase()
    if (isCommand && !event.altKey && (key === 'z' || key === 'y')) {
      event.preventDefault()
      event.stopPropagation()
      if (key === 'y' || event.shiftKey) editor.redo()
      else editor.undo()
      return
    }
    const reason = doneBy(event, multiline)
    // Letters and arrows belong to the text, not to the canvas around it.
    if (isKeyOfText(event) || reason) event.stopPropagation()
    if (!reason || (reason === 'tab' && !onDone)) return
    event.preventDefault()
    if (onDone) finish(reason, event.shiftKey)
    else event.currentTarget.blur()
  }

  return (
    <textarea
      ref={ref}
      id={props.inputId}
      aria-label={props.label}
      className={props.className}
      placeholder={props.placeholder}
      readOnly={!editor.canEdit}
      maxLength={textMaxLength(root, field)}
      rows={multiline ? 3 : 1}
      spellCheck
      dir="auto"
      onKeyDown={onKeyDown}
      onPaste={(event) =>
        pasteIntoField(event.currentTarget, event.nativeEvent, textMaxLength(root, field) ?? Infinity)
      }
      onFocus={() => {
        isDone.current = false
      }}
      onBlur={(event: FocusEvent) => {
        // A window that merely loses the focus (another tab) is not the end of editing.
        if (document.activeElement !== event.target) finish('blur', false)
      }}
    />
  )
}

function doneBy(event: KeyboardEvent, multiline: boolean): TextDone | undefined {
  const isCommand = event.ctrlKey || event.metaKey
  if (event.key === 'Escape') return 'escape'
  if (event.key === 'Tab') return 'tab'
  if (event.key === 'Enter' && (isCommand || (!multiline && !event.shiftKey))) return 'enter'
  return undefined
}
