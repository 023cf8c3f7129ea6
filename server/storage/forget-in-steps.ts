/** So few rows go in one transaction that nobody who writes waits noticeably for it. */
const ROWS_IN_ONE_STEP = 500

/** A journey's newest snapshot before some instant: what came before it is only needed to read the past. */
export interface Forgettable {
  readonly journeyId: string
  readonly seq: number
}

interface Needs {
  readonly forgettable: () => Promise<readonly Forgettable[]>
  /** Drops up to `limit` of what is older, the oldest first, in a transaction of its own. Returns how many rows went. */
  readonly forget: (journeyId: string, seq: number, limit: number) => Promise<number>
}

/** Drops the past in small transactions, one after another. Returns how many updates and snapshots went. */
export async function forgetInSteps({ forgettable, forget }: Needs): Promise<number> {
  let total = 0
  for (const { journeyId, seq } of await forgettable()) {
    let dropped: number
    do {
      dropped = await forget(journeyId, seq, ROWS_IN_ONE_STEP)
      total += dropped
    } while (dropped >= ROWS_IN_ONE_STEP)
  }
  return total
}
