import { byOrder } from '#shared/lib/fractional-order.ts'
import type { Persona } from '../records/persona.ts'
import { remembered } from './remembered.ts'

/** The personas in the order in which they are shown. */
export const personasInOrder = remembered<object, readonly Persona[]>(
  (snapshot) => [snapshot.personas],
  (snapshot) => [...snapshot.personas.values()].sort(byOrder),
)
