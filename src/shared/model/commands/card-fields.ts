import type * as Y from 'yjs'
import { type Card, type CardKind, cardSchema } from '../records/card.ts'
import type { PersonaId } from '../records/persona.ts'
import { liveRecord } from './stored.ts'

/** What a new card may be given besides its kind and place. */
export type CardFields = Partial<Omit<Card, 'id' | 'kind' | 'place' | 'deletedAt'>>

/** A new card's record without its place; `undefined` when a field does not validate. An emotion starts as neutral, to be on the curve. */
export function newCardRecord(doc: Y.Doc, kind: CardKind, fields: CardFields): Omit<Card, 'id' | 'place'> | undefined {
  const place = { kind: 'free', x: 0, y: 0, width: 100, height: 100 }
  const scored = kind === 'emotion' ? { score: 0 } : {}
  const parsed = cardSchema.safeParse({ ...scored, ...fields, id: 'new', kind, place })
  if (!parsed.success) return undefined
  const { id: _id, place: _place, deletedAt: _deletedAt, ...record } = parsed.data
  return { ...record, personaIds: record.personaIds.filter((id: PersonaId) => liveRecord(doc, 'personas', id)) }
}
