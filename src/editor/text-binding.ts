import * as Y from 'yjs'
import { editText } from '#shared/model/commands/edit-text.ts'
import { type TextArgs, type TextChange, textDifference } from '#shared/model/commands/texts.ts'
import type { Editor } from './editor.ts'

/** Letters typed within this time of each other are undone together. */
const TYPING_PAUSE_MS = 800

interface DeltaPart {
  readonly insert?: unknown
  readonly delete?: number | undefined
  readonly retain?: number | undefined
}
type Delta = readonly DeltaPart[]

/**
 * Keeps a text field and a stored text equal. Typing becomes the smallest replacement; what others type is put in beside the caret.
 * While an input method composes (IME), the field is left alone and others' words wait.
 */
export function bindText(field: HTMLTextAreaElement, editor: Editor, where: TextArgs): () => void {
  let text = editor.textOf(where.root, where.id, where.field)
  /** What the field showed when it was last equal to the stored text, and what others changed since (while composing). */
  let base = text?.toString() ?? ''
  let waiting: Delta[] = []
  let isComposing = false
  let isTyping = false
  let typedAt = -Infinity
  let undoCount = -1

  const type = (change: TextChange): boolean => {
    const isSameStep = editor.undoState.getState().undoCount === undoCount
    const continues = isSameStep && performance.now() - typedAt < TYPING_PAUSE_MS
    const result = editor.run(editText, { ...where, ...change }, { continues, isTyped: true })
    typedAt = performance.now()
    undoCount = editor.undoState.getState().undoCount
    return result.ok
  }

  const showStored = (caret: number): void => {
    base = text?.toString() ?? ''
    if (field.value !== base) {
      field.value = base
      field.setSelectionRange(caret, caret)
    }
  }

  const onInput = (): void => {
    if (isComposing) return
    const change = textDifference(base, field.value)
    const changes = transformed(change, waiting, base.length)
    waiting = []
    base = field.value
    let isTyped = true
    isTyping = true
    for (const each of changes) isTyped = type(each) && isTyped
    isTyping = false
    // Others' words that waited are not in the field yet; a refused letter must go out of it again.
    const caret = changes.at(-1)
    if (!isTyped || field.value !== (text?.toString() ?? '')) {
      showStored(caret ? caret.index + caret.insert.length : field.selectionStart)
    }
  }

  const onStored = (event: Y.YTextEvent, transaction: Y.Transaction): void => {
    if (isTyping && transaction.local) return
    if (isComposing) {
      waiting.push(event.delta)
      return
    }
    const stored = event.target.toString()
    let at = 0
    for (const part of event.delta) {
      if (part.retain !== undefined) at += part.retain
      else if (part.delete !== undefined) field.setRangeText('', at, at + part.delete, 'preserve')
      else if (typeof part.insert === 'string') {
        field.setRangeText(part.insert, at, at, 'preserve')
        at += part.insert.length
      }
    }
    base = stored
    if (field.value !== stored) field.value = stored
  }

  const onCompositionStart = (): void => {
    isComposing = true
  }
  const onCompositionEnd = (): void => {
    isComposing = false
    onInput()
  }
  const onBeforeInput = (event: InputEvent): void => {
    if (event.inputType !== 'historyUndo' && event.inputType !== 'historyRedo') return
    event.preventDefault()
    if (event.inputType === 'historyUndo') editor.undo()
    else editor.redo()
  }

  /** Undoing a deletion may have made the text anew. */
  const rebind = (): void => {
    const now = editor.textOf(where.root, where.id, where.field)
    if (now === text) return
    text?.unobserve(onStored)
    text = now
    text?.observe(onStored)
    if (!isComposing) showStored(field.selectionStart)
  }

  field.value = base
  text?.observe(onStored)
  const unsubscribe = editor.subscribe(rebind)
  field.addEventListener('input', onInput)
  field.addEventListener('compositionstart', onCompositionStart)
  field.addEventListener('compositionend', onCompositionEnd)
  field.addEventListener('beforeinput', onBeforeInput)
  return () => {
    if (isComposing) onCompositionEnd()
    text?.unobserve(onStored)
    unsubscribe()
    field.removeEventListener('input', onInput)
    field.removeEventListener('compositionstart', onCompositionStart)
    field.removeEventListener('compositionend', onCompositionEnd)
    field.removeEventListener('beforeinput', onBeforeInput)
  }
}

/**
 * A replacement in an old text, told for the text after others' changes: removes what is left of what it removed, never a letter
 * that others put between, and inserts where its place has gone to. Removals come last to first, the insertion at the end.
 */
export function transformed(change: TextChange, deltas: readonly Delta[], length: number): TextChange[] {
  if (change.remove === 0 && change.insert === '') return []
  if (deltas.length === 0) return [change]
  // Where each letter of the old text is now; -1: gone. One more for the end.
  let places = Array.from({ length: length + 1 }, (_, index) => index)
  for (const delta of deltas) places = places.map((place) => (place < 0 ? -1 : placeAfter(place, delta)))
  const removals: TextChange[] = []
  for (let index = change.index + change.remove - 1; index >= change.index; index--) {
    const place = places[index] ?? -1
    if (place >= 0) removals.push({ index: place, remove: 1, insert: '' })
  }
  const following = places.slice(change.index).find((place) => place >= 0) ?? 0
  const before = removals.filter((removal) => removal.index < following).length
  const insertion = { index: following - before, remove: 0, insert: change.insert }
  return change.insert === '' ? removals : [...removals, insertion]
}

function placeAfter(place: number, delta: Delta): number {
  let old = 0
  let now = 0
  for (const part of delta) {
    if (part.retain !== undefined) {
      if (place < old + part.retain) return now + place - old
      old += part.retain
      now += part.retain
    } else if (part.delete !== undefined) {
      if (place < old + part.delete) return -1
      old += part.delete
    } else if (typeof part.insert === 'string') {
      now += part.insert.length
    }
  }
  return now + place - old
}
