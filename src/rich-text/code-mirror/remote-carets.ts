import { EditorSelection, type Extension, StateEffect, StateField } from '@codemirror/state'
import { EditorView, layer, type LayerMarker, RectangleMarker, ViewPlugin, type ViewUpdate } from '@codemirror/view'
import type { TextArgs } from '#shared/model/commands/texts.ts'
import { type CaretElement, createCaretElement, turnCaret } from '#src/editor/carets/caret-element.ts'
import { followCarets, hideOwnCaret, type PlacedCaret, showOwnCaret } from '#src/editor/carets/carets.ts'
import type { Editor } from '#src/editor/editor.ts'
import { onceAfterPaint } from '#src/editor/frames.ts'

const setCarets = StateEffect.define<readonly PlacedCaret[]>()

/** The others' carets; between two words of theirs they stay with their letters. */
const caretsField = StateField.define<readonly PlacedCaret[]>({
  create: () => [],
  update(carets, transaction) {
    const told = transaction.effects.findLast((effect) => effect.is(setCarets))
    if (told) return told.value
    if (!transaction.docChanged || carets.length === 0) return carets
    const { changes } = transaction
    return carets.map((caret) => ({
      ...caret,
      anchor: changes.mapPos(caret.anchor, -1),
      head: changes.mapPos(caret.head, -1),
    }))
  },
})

/** Shows others where one's caret is while the editor has the focus, and theirs in it. */
export const remoteCarets = (editor: Editor, where: TextArgs): Extension => [
  caretsField,
  ViewPlugin.define((view) => {
    let isOpen = true
    // The letter is painted first.
    const own = onceAfterPaint(() => {
      if (view.hasFocus) showOwnCaret(editor, where, view.state.selection.main)
      else hideOwnCaret(editor, where)
    })
    // Told in the middle of an update, too, when an editor takes no other; and in the order in which they came.
    const show = (carets: readonly PlacedCaret[]): void =>
      queueMicrotask(() => isOpen && view.dispatch({ effects: setCarets.of(carets) }))
    const stop = followCarets(editor, where, show)
    return {
      update(update: ViewUpdate) {
        if (update.docChanged || update.selectionSet || update.focusChanged) own.ask()
      },
      destroy() {
        isOpen = false
        own.cancel()
        stop()
        hideOwnCaret(editor, where)
      },
    }
  }),
  layer({
    above: false,
    class: 'rich-caret-ranges',
    update: isChanged,
    markers: (view) =>
      view.state.field(caretsField).flatMap(({ anchor, head, color }) => {
        if (anchor === head) return []
        const range = EditorSelection.range(...within(view, anchor, head))
        return RectangleMarker.forRange(view, `text-caret-range is-persona-${color}`, range)
      }),
  }),
  layer({
    above: true,
    class: 'rich-carets',
    update: isChanged,
    markers: (view) =>
      view.state.field(caretsField).flatMap((caret) => {
        const [head] = within(view, caret.head, caret.head)
        const [at] = RectangleMarker.forRange(view, '', EditorSelection.cursor(head))
        return at ? [caretMarker(caret, at, view.contentDOM.clientWidth)] : []
      }),
  }),
]

/** An editor whose text is behind by a moment must not be asked for places beyond its end. */
const within = ({ state }: EditorView, anchor: number, head: number): [number, number] => [
  Math.min(anchor, state.doc.length),
  Math.min(head, state.doc.length),
]

const isChanged = (update: ViewUpdate): boolean =>
  update.docChanged ||
  update.geometryChanged ||
  update.startState.field(caretsField) !== update.state.field(caretsField)

interface CaretMarker extends LayerMarker {
  readonly caret: PlacedCaret
  readonly at: { readonly left: number; readonly top: number; readonly height: number }
  readonly width: number
  /** Once it is drawn. */
  readonly element: () => CaretElement | undefined
}

function caretMarker(caret: PlacedCaret, { left, top, height }: CaretMarker['at'], width: number): CaretMarker {
  const at = { left, top, height }
  let element: CaretElement | undefined
  const isSame = (before: PlacedCaret): boolean =>
    isSamePerson(before, caret) && before.connection === caret.connection && before.head === caret.head
  const place = (placed: CaretElement): void => {
    placed.dom.style.left = `${left}px`
    placed.dom.style.top = `${top}px`
    placed.dom.style.height = `${height}px`
    turnCaret(placed, at, width)
  }
  return {
    caret,
    at,
    width,
    element: () => element,
    // The editor compares markers of this layer only.
    eq: (other) => {
      const before = other as CaretMarker
      return isSame(before.caret) && before.at.left === left && before.at.top === top && before.width === width
    },
    draw() {
      element = createCaretElement(caret.name, caret.color)
      element.wake()
      place(element)
      return element.dom
    },
    update(_dom, other) {
      const before = other as CaretMarker
      const drawn = before.element()
      if (!drawn || !isSamePerson(before.caret, caret)) return false
      element = drawn
      place(drawn)
      if (!isSame(before.caret)) drawn.wake()
      return true
    },
  }
}

const isSamePerson = (a: PlacedCaret, b: PlacedCaret): boolean => a.name === b.name && a.color === b.color
