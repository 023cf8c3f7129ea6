import { refused, type Result } from '#shared/lib/result.ts'
import { addFreeCard } from '#shared/model/commands/add-free-card.ts'
import { pasteCards } from '#shared/model/commands/paste-cards.ts'
import { pasteTable } from '#shared/model/commands/paste-table.ts'
import { FREE_CARD_SIZE_PX } from '#shared/model/records/limits.ts'
import type { CardId } from '#shared/model/records/card.ts'
import type { LaneId } from '#shared/model/records/lane.ts'
import type { StepId } from '#shared/model/records/step.ts'
import { lanesInOrder } from '#shared/model/selectors/lanes-in-order.ts'
import { elementOf } from '#shared/model/selectors/element-kind-of.ts'
import { stepsInOrder } from '#shared/model/selectors/steps-in-order.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import { CLIPBOARD_MAX_LENGTH, copiedCardsIn, isMeantAsCards } from './clipboard-format.ts'
import { type CopiedCards, copiedText } from './copied-text.ts'
import type { Editor } from './editor.ts'
import { cellsInReadingOrder } from './reading-order.ts'
import { rowsOfPastedText } from './pasted-text.ts'

/** Where something is pasted: a cell, or a point beside the grid in journey pixels. */
export type PasteTarget =
  | { readonly stepId: StepId; readonly laneId: LaneId }
  | { readonly x: number; readonly y: number }

/** Why something cannot be pasted. */
export type PasteRefusal =
  | 'too-large'
  | 'no-cell'
  | 'read-only'
  | 'newer-version'
  | 'nothing-to-paste'
  | 'unknown-element'
  | 'no-step'
  | 'too-many-rows'
  | 'too-many'
  | 'too-many-cards'
  | 'text-too-long'
  | 'not-valid'

/** The cell that the selection speaks of, where a paste without a target goes. */
export function selectedCell(
  snapshot: JourneySnapshot,
  ids: ReadonlySet<string>,
): { readonly stepId: StepId | undefined; readonly laneId: LaneId | undefined } {
  const elements = [...ids].flatMap((id) => elementOf(snapshot, id) ?? [])
  const cards = elements.flatMap((element) => (element.kind === 'card' ? (snapshot.cards.get(element.id) ?? []) : []))
  const first = cellsInReadingOrder(snapshot, cards).ordered[0]?.place
  if (first?.kind === 'cell') return { stepId: first.stepId, laneId: first.laneId }
  const stage = elements.find((element) => element.kind === 'stage')
  const firstOfStage = stage && stepsInOrder(snapshot).find((step) => step.place.stageId === stage.id)
  return {
    stepId: elements.find((element) => element.kind === 'step')?.id ?? firstOfStage?.id,
    laneId: elements.find((element) => element.kind === 'lane')?.id,
  }
}

type Pasted = Result<{ readonly cardIds: readonly CardId[] }, PasteRefusal>

/** Pastes our own cards or any text, and selects what came in. Without a target: where the selection is. */
export function pasteText(editor: Editor, text: string, at?: PasteTarget): Pasted {
  if (!editor.canEdit) return refused('read-only')
  if (editor.isNewer()) return refused('newer-version')
  if (text.length > CLIPBOARD_MAX_LENGTH) return refused('too-large')
  const copied = copiedCardsIn(text)
  if (!copied && isMeantAsCards(text)) return refused('not-valid')
  const pasted = copied ? pasteCopied(editor, copied, at) : pastePlain(editor, text, at)
  if (pasted.ok) editor.select(pasted.value.cardIds)
  return pasted
}

/** Copies the selected cards beside themselves and selects the copies. */
export function duplicateSelected(editor: Editor): Pasted {
  const snapshot = editor.getSnapshot()
  const { ids } = editor.selection.getState()
  const cards = [...snapshot.cards.values()].filter((card) => ids.has(card.id))
  return cards.length > 0 ? pasteText(editor, copiedText(snapshot, cards)) : refused('nothing-to-paste')
}

function pasteCopied(editor: Editor, copied: CopiedCards, at: PasteTarget | undefined): Pasted {
  const snapshot = editor.getSnapshot()
  const isCell = at !== undefined && 'stepId' in at
  const cell = isCell ? at : selectedCell(snapshot, editor.selection.getState().ids)
  const firstFree = copied.cards.find((card) => card.from.kind === 'free')?.from
  const freeOffset =
    at && 'x' in at && firstFree?.kind === 'free'
      ? { dx: at.x - firstFree.x, dy: at.y - firstFree.y }
      : { dx: 24, dy: 24 }
  const target = cell.stepId ? { stepId: cell.stepId, laneId: cell.laneId } : undefined
  return editor.run(pasteCards, { ...copied, at: target, freeOffset })
}

function pastePlain(editor: Editor, text: string, at: PasteTarget | undefined): Pasted {
  const snapshot = editor.getSnapshot()
  const rows = rowsOfPastedText(text)
  if (at && 'x' in at) return pasteNotes(editor, rows.flat(2), at)
  const cell = at ?? selectedCell(snapshot, editor.selection.getState().ids)
  const stepId = cell.stepId ?? stepsInOrder(snapshot)[0]?.id
  const laneId = cell.laneId ?? lanesInOrder(snapshot)[0]?.id
  if (!cell.stepId && !cell.laneId) return refused('no-cell')
  return stepId && laneId ? editor.run(pasteTable, { stepId, laneId, rows }) : refused('no-cell')
}

const GAP_PX = 16

/** Text that is pasted beside the grid becomes notes, one below the other. */
function pasteNotes(
  editor: Editor,
  lines: readonly string[],
  { x, y }: { readonly x: number; readonly y: number },
): Pasted {
  const titles = lines.filter((line) => line !== '')
  const cardIds: CardId[] = []
  for (const [index, title] of titles.entries()) {
    const top = y + index * (FREE_CARD_SIZE_PX.defaultHeight + GAP_PX)
    const added = editor.run(addFreeCard, { x, y: top, title }, { continues: index > 0 })
    if (!added.ok) return added
    cardIds.push(added.value.cardId)
  }
  return cardIds.length > 0 ? { ok: true, value: { cardIds } } : refused('nothing-to-paste')
}
