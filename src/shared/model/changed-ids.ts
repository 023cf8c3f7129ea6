/** Records by id, as a snapshot has them. */
type Records = ReadonlyMap<string, unknown>

interface Step {
  /** Weak: else each snapshot would keep all those before it. */
  readonly before: WeakRef<Records>
  readonly ids: ReadonlySet<string>
}

const steps = new WeakMap<Records, Step>()

/** Notes that these records are those before, but for the ids named. */
export function noteChangedIds(before: Records, after: Records, ids: ReadonlySet<string>): void {
  steps.set(after, { before: new WeakRef(before), ids })
}

/** Whoever asks is seldom further behind than a frame's changes. */
const STEPS_MAX = 8

/**
 * The ids that may differ between two states of the same records, so that whoever derives something from ten thousand of them looks at the
 * one that changed. `undefined` when it is not known how the later state came from the earlier one: then all have to be compared.
 */
export function changedIds<Id extends string>(
  before: ReadonlyMap<Id, unknown>,
  after: ReadonlyMap<Id, unknown>,
): ReadonlySet<Id> | undefined {
  const ids = new Set<string>()
  let at: Records = after
  for (let count = 0; count < STEPS_MAX; count++) {
    if (at === before) return ids as Set<Id>
    const step = steps.get(at)
    const earlier = step?.before.deref()
    if (!step || !earlier) return undefined
    for (const id of step.ids) ids.add(id)
    at = earlier
  }
  return at === before ? (ids as Set<Id>) : undefined
}
