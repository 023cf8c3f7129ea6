import { performance } from 'node:perf_hooks'

const TICK_MS = 250

/** How late this process is: what it should have done already waits for so long. */
export interface LoopLag {
  /** Milliseconds, of the better of the last two looks: a single pause is over by the time it is noticed. */
  lagMs(): number
  /** Tells each look's lag. */
  onLook(listener: (lagMs: number) => void): void
  close(): void
}

/** Looks four times a second how late the event loop comes to it. */
export function watchLoopLag(): LoopLag {
  const listeners: ((lagMs: number) => void)[] = []
  let dueAt = performance.now() + TICK_MS
  let last = 0
  let lastButOne = 0
  const looking = setInterval(() => {
    const now = performance.now()
    lastButOne = last
    last = Math.max(0, now - dueAt)
    dueAt = now + TICK_MS
    for (const listener of listeners) listener(last)
  }, TICK_MS)
  looking.unref()
  return {
    lagMs: () => Math.min(last, lastButOne),
    onLook: (listener) => void listeners.push(listener),
    close: () => clearInterval(looking),
  }
}
