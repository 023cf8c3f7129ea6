import { editCards } from '#shared/model/commands/edit-cards.ts'
import { moveCards } from '#shared/model/commands/move-cards.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import type { Card, CardId } from '#shared/model/records/card.ts'
import type { LaneId } from '#shared/model/records/lane.ts'
import type { StepId } from '#shared/model/records/step.ts'
import type { Member } from '#src/editor/owner-names.ts'
import type { Editor } from '#src/editor/editor.ts'
import type { CellEdit, TableColumn } from './table-columns.ts'

/** The cards that an edit in a card's cell is about: all selected ones if it is selected, but titles and details are each card's own. */
export function cardsOfEdit(editor: Editor, card: Card, edit: CellEdit): readonly Card[] {
  const { ids } = editor.selection.getState()
  if (!ids.has(card.id) || (edit.kind === 'text' && edit.isOwn)) return [card]
  const { cards } = editor.getSnapshot()
  return [card, ...[...ids].flatMap((id) => (id === card.id ? [] : (cards.get(id as CardId) ?? [])))]
}

/**
 * Takes over what was typed or chosen in a cell, for every card that it is about, as one step of undo. Cards whose cell cannot be
 * edited so (the severity of a touchpoint) are left as they are.
 */
export function applyEdit(
  editor: Editor,
  column: TableColumn,
  card: Card,
  value: string | readonly string[],
  members: readonly Member[] = [],
): Result<unknown, string> {
  const own = column.edit(card, editor.getSnapshot())
  if (!own) return refused('not-valid')
  let continues = false
  let first: Result<unknown, string> = done(undefined)
  for (const each of cardsOfEdit(editor, card, own)) {
    const edit = column.edit(each, editor.getSnapshot())
    const result = edit && editOne(editor, each, edit, value, { continues, members })
    if (result?.ok) continues = true
    else if (result && each === card) first = result
  }
  return first
}

function editOne(
  editor: Editor,
  card: Card,
  edit: CellEdit,
  value: string | readonly string[],
  { continues, members }: { readonly continues: boolean; readonly members: readonly Member[] },
): Result<unknown, string> | null {
  const options = { continues }
  if (edit.kind === 'place') {
    const { place } = card
    if (place.kind !== 'cell' || place[edit.part] === value || typeof value !== 'string') return null
    const to = {
      kind: 'cell',
      stepId: place.stepId,
      laneId: place.laneId,
      [edit.part]: value as StepId & LaneId,
    } as const
    return editor.run(moveCards, { cardIds: [card.id], to }, options)
  }
  const patch =
    edit.kind === 'several'
      ? edit.patch(typeof value === 'string' ? [] : value)
      : edit.patch(typeof value === 'string' ? value : '', members)
  return patch ? editor.run(editCards, { cardIds: [card.id], patch }, options) : refused('not-valid')
}
