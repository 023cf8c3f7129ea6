import * as Y from 'yjs'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { PresenceCaret, TextPlace } from '#shared/contract/presence.ts'
import type { TextArgs } from '#shared/model/commands/texts.ts'
import type { Editor } from '../editor.ts'

/** Somebody else's caret, as they tell of it. */
export interface OtherCaret {
  readonly connection: number
  readonly name: string
  /** Which of the eight presence colours. */
  readonly color: number
  readonly caret: PresenceCaret
}

/** Who types where. The app joins both with presence: this room knows of no network. */
export interface Carets {
  /** One's own; `null` while one types nowhere. */
  readonly own: StoreApi<PresenceCaret | null>
  readonly others: StoreApi<readonly OtherCaret[]>
}

/** Somebody else's caret in a text that one looks at, in UTF-16 units. */
export interface PlacedCaret {
  readonly connection: number
  readonly name: string
  readonly color: number
  readonly anchor: number
  readonly head: number
}

export const createCarets = (): Carets => ({
  own: createStore<PresenceCaret | null>(() => null),
  others: createStore<readonly OtherCaret[]>(() => []),
})

const isIn = (caret: PresenceCaret | null, { root, id, field }: TextArgs): boolean =>
  caret?.root === root && caret.id === id && caret.field === field

/** Tells where one types in a text: from `anchor` to `head`, or only that one does. */
export function showOwnCaret(
  editor: Editor,
  where: TextArgs,
  range: { readonly anchor: number; readonly head: number } | null,
): void {
  if (!editor.canEdit) return
  const { root, id, field } = where
  const text = editor.textOf(root, id, field)
  const places = text && range ? { anchor: placeAt(text, range.anchor), head: placeAt(text, range.head) } : null
  editor.carets.own.setState({ root, id, field, range: places }, true)
}

/** One does not type in this text any more. */
export function hideOwnCaret({ carets }: Editor, where: TextArgs): void {
  if (isIn(carets.own.getState(), where)) carets.own.setState(null, true)
}

/** Stays with the letter before it, as one's own caret does when somebody else types right there. */
const placeAt = (text: Y.Text, index: number): TextPlace =>
  Y.relativePositionToJSON(
    Y.createRelativePositionFromTypeIndex(text, Math.max(0, Math.min(index, text.length)), -1),
  ) as TextPlace

/** `undefined` when it is no place of this text, or one of letters that have not come yet. */
function indexOf(text: Y.Text, place: TextPlace): number | undefined {
  const found =
    text.doc && Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(place), text.doc)
  return found?.type === text ? found.index : undefined
}

/**
 * Follows the carets of others in one text; `draw` is told of all of them whenever one of them may stand elsewhere. A caret often comes
 * before the letters that it stands behind: until they are here it stays where it was. Gives the way to stop.
 */
export function followCarets(
  editor: Editor,
  where: TextArgs,
  draw: (carets: readonly PlacedCaret[]) => void,
): () => void {
  const last = new Map<number, { readonly anchor: number; readonly head: number }>()
  let isDrawn = false
  const follow = (): void => {
    const here = editor.carets.others.getState().filter(({ caret }) => caret.range !== null && isIn(caret, where))
    for (const connection of last.keys())
      if (here.every((one) => one.connection !== connection)) last.delete(connection)
    // Nearly always nobody else is in the same text, and then a letter costs nothing more.
    if (here.length === 0 && !isDrawn) return
    const text = editor.textOf(where.root, where.id, where.field)
    const placed = here.flatMap(({ connection, name, color, caret }): PlacedCaret[] => {
      if (!text || !caret.range) return []
      const known = last.get(connection)
      const anchor = indexOf(text, caret.range.anchor) ?? known?.anchor
      const head = indexOf(text, caret.range.head) ?? known?.head
      if (anchor === undefined || head === undefined) return []
      const range = { anchor: Math.min(anchor, text.length), head: Math.min(head, text.length) }
      last.set(connection, range)
      return [{ connection, name, color, ...range }]
    })
    isDrawn = placed.length > 0
    draw(placed)
  }
  follow()
  const stops = [editor.carets.others.subscribe(follow), editor.subscribe(follow)]
  return () => {
    for (const stop of stops) stop()
  }
}
