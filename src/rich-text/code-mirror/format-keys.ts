import { type Extension, Prec } from '@codemirror/state'
import { type EditorView, type KeyBinding, keymap } from '@codemirror/view'
import {
  breakListLine,
  indentList,
  leaveListItem,
  type RichEdit,
  type TextRange,
  toggleList,
  toggleStyle,
} from '#shared/model/rich-text/edit-rich-text.ts'

/** A change of format, told for a text and what is selected in it. */
type Format = (text: string, range: TextRange) => RichEdit | undefined

/** Applies a format to what is selected; false when it has nothing to do here. */
export function applyFormat(view: EditorView, format: Format, userEvent = 'input.format'): boolean {
  if (view.state.readOnly) return false
  const { from, to } = view.state.selection.main
  const edit = format(view.state.doc.toString(), { from, to })
  if (!edit) return false
  view.dispatch({
    changes: edit.edits.map((each) => ({ ...each })),
    selection: { anchor: edit.selection.from, head: edit.selection.to },
    scrollIntoView: true,
    userEvent,
  })
  return true
}

export const FORMATS = {
  bold: (text, range) => toggleStyle(text, range, 'isBold'),
  italic: (text, range) => toggleStyle(text, range, 'isItalic'),
  bullets: (text, range) => toggleList(text, range, 'bullet'),
  numbers: (text, range) => toggleList(text, range, 'numbered'),
} as const satisfies Readonly<Record<string, Format>>

/** Keys of the text alone: they are not passed on to the page around it. */
const own = (key: string, run: (view: EditorView) => boolean): KeyBinding => ({
  key,
  run,
  preventDefault: true,
  stopPropagation: true,
})

/** The keys of formats and lists. `onLink` asks for an address. */
export const formatKeys = (onLink: () => void): Extension =>
  Prec.high(
    keymap.of([
      own('Mod-b', (view) => applyFormat(view, FORMATS.bold)),
      own('Mod-i', (view) => applyFormat(view, FORMATS.italic)),
      own('Mod-Shift-8', (view) => applyFormat(view, FORMATS.bullets)),
      own('Mod-Shift-7', (view) => applyFormat(view, FORMATS.numbers)),
      own('Mod-k', () => {
        onLink()
        return true
      }),
      own('Mod-]', (view) => applyFormat(view, (text, range) => indentList(text, range, 1))),
      own('Mod-[', (view) => applyFormat(view, (text, range) => indentList(text, range, -1))),
      { key: 'Enter', run: (view) => applyFormat(view, breakListLine, 'input') },
      { key: 'Backspace', run: (view) => applyFormat(view, leaveListItem, 'delete') },
    ]),
  )
