/** Where the browser does not tell when it is idle: about a frame. */
const PAUSE_MS = 16

/** Does it when the page has nothing better to do, no later than `mostMs` from now. Gives the way to stop. */
export function whenIdle(work: () => void, mostMs: number): () => void {
  // Safari does not tell.
  if (typeof requestIdleCallback !== 'function') {
    const timer = setTimeout(work, Math.min(PAUSE_MS, mostMs))
    return () => clearTimeout(timer)
  }
  const idle = requestIdleCallback(work, { timeout: mostMs })
  return () => cancelIdleCallback(idle)
}
