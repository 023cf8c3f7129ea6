import type { JourneyReadings } from '#shared/metrics/reading.ts'

/** What came of asking. A failure leaves what was told before to whoever asks. */
export type ToldNumbers =
  | { readonly kind: 'told'; readonly readings: JourneyReadings }
  | { readonly kind: 'failed'; readonly error: unknown }

/** Says whenever something may have changed; gives the way to stop. */
type Changes = (listener: () => void) => () => void

/**
 * Asks for numbers, and again whenever they may have changed. What is under way is not broken off: under a steady stream of events
 * nothing would ever arrive. Gives the way to stop, after which nothing is told.
 */
export function followNumbers(
  ask: (signal: AbortSignal) => Promise<JourneyReadings>,
  changes: Changes,
  tell: (told: ToldNumbers) => void,
): () => void {
  const stop = new AbortController()
  let isAsking = false
  let isStale = false
  const once = (): Promise<ToldNumbers> =>
    ask(stop.signal).then(
      (readings) => ({ kind: 'told', readings }),
      (error: unknown) => ({ kind: 'failed', error }),
    )
  const run = async (): Promise<void> => {
    isStale = true
    if (isAsking) return
    isAsking = true
    while (isStale && !stop.signal.aborted) {
      isStale = false
      const told = await once()
      if (!stop.signal.aborted) tell(told)
    }
    isAsking = false
  }
  const unfollow = changes(() => void run())
  void run()
  return () => {
    stop.abort()
    unfollow()
  }
}
