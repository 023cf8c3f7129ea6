import { setTimeout as delay } from 'node:timers/promises'
import type { BaseLogger } from 'pino'

/** What has to be closed when the server ends, in the reverse order of opening. */
export interface Closers {
  /** `withinMs`: past it the next one is closed although this one has not ended. */
  add(what: string, closer: () => Promise<void> | void, withinMs?: number): void
  /** One that fails does not keep the others open; rejects at the end with all that failed. */
  closeAll(): Promise<void>
}

interface Closer {
  readonly what: string
  readonly close: () => Promise<void> | void
  readonly withinMs: number
}

const WITHIN_MS = 4_000

export function createClosers(logger: Pick<BaseLogger, 'error'>): Closers {
  const closers: Closer[] = []

  async function closeOne({ what, close, withinMs }: Closer): Promise<void> {
    const isDone = new AbortController()
    const late = async (): Promise<void> => {
      await delay(withinMs, undefined, { signal: isDone.signal })
      logger.error({ what, withinMs }, 'closing takes too long; it is not waited for')
    }
    const waiting = late()
    // Not waited for any more once it is closed.
    waiting.catch(() => undefined)
    try {
      await Promise.race([close(), waiting])
    } finally {
      isDone.abort()
    }
  }

  return {
    add: (what, close, withinMs = WITHIN_MS) => void closers.push({ what, close, withinMs }),
    async closeAll() {
      const failures: unknown[] = []
      for (const closer of closers.splice(0).reverse()) {
        try {
          await closeOne(closer)
        } catch (error) {
          failures.push(error)
        }
      }
      if (failures.length > 0) throw new AggregateError(failures, 'Not everything could be closed cleanly.')
    },
  }
}
