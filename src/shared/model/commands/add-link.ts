import { newId } from '#shared/lib/ids.ts'
import { done, refused } from '#shared/lib/result.ts'
import type { CardId } from '../records/card.ts'
import type { LinkId } from '../records/link.ts'
import type { Command } from './command.ts'
import { hasRoom, insertRecord, isTextTooLong, liveRecord, liveRecords } from './stored.ts'

export interface AddLinkArgs {
  readonly fromCardId: CardId
  readonly toCardId: CardId
  readonly label?: string
}

/** Relates two cards, in one direction; or a card to itself, for what is done over again. */
export const addLink: Command<
  AddLinkArgs,
  { readonly linkId: LinkId },
  'unknown-element' | 'already-linked' | 'too-many' | 'text-too-long'
> = (doc, { fromCardId, toCardId, label = '' }) => {
  if (!liveRecord(doc, 'cards', fromCardId) || !liveRecord(doc, 'cards', toCardId)) return refused('unknown-element')
  if (isTextTooLong('links', { label })) return refused('text-too-long')
  if (!hasRoom(doc, 'links', 1)) return refused('too-many')
  for (const [, link] of liveRecords(doc, 'links')) {
    if (link.get('fromCardId') === fromCardId && link.get('toCardId') === toCardId) return refused('already-linked')
  }
  const linkId = newId<'link'>()
  insertRecord(doc, 'links', linkId, { fromCardId, toCardId, label })
  return done({ linkId })
}
