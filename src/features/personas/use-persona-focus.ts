import { useStore } from 'zustand'
import type { PersonaId } from '#shared/model/records/persona.ts'
import { personaFocus } from './persona-focus.ts'

/** The personas in focus; none means all. */
export const usePersonaFocus = (): ReadonlySet<PersonaId> => useStore(personaFocus, (state) => state.ids)
