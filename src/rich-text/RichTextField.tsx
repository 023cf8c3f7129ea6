import './rich-text.css'
import { type KeyboardEvent, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import type { TextRoot } from '#shared/model/commands/texts.ts'
import type { TextDone } from '#src/editor/TextEditor.tsx'
import { isKeyOfText } from '#src/editor/text-keys.ts'
import { late } from '#src/ui/late.ts'
import { RichText } from './RichText.tsx'

const load = async () => (await import('./RichTextEditor.tsx')).RichTextEditor
const RichTextEditor = late(load)
/** Beforehand; what does not come now comes when it is wanted. */
const preload = (): void => void load().catch(() => {})

export interface RichTextFieldProps {
  readonly root: TextRoot
  readonly id: string
  readonly field: string
  /** The accessible name. */
  readonly label: string
  /** The text as the snapshot has it: shown until the editor is there. */
  readonly value: string
  readonly placeholder?: string
  /** In place on a card: it starts with the focus and the caret at the end, and has no toolbar. Told when the person is done. */
  readonly onDone?: (reason: TextDone, by: { readonly isShift: boolean }) => void
}

/** Where the person pressed to begin typing, in client pixels; `null`: came with the keyboard. */
export type PressedAt = { readonly x: number; readonly y: number } | null

/**
 * A text with formats that several people may type in at once. Undo, rights and limits are the journey's. Until the focus comes to it
 * it is the text as it reads, so that looking at something costs no editor. Another text needs another `key`.
 */
export function RichTextField(props: RichTextFieldProps) {
  const { value, label, placeholder, onDone } = props
  const press = useRef<PressedAt>(null)
  const [opened, setOpened] = useState<{ readonly at: PressedAt } | null>(onDone === undefined ? null : { at: null })
  const [isReady, setReady] = useState(false)
  const onReady = useCallback(() => setReady(true), [])
  useEffect(() => {
    // So that the first letter typed finds the editor there.
    const timer = setTimeout(preload, PRELOAD_AFTER_MS)
    return () => clearTimeout(timer)
  }, [])

  /** What was typed before the editor was there: it begins with it. */
  const early = useRef('')
  const takeEarly = (): string => {
    const typed = early.current
    early.current = ''
    return typed
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || event.key === 'Tab' || !isKeyOfText(event)) return
    // Not to be heard as a key of the canvas.
    event.stopPropagation()
    const letter = event.key === 'Enter' ? '\n' : event.key
    if (letter.length > 1 || event.altKey) return
    event.preventDefault()
    early.current += letter
  }

  const atRest = (
    <div
      className="rich-editor"
      role="textbox"
      aria-multiline
      aria-label={label}
      tabIndex={0}
      dir="auto"
      onPointerDown={(event) => {
        // What is linked can be followed without editing.
        if (event.target instanceof Element && event.target.closest('a')) event.preventDefault()
        else press.current = { x: event.clientX, y: event.clientY }
      }}
      onPointerEnter={preload}
      onKeyDown={onKeyDown}
      onFocus={(event) => event.target === event.currentTarget && setOpened({ at: press.current })}
    >
      {value === '' ? <span className="text-ink-faint">{placeholder}</span> : <RichText text={value} />}
    </div>
  )
  // The text at rest keeps the keyboard until the editor takes it.
  return (
    <>
      {!isReady && atRest}
      {opened !== null && (
        <Suspense fallback={null}>
          <RichTextEditor {...props} pressedAt={opened.at} takeEarly={takeEarly} onReady={onReady} />
        </Suspense>
      )}
    </>
  )
}

const PRELOAD_AFTER_MS = 3_000
