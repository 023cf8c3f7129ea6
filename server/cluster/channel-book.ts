import type { RedisLink } from './redis-link.ts'

/** Keeps what a link is subscribed to equal to what is wanted, many channels in one command. */
export interface ChannelBook {
  want(channel: string): void
  unwant(channel: string): void
  /** Whether what is published on it now would be heard. */
  isHeard(channel: string): boolean
  isWanted(channel: string): boolean
  /** From now on over this link, which is subscribed to nothing yet; resolves when it has all that is wanted. `null`: there is none. */
  use(link: RedisLink | null): Promise<void>
}

interface Needs {
  /** What is heard is what is wanted, for the moment. */
  readonly settled: () => void
  /** The link could not subscribe: it is of no use. */
  readonly failed: (error: unknown) => void
}

export function createChannelBook({ settled, failed }: Needs): ChannelBook {
  const wanted = new Set<string>()
  const heard = new Set<string>()
  let link: RedisLink | null = null
  let scheduled: NodeJS.Immediate | null = null
  let running: Promise<void> | null = null

  function reconcileSoon(): void {
    if (link === null || running !== null) return
    scheduled ??= setImmediate(() => {
      scheduled = null
      reconcile().catch(failed)
    })
  }

  function reconcile(): Promise<void> {
    running ??= settle(link).finally(() => {
      running = null
    })
    return running
  }

  async function settle(current: RedisLink | null): Promise<void> {
    const isCurrent = (): boolean => link === current
    if (current === null) return
    while (isCurrent()) {
      const missing = [...wanted].filter((channel) => !heard.has(channel))
      const extra = [...heard].filter((channel) => !wanted.has(channel))
      if (missing.length === 0 && extra.length === 0) {
        settled()
        return
      }
      for (const channel of extra) heard.delete(channel)
      await Promise.all([
        missing.length > 0 && current.subscribe(missing),
        extra.length > 0 && current.unsubscribe(extra),
      ])
      if (!isCurrent()) return
      for (const channel of missing) heard.add(channel)
    }
  }

  return {
    want(channel) {
      wanted.add(channel)
      reconcileSoon()
    },
    unwant(channel) {
      wanted.delete(channel)
      reconcileSoon()
    },
    isHeard: (channel) => heard.has(channel),
    isWanted: (channel) => wanted.has(channel),
    async use(next) {
      link = next
      heard.clear()
      // What ran on the link before ends by itself: that link is gone.
      await running?.catch(() => undefined)
      if (link === next) await reconcile()
    },
  }
}
