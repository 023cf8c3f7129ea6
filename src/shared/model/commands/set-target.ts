import { done, refused } from '#shared/lib/result.ts'
import { BINDINGS_ROOT, bindingSchema } from '../records/binding.ts'
import { type Target, type TargetMeasure, targetSchema } from '../records/target.ts'
import type { Command } from './command.ts'

export interface SetTargetArgs {
  /** A bound element. */
  readonly elementId: string
  readonly measure: TargetMeasure
  /** `null`: it has none any more. */
  readonly target: Omit<Target, 'measure'> | null
}

/** Says what a number of a bound element is meant to be, in place of what was said before. */
export const setTarget: Command<SetTargetArgs, void, 'not-bound' | 'not-valid' | 'no-target'> = (
  doc,
  { elementId, measure, target },
) => {
  const bindings = doc.getMap(BINDINGS_ROOT)
  const stored = bindings.get(elementId)
  const binding =
    typeof stored === 'object' && stored !== null ? bindingSchema.safeParse({ ...stored, elementId }) : undefined
  if (!binding?.success) return refused('not-bound')
  const { elementId: _id, targets: before = [], ...rest } = binding.data
  const others = before.filter((one) => one.measure !== measure)
  if (target === null) {
    if (others.length === before.length) return refused('no-target')
    bindings.set(elementId, others.length === 0 ? rest : { ...rest, targets: others })
    return done(undefined)
  }
  const parsed = targetSchema.safeParse({ ...target, measure })
  if (!parsed.success) return refused('not-valid', parsed.error.issues[0]?.path.join('.') ?? '')
  bindings.set(elementId, { ...rest, targets: [...others, parsed.data] })
  return done(undefined)
}
