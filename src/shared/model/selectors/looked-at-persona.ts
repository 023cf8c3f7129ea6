import type { Persona, PersonaId } from '../records/persona.ts'

/** The one persona that a filter looks at; `null`: none or several. Only what is there counts. */
export function lookedAtPersona(
  { personas }: { readonly personas: ReadonlyMap<PersonaId, Persona> },
  { personaIds }: { readonly personaIds: readonly PersonaId[] },
): Persona | null {
  const [persona, ...others] = personaIds.flatMap((id) => personas.get(id) ?? [])
  return persona && others.length === 0 ? persona : null
}
