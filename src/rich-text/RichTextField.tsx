import './rich-text.css'
import { Suspense, useEffect, useRef, useState } from 'react'
import type { TextRoot } from '#shared/model/commands/texts.ts'
import type { TextDone } from '#src/editor/TextEditor.tsx'
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
  useEffect(() => {
    // So that the first letter typed finds the editor there.
    const timer = setTimeout(preload, PRELOAD_AFTER_MS)
    return () => clearTimeout(timer)
  }, [])

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
      onFocus={(event) => event.target === event.currentTarget && setOpened({ at: press.current })}
    >
      {value === '' ? <span className="opacity-50">{placeholder}</span> : <RichText text={value} />}
    </div>
  )
  if (opened === null) return atRest
  return (
    <Suspense fallback={atRest}>
      <RichTextEditor {...props} pressedAt={opened.at} />
    </Suspense>
  )
}

const PRELOAD_AFTER_MS = 3_000
