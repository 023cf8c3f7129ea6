import { SECOND_MS } from '#shared/lib/time.ts'

/** More addresses than this are not remembered at once: the one that was quiet the longest is forgotten. */
const MAX_ADDRESSES = 50_000

interface Bucket {
  tokens: number
  filledAt: number
}

/** How often each address may come: `perSecond` for ever, `burst` at once. What is refused is not counted. */
export interface ConnectRates {
  /** Seconds after which to come again; 0: may come now, and has. */
  take(address: string, nowMs: number): number
  /** Addresses remembered just now. */
  readonly size: number
}

export function createConnectRates(perSecond: number, burst: number): ConnectRates {
  // In the order in which they were last seen.
  const buckets = new Map<string, Bucket>()
  const fullAfterMs = (burst / perSecond) * SECOND_MS

  /** A bucket that has filled up again says nothing. */
  function forgetQuiet(nowMs: number): void {
    for (const [address, { filledAt }] of buckets) {
      if (nowMs - filledAt < fullAfterMs && buckets.size < MAX_ADDRESSES) return
      buckets.delete(address)
    }
  }

  return {
    get size() {
      return buckets.size
    },
    take(address, nowMs) {
      const known = buckets.get(address)
      const filled = known ? known.tokens + ((nowMs - known.filledAt) / SECOND_MS) * perSecond : burst
      const tokens = Math.min(burst, filled)
      buckets.delete(address)
      forgetQuiet(nowMs)
      const mayCome = tokens >= 1
      buckets.set(address, { tokens: mayCome ? tokens - 1 : tokens, filledAt: nowMs })
      return mayCome ? 0 : Math.max(1, Math.ceil((1 - tokens) / perSecond))
    },
  }
}
