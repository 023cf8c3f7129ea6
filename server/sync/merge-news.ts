import * as Y from 'yjs'

const MOST_MERGED_AT_ONCE = 100

/** Joins the news of one flush into as few updates as is cheap: merging is quadratic in their number. */
export function mergeNews(news: readonly Uint8Array[]): readonly Uint8Array[] {
  if (news.length < 2) return news
  const merged: Uint8Array[] = []
  for (let index = 0; index < news.length; index += MOST_MERGED_AT_ONCE) {
    merged.push(Y.mergeUpdates(news.slice(index, index + MOST_MERGED_AT_ONCE)))
  }
  return merged
}
