import { SECOND_MS } from '#shared/lib/time.ts'

/**
 * Deliveries a second in one room, and how long its changes wait for company at that rate. Writing frames is what costs, so a room of
 * hundreds is told less often; below that, waiting saves nothing that a person would not rather have at once.
 */
const WINDOWS: readonly { readonly fromRate: number; readonly windowMs: number }[] = [
  { fromRate: 30_000, windowMs: 16 },
]

/** Decides how long a room gathers changes before it commits and tells them: not at all while it is quiet. */
export interface FlushWindow {
  noteDeliveries(count: number, nowMs: number): void
  /** 0: at the end of this turn of the event loop. */
  windowMs(nowMs: number): number
}

export function createFlushWindow(nowMs: number): FlushWindow {
  let rate = 0
  let counted = 0
  let since = nowMs

  function roll(nowMs: number): void {
    const elapsedMs = nowMs - since
    if (elapsedMs < SECOND_MS) return
    rate = (counted / elapsedMs) * SECOND_MS
    counted = 0
    since = nowMs
  }

  return {
    noteDeliveries(count, nowMs) {
      roll(nowMs)
      counted += count
    },
    windowMs(nowMs) {
      roll(nowMs)
      return WINDOWS.find(({ fromRate }) => rate >= fromRate)?.windowMs ?? 0
    },
  }
}
