import { broadcastOf } from './broadcast.ts'
import type { Connection, News } from './connection.ts'
import { mergeNews } from './merge-news.ts'
import { updateFrame } from './wire.ts'

/** How many are told in one turn of the event loop: under a millisecond, so that an edit which comes meanwhile hardly waits. */
const AT_ONCE = 50

type Listener = Pick<Connection, 'phase' | 'sendNews'>

/** Those who only look at a journey. There may be a thousand of them, and whoever edits must not wait until all are told. */
export interface Audience {
  /**
   * Tells them of changes, each listener in the order of the calls, a few in one turn. Who comes too fast for them is told merged.
   * Nobody may leave the listeners of one call before the next but by being closed.
   */
  tell(news: News, listeners: readonly Listener[]): void
}

interface Telling {
  news: News
  listeners: readonly Listener[]
  /** The place of the next one to be told. */
  next: number
}

export function createAudience(): Audience {
  const waiting: Telling[] = []

  function tellSome(): void {
    const [telling] = waiting
    if (telling === undefined) return
    const { news, listeners } = telling
    const end = Math.min(telling.next + AT_ONCE, listeners.length)
    for (const connection of listeners.slice(telling.next, end)) {
      if (connection.phase === 'following') connection.sendNews(news)
    }
    telling.next = end
    if (end === listeners.length) waiting.shift()
    if (waiting.length > 0) setImmediate(tellSome)
  }

  return {
    tell(news, listeners) {
      if (listeners.length === 0) return
      const last = waiting.at(-1)
      if (last?.next === 0) {
        last.news = newsOfUpdates(mergeNews([...last.news.updates, ...news.updates]))
        last.listeners = listeners
        return
      }
      waiting.push({ news, listeners, next: 0 })
      if (waiting.length === 1) tellSome()
    },
  }
}

/** Each update framed once, for all who are told of it. */
export const newsOfUpdates = (updates: readonly Uint8Array[]): News => ({
  updates,
  broadcasts: updates.map((update) => broadcastOf(updateFrame(update))),
})
