import * as Y from 'yjs'

/** Merging takes time by the square of how many are merged at once. */
const MOST_MERGED_AT_ONCE = 50

/** Joins the news of one flush into one update; none stays none. */
export function mergeNews(news: readonly Uint8Array[]): readonly Uint8Array[] {
  let updates = news
  while (updates.length > 1) {
    const merged: Uint8Array[] = []
    for (let index = 0; index < updates.length; index += MOST_MERGED_AT_ONCE) {
      merged.push(Y.mergeUpdates(updates.slice(index, index + MOST_MERGED_AT_ONCE)))
    }
    updates = merged
  }
  return updates
}
