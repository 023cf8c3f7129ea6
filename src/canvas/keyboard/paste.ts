import { counted } from '#shared/lib/counted.ts'
import { type PasteRefusal, type PasteTarget, pasteText } from '#src/editor/clipboard.ts'
import { tableToTsv } from '#src/editor/clipboard-table.ts'
import type { Editor } from '#src/editor/editor.ts'
import { blockIn, pasteBlock, type PastedBlock } from '#src/editor/paste-block.ts'
import { toast } from '#src/ui/toast.ts'
import type { CanvasCore } from '../canvas-context.ts'
import type { ClipboardTexts } from './clipboard.ts'

/** What to paste of what the clipboard has: our own format when it is there and wanted, else the text. */
export function textToPaste(texts: ClipboardTexts, { isPlain }: { readonly isPlain: boolean }): string {
  const isOwn = texts.html.includes('data-waymark=')
  if (isPlain || (!isOwn && texts.plain !== '')) return texts.plain
  // Parsed, never put into the page: nothing in it runs or loads.
  const parsed = new DOMParser().parseFromString(texts.html, 'text/html')
  const own = parsed.querySelector('[data-waymark]')?.getAttribute('data-waymark')
  return own ?? (texts.plain || textOfPage(parsed))
}

/** Some programs put only a page onto the clipboard: its first table, else its words. */
function textOfPage(page: Document): string {
  const table = page.querySelector('table')
  if (!table) return page.body.textContent.trim()
  return tableToTsv(
    [...table.rows].map((row) => [...row.cells].map((cell) => [cell.textContent.replaceAll(/\s+/g, ' ').trim()])),
  )
}

const WORDS: Partial<Readonly<Record<PasteRefusal, string>>> = {
  'no-cell': 'Select a cell or a card first: that is where it will be pasted.',
  'too-many-rows': 'The block has more rows than there are lanes from here down.',
  'too-many': 'A journey holds 1,000 steps and 1,000 lanes, and this would be more. Nothing was pasted.',
  'no-step': 'There is no step yet to paste into.',
  'too-many-cards':
    'A journey holds 50,000 cards, and this would be more. Nothing was pasted; it is still on your clipboard.',
  'too-large':
    'This is too large to paste: up to 30 million letters can be. Nothing was pasted; it is still on your clipboard.',
  'not-valid': 'These cards are damaged or come from a newer version. Nothing was pasted.',
  'text-too-long':
    'One of the lines is longer than the 2,000 letters of a title. Nothing was pasted; a card’s details take up to 20,000.',
  'nothing-to-paste': 'There is nothing on the clipboard that can be pasted here.',
}

/** A block on the clipboard needs more steps or lanes than there are. */
export interface PasteQuestion {
  readonly block: PastedBlock
  readonly paste: (how: { readonly grows: boolean }) => void
}

/** Pastes at the selection, else at the chosen cell. A block that is larger than the journey from there on is asked about first. */
export function pasteHere({ editor, state }: CanvasCore, text: string): void {
  const { cell } = state.getState()
  const at = cell && editor.selection.getState().ids.size === 0 ? cell : undefined
  pasteAt(editor, text, at, (pasteQuestion) => state.setState({ pasteQuestion }))
}

/** Pastes at a target, else at the selection. */
export function pasteAt(
  editor: Editor,
  text: string,
  at: PasteTarget | undefined,
  ask: (question: PasteQuestion) => void,
): void {
  const block = blockIn(editor, text, at)
  if (!block) paste(editor, text, at)
  else if (block.adds.steps === 0 && block.adds.lanes === 0) pasteCells(editor, block, { grows: false })
  else ask({ block, paste: (how) => pasteCells(editor, block, how) })
}

function paste(editor: Editor, text: string, at: PasteTarget | undefined): void {
  const pasted = pasteText(editor, text, at)
  if (!pasted.ok) tellRefusal(pasted.reason)
}

function pasteCells(editor: Editor, block: PastedBlock, how: { readonly grows: boolean }): void {
  const pasted = pasteBlock(editor, block, how)
  if (!pasted.ok) {
    tellRefusal(pasted.reason)
    return
  }
  const { cardIds, cellsLeftOut, textsCut } = pasted.value
  const words = [
    ...(cellsLeftOut > 0 ? [`${counted(cellsLeftOut, 'cell')} had no place and ${were(cellsLeftOut)} left out.`] : []),
    ...(textsCut > 0 ? [`${counted(textsCut, 'text')} ${were(textsCut)} too long and lost the end.`] : []),
  ]
  if (words.length === 0) return
  toast(`Pasted ${counted(cardIds.length, 'card')}, but not all`, {
    description: `${words.join(' ')} All of it is still on your clipboard.`,
    action: { label: 'Undo', onClick: () => editor.undo() },
  })
}

const tellRefusal = (reason: PasteRefusal): void => {
  toast.error(WORDS[reason] ?? 'This cannot be pasted here.')
}

const were = (count: number): string => (count === 1 ? 'was' : 'were')
