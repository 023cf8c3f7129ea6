import { done, refused } from '#shared/lib/result.ts'
import type { PersonaId } from '../records/persona.ts'
import type { Command } from './command.ts'
import { applyRenumbered, orderAmong } from './order-among.ts'
import { liveRecord, setOrder, siblings } from './stored.ts'

export interface MovePersonaArgs {
  readonly personaId: PersonaId
  /** Its new index among the personas (0: first), counted without itself. */
  readonly index: number
}

/** Moves a persona in the list. */
export const movePersona: Command<MovePersonaArgs, void, 'unknown-element'> = (doc, { personaId, index }) => {
  const persona = liveRecord(doc, 'personas', personaId)
  if (!persona) return refused('unknown-element')
  const personas = siblings(doc, 'personas')
  if (personas[index]?.id === personaId) return done(undefined)
  const order = orderAmong(
    personas.filter((sibling) => sibling.id !== personaId),
    index,
    1,
  )
  applyRenumbered(doc, 'personas', order)
  if (order.keys[0]) setOrder(persona, order.keys[0])
  return done(undefined)
}
