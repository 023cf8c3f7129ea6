import { done, refused } from '#shared/lib/result.ts'
import type { CardId, CardStyle } from '../records/card.ts'
import type { Command } from './command.ts'
import { applyPatch, checkPatch, type PatchReason } from './record-patch.ts'
import type { Stored } from './stored.ts'

export interface StyleCardsArgs {
  readonly cardIds: readonly CardId[]
  /** What changes; `undefined` gives back the look of the card's kind. The rest of each card's style stays. */
  readonly style: { readonly [Part in keyof CardStyle]?: CardStyle[Part] | undefined }
}

/** Changes how cards look. All or none. */
export const styleCards: Command<StyleCardsArgs, void, PatchReason> = (doc, { cardIds, style }) => {
  const changes: { id: CardId; record: Stored; patch: { style: CardStyle | undefined } }[] = []
  for (const id of new Set(cardIds)) {
    const checked = checkPatch(doc, 'cards', id, { style })
    if (!checked.ok) return checked
    const before = checked.value.get('style') as CardStyle | undefined
    const parts = Object.entries({ ...before, ...style }).filter(([, value]) => value !== undefined)
    const patch = { style: parts.length > 0 ? (Object.fromEntries(parts) as CardStyle) : undefined }
    changes.push({ id, record: checked.value, patch })
  }
  if (changes.length === 0) return refused('unknown-element')
  for (const { id, record, patch } of changes) applyPatch(doc, 'cards', id, record, patch)
  return done(undefined)
}
