import { createStore, type StoreApi } from 'zustand/vanilla'
import type { PersonaId } from '#shared/model/records/persona.ts'

/** Which personas one looks at just now; nobody else sees it. */
export interface PersonaFocus {
  /** None: all of them. The canvas dims what is about others only. */
  readonly ids: ReadonlySet<PersonaId>
}

const ALL: ReadonlySet<PersonaId> = new Set()

/** The focus of this window. Ids of personas that are gone, or of another journey, stand for nobody. */
export const personaFocus: StoreApi<PersonaFocus> = createStore<PersonaFocus>(() => ({ ids: ALL }))

/** Puts a persona into the focus, or out of it. */
export function togglePersonaFocus(id: PersonaId): void {
  const ids = new Set(personaFocus.getState().ids)
  if (!ids.delete(id)) ids.add(id)
  personaFocus.setState({ ids: ids.size === 0 ? ALL : ids })
}

/** Shows all personas again. */
export const clearPersonaFocus = (): void => personaFocus.setState({ ids: ALL })
