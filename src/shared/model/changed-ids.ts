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
/** To gather more than that costs as much as to compare. */
const IDS_MAX = 512

/**
 * The ids that may differ between two states of the same records, so that whoever derives something from ten thousand of them looks at the
 * one that changed. Neither has to be the later one: both may come from a third, as what is tried out during a drag does. `undefined` when
 * it is not known how they came from the same: then all have to be compared.
 */
export function changedIds<Id extends string>(
  before: ReadonlyMap<Id, unknown>,
  after: ReadonlyMap<Id, unknown>,
): ReadonlySet<Id> | undefined {
  if (before === after) return new Set()
  const behind = new Map(statesBehind(before))
  for (const [state, ids] of statesBehind(after)) {
    const others = behind.get(state)
    if (others) return new Set([...ids, ...others]) as Set<Id>
  }
  return undefined
}

/** A state and those that it came from, each with the ids that have changed since. */
function* statesBehind(records: Records): Generator<readonly [Records, ReadonlySet<string>]> {
  let at = records
  let ids: ReadonlySet<string> = new Set()
  yield [at, ids]
  for (let count = 0; count < STEPS_MAX; count++) {
    const step = steps.get(at)
    const earlier = step?.before.deref()
    if (!step || !earlier || ids.size + step.ids.size > IDS_MAX) return
    ids = new Set([...ids, ...step.ids])
    at = earlier
    yield [at, ids]
  }
}
