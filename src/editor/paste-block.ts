import { cutToLength } from '#shared/lib/graphemes.ts'
import { refused, type Result } from '#shared/lib/result.ts'
import { pasteTable, type TableCard } from '#shared/model/commands/paste-table.ts'
import type { CardId } from '#shared/model/records/card.ts'
import type { LaneId } from '#shared/model/records/lane.ts'
import { CARDS_MAX, DETAILS_MAX_LENGTH, TITLE_MAX_LENGTH } from '#shared/model/records/limits.ts'
import type { StepId } from '#shared/model/records/step.ts'
import { lanesInOrder } from '#shared/model/selectors/lanes-in-order.ts'
import { stepsInOrder } from '#shared/model/selectors/steps-in-order.ts'
import { type PasteRefusal, type PasteTarget, selectedCell } from './clipboard.ts'
import { CLIPBOARD_MAX_LENGTH, copiedCardsIn, isMeantAsCards } from './clipboard-format.ts'
import type { Editor } from './editor.ts'
import { type PastedRows, rowsOfPastedText } from './pasted-text.ts'

/** No paste makes a journey longer or higher by more than this: nobody would find their way in what came out. */
export const PASTE_ADDS_MAX = { steps: 100, lanes: 30 } as const

/** A block from elsewhere, and the room that there is for it. */
export interface PastedBlock {
  readonly stepId: StepId
  readonly laneId: LaneId
  readonly rows: PastedRows
  /** How large the block is. */
  readonly size: { readonly columns: number; readonly rows: number }
  /** How much of it there is room for from its upper left cell on. */
  readonly fits: { readonly columns: number; readonly rows: number }
  /** How much a paste would add at most, to take as much of it as may be. */
  readonly adds: { readonly steps: number; readonly lanes: number }
}

/** What became of a block; all of it is still on the clipboard. */
export interface PastedPart {
  readonly cardIds: readonly CardId[]
  /** Cells with words that had no place. */
  readonly cellsLeftOut: number
  /** Cards whose words are more than title and details hold. */
  readonly textsCut: number
}

/** Reads a text from elsewhere as a block for the cells from the target on; `undefined` where it is none, or has no cell to go to. */
export function blockIn(editor: Editor, text: string, at: PasteTarget | undefined): PastedBlock | undefined {
  if (text.length > CLIPBOARD_MAX_LENGTH || copiedCardsIn(text) || isMeantAsCards(text) || (at && 'x' in at))
    return undefined
  const snapshot = editor.getSnapshot()
  const [steps, lanes] = [stepsInOrder(snapshot), lanesInOrder(snapshot)]
  const cell = at ?? selectedCell(snapshot, editor.selection.getState().ids)
  if (!cell.stepId && !cell.laneId) return undefined
  const [stepId, laneId] = [cell.stepId ?? steps[0]?.id, cell.laneId ?? lanes[0]?.id]
  const [column, row] = [steps.findIndex(({ id }) => id === stepId), lanes.findIndex(({ id }) => id === laneId)]
  if (!stepId || !laneId || column < 0 || row < 0) return undefined
  const rows = rowsOfPastedText(text)
  const size = { columns: rows.reduce((most, cells) => Math.max(most, cells.length), 0), rows: rows.length }
  const fits = {
    columns: Math.min(size.columns, steps.length - column),
    rows: Math.min(size.rows, lanes.length - row),
  }
  const adds = {
    steps: Math.min(PASTE_ADDS_MAX.steps, size.columns - fits.columns),
    lanes: Math.min(PASTE_ADDS_MAX.lanes, size.rows - fits.rows),
  }
  return { stepId, laneId, rows, size, fits, adds }
}

/** Pastes of a block what there is room for, or may be made room for when it `grows`; one step of undo. */
export function pasteBlock(
  editor: Editor,
  { stepId, laneId, rows, fits, adds }: PastedBlock,
  { grows }: { readonly grows: boolean },
): Result<PastedPart, PasteRefusal> {
  const columns = fits.columns + (grows ? adds.steps : 0)
  const lanes = fits.rows + (grows ? adds.lanes : 0)
  let roomLeft = CARDS_MAX - editor.getSnapshot().cards.size
  let [cellsLeftOut, textsCut] = [0, 0]
  const taken = rows.map((cells, row) =>
    cells.map((titles, column): readonly TableCard[] => {
      const words = titles.filter((title) => title !== '')
      const hasPlace = row < lanes && column < columns && words.length <= roomLeft
      if (words.length > 0 && !hasPlace) cellsLeftOut += 1
      if (!hasPlace) return []
      roomLeft -= words.length
      return words.map((text) => {
        const { card, isCut } = cardOf(text)
        if (isCut) textsCut += 1
        return card
      })
    }),
  )
  const table = taken.slice(0, lanes).map((cells) => cells.slice(0, columns))
  if (table.flat(2).length === 0)
    return refused(cellsLeftOut > 0 && roomLeft <= 0 ? 'too-many-cards' : 'nothing-to-paste')
  const pasted = editor.run(pasteTable, { stepId, laneId, rows: table, addsLanes: grows })
  if (!pasted.ok) return pasted
  editor.select(pasted.value.cardIds)
  return { ok: true, value: { cardIds: pasted.value.cardIds, cellsLeftOut, textsCut } }
}

/** What does not fit into a title goes on in the details, from the last whole word on. */
function cardOf(text: string): { readonly card: TableCard; readonly isCut: boolean } {
  if (text.length <= TITLE_MAX_LENGTH) return { card: { title: text }, isCut: false }
  const start = cutToLength(text, TITLE_MAX_LENGTH)
  const title = (/^[\s\S]*\s(?=\S*$)/.exec(start)?.[0] ?? start).trimEnd() || start
  const rest = text.slice(title.length).trimStart()
  const details = cutToLength(rest, DETAILS_MAX_LENGTH)
  return { card: { title, details }, isCut: details.length < rest.length }
}
