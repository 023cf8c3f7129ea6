import { SECOND_MS } from '#shared/lib/time.ts'
import type { Rate } from './limits.ts'

/** Counts what one side takes against a rate. Takes it always, and tells how long to wait until it is paid for. */
export interface TokenBucket {
  /** Milliseconds to wait before the next `take`; 0 while within the rate. */
  take(amount: number, nowMs: number): number
}

export function createTokenBucket({ perSecond, burst }: Rate, nowMs: number): TokenBucket {
  let tokens = burst
  let filledAt = nowMs
  return {
    take(amount, nowMs) {
      tokens = Math.min(burst, tokens + ((nowMs - filledAt) / SECOND_MS) * perSecond) - amount
      filledAt = nowMs
      return tokens >= 0 ? 0 : Math.ceil((-tokens / perSecond) * SECOND_MS)
    },
  }
}
