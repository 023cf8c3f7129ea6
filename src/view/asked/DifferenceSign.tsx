import { markWords, realDifference } from '#shared/metrics/comparison-words.ts'
import type { Reading } from '#shared/metrics/reading.ts'

/** A triangle up or down behind a number that differs from what it is held against; in words for those who hear it. */
export function DifferenceSign({ reading }: { readonly reading: Reading }) {
  const difference = realDifference(reading)
  const words = markWords(reading)
  if (difference === null || words === null) return null
  return (
    <span title={words} className="text-[0.6em] text-ink-muted not-italic">
      <span aria-hidden>{difference.value > 0 ? '▲' : '▼'}</span>
      <span className="sr-only">. {words}</span>
    </span>
  )
}
