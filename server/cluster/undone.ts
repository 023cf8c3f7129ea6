/** What has to be done about some things, each of which is tried until it succeeds. */
export interface Undone<Thing> {
  /** Tries it at once. Resolves when that try is over, also when it failed: then it is left for `retry`. */
  start(thing: Thing): Promise<void>
  /** Tries what has failed so far once more. */
  retry(): Promise<void>
  /** Something is not done yet. */
  isLeft(): boolean
}

/** `failed` hears of the first failure and then of none until something succeeded: an outage fills no log. */
export function createUndone<Thing extends object>(
  act: (thing: Thing) => Promise<void>,
  failed: (error: unknown) => void,
): Undone<Thing> {
  const things = new Map<Thing, 'failed' | 'under way'>()
  let isFailing = false

  async function start(thing: Thing): Promise<void> {
    things.set(thing, 'under way')
    try {
      await act(thing)
      things.delete(thing)
      isFailing = false
    } catch (error) {
      things.set(thing, 'failed')
      if (!isFailing) failed(error)
      isFailing = true
    }
  }

  return {
    start,
    async retry() {
      await Promise.all([...things].filter(([, state]) => state === 'failed').map(([thing]) => start(thing)))
    },
    isLeft: () => things.size > 0,
  }
}
