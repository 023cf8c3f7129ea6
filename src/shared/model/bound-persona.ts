import * as Y from 'yjs'
import type { PersonaId } from './records/persona.ts'

/** A persona, as far as its numbers ask. */
export interface BoundPersona {
  readonly id: PersonaId
  readonly name: string
  /** `null`: it is bound to none. */
  readonly segmentId: string | null
}

/** A persona that is there, read without a snapshot; `undefined`: there is none. */
export function boundPersonaOf(doc: Y.Doc, id: string): BoundPersona | undefined {
  const persona = doc.getMap('personas').get(id)
  if (!(persona instanceof Y.Map) || typeof persona.get('deletedAt') === 'number') return undefined
  const [name, segmentId] = [persona.get('name'), persona.get('segmentId')]
  return {
    id: id as PersonaId,
    name: name instanceof Y.Text ? name.toString() : '',
    segmentId: typeof segmentId === 'string' ? segmentId : null,
  }
}
