import { done, refused } from '#shared/lib/result.ts'
import { BINDINGS_ROOT } from '../records/binding.ts'
import type { Command } from './command.ts'

export interface RemoveBindingArgs {
  readonly elementId: string
}

/** Unties an element from its events. */
export const removeBinding: Command<RemoveBindingArgs, void, 'not-bound'> = (doc, { elementId }) => {
  const bindings = doc.getMap(BINDINGS_ROOT)
  if (!bindings.has(elementId)) return refused('not-bound')
  bindings.delete(elementId)
  return done(undefined)
}
