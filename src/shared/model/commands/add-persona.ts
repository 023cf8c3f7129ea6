import { newId } from '#shared/lib/ids.ts'
import { done, refused } from '#shared/lib/result.ts'
import { type Persona, type PersonaId, personaSchema } from '../records/persona.ts'
import type { Command } from './command.ts'
import { orderAmong } from './order-among.ts'
import { hasRoom, insertRecord, isTextTooLong, liveRecords, siblings } from './stored.ts'

export type AddPersonaArgs = Partial<Omit<Persona, 'id' | 'order' | 'deletedAt'>>

const COLORS = 8

/** Adds a persona at the end, in a colour that no other has as long as there is one. */
export const addPersona: Command<
  AddPersonaArgs,
  { readonly personaId: PersonaId },
  'too-many' | 'text-too-long' | 'not-valid'
> = (doc, fields) => {
  if (isTextTooLong('personas', fields)) return refused('text-too-long')
  if (!hasRoom(doc, 'personas', 1)) return refused('too-many')
  const used = new Set([...liveRecords(doc, 'personas')].map(([, record]) => record.get('color') ?? 0))
  const free =
    Array.from({ length: COLORS }, (_, color) => color).find((color) => !used.has(color)) ?? used.size % COLORS
  const personaId = newId<'persona'>()
  const order = orderAmong(siblings(doc, 'personas'), undefined, 1).keys[0]
  const parsed = personaSchema.safeParse({ color: free, ...fields, id: personaId, order })
  if (!parsed.success) return refused('not-valid')
  insertRecord(doc, 'personas', personaId, parsed.data)
  return done({ personaId })
}
