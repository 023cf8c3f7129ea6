import { cardTable, tableToHtml, tableToTsv } from '#src/editor/clipboard-table.ts'
import { selectedCards } from '#src/editor/copied-text.ts'
import type { Editor } from '#src/editor/editor.ts'

/** What goes onto the clipboard, by type. */
export interface ClipboardTexts {
  /** A spreadsheet block, for everywhere else. */
  readonly plain: string
  /** The same as a table; carries our own format, with links, styles and marks, for journeys. */
  readonly html: string
}

/** Copies or cuts the selected cards; `undefined` when there are none. */
export function textsOfSelection(editor: Editor, verb: 'copy' | 'cut'): ClipboardTexts | undefined {
  const snapshot = editor.getSnapshot()
  const table = cardTable(snapshot, selectedCards(snapshot, editor.selection.getState().ids))
  const own = verb === 'cut' ? editor.cut() : editor.copy()
  return own === '' ? undefined : { plain: tableToTsv(table), html: tableToHtml(table, own) }
}
