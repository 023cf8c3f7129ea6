import { SECOND_MS } from '#shared/lib/time.ts'
import { mergeNews } from './merge-news.ts'

/** People join one after another; a journey that nobody joins any more is kept in memory once, not twice. */
const KEEP_MS = 15 * SECOND_MS
/** Less is written anew in a millisecond, and is one message then. */
const LEAST_BYTES = 64 * 1024
/** With more than this since it was written, writing it anew costs no more than joining what came. */
const MOST_NEWS = 500
/** As a share of what was written. */
const MOST_NEWS_SHARE = 0.25

/**
 * All of a journey as it was written last, and what has come since. Writing 10,000 cards keeps everybody's edits waiting for a tenth of
 * a second, and in a workshop people come one after another while others already edit: so it is not written anew for each of them.
 */
export interface KeptWhole {
  /** These are all of it now, in the order in which they have to be applied. */
  keep(parts: readonly Uint8Array[]): void
  /** It has changed by this. */
  add(update: Uint8Array): void
  /** All of it, to be applied in this order; `null` when it has to be written. */
  parts(): readonly Uint8Array[] | null
  drop(): void
}

export function createKeptWhole(): KeptWhole {
  let written: readonly Uint8Array[] | null = null
  let news: Uint8Array[] = []
  let room = 0
  let forgetting: NodeJS.Timeout | undefined

  function drop(): void {
    clearTimeout(forgetting)
    written = null
    news = []
  }

  function keep(parts: readonly Uint8Array[]): void {
    const bytes = bytesOf(parts)
    if (bytes < LEAST_BYTES) return drop()
    written = parts
    news = []
    room = MOST_NEWS_SHARE * bytes
    hold()
  }

  function hold(): void {
    clearTimeout(forgetting)
    forgetting = setTimeout(drop, KEEP_MS)
    forgetting.unref()
  }

  return {
    keep,
    add(update) {
      if (written === null) return
      news.push(update)
      room -= update.byteLength
      if (news.length > MOST_NEWS || room < 0) drop()
    },
    parts() {
      if (written === null) return null
      hold()
      // What was joined for one is not joined again for the next.
      news = [...mergeNews(news)]
      return [...written, ...news]
    },
    drop,
  }
}

const bytesOf = (parts: readonly Uint8Array[]): number => parts.reduce((sum, { byteLength }) => sum + byteLength, 0)
