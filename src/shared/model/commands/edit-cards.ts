import { done, refused } from '#shared/lib/result.ts'
import type { CardId } from '../records/card.ts'
import type { Command } from './command.ts'
import { applyPatch, checkPatch, type PatchReason, type RecordPatch } from './record-patch.ts'
import type { Stored } from './stored.ts'

export interface EditCardsArgs {
  readonly cardIds: readonly CardId[]
  readonly patch: RecordPatch<'cards'>
}

/** Changes the same fields of many cards. All or none. */
export const editCards: Command<EditCardsArgs, void, PatchReason> = (doc, { cardIds, patch }) => {
  const records = new Map<CardId, Stored>()
  for (const id of cardIds) {
    const checked = checkPatch(doc, 'cards', id, patch)
    if (!checked.ok) return checked
    records.set(id, checked.value)
  }
  if (records.size === 0) return refused('unknown-element')
  for (const [id, record] of records) applyPatch(doc, 'cards', id, record, patch)
  return done(undefined)
}
