import type { EditorView } from '@codemirror/view'

/** A text with more rows is measured as they come. */
const ROWS = 12

/** What the library keeps to itself; gone with another release, nothing is lost but the time. */
interface Inner {
  readonly viewState?: { readonly heightOracle?: { readonly heightSamples?: Record<number, boolean> } }
}

/**
 * Tells the editor of lines that take several rows. It measures its letters anew, which has the browser lay the page out twice more, for
 * each height of a line that it meets for the first time: with the letter that begins another row.
 */
export function knowHeights(view: EditorView): void {
  const samples = (view as unknown as Inner).viewState?.heightOracle?.heightSamples
  if (!samples) return
  for (let rows = 1; rows <= ROWS; rows++) samples[Math.floor(rows * view.defaultLineHeight * 10)] = true
}
