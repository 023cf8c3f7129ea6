import type { DatasetProfile } from '#shared/contract/rest/datasets.ts'
import type { ColumnFacts } from './column-facts.ts'
import { caseScore, channelScore, eventScore, timestampScore, valueScore, type Score } from './column-scores.ts'

export interface ColumnGuess {
  readonly guess: DatasetProfile['guess']
  readonly guessReasons: Record<string, string>
}

/**
 * Proposes a column for each part: a test of the values plus a test of the name, best first, each column once. A part for which no
 * column is good enough stays open for the person. `isWhole`: the facts cover the whole file.
 */
export function guessColumns(all: readonly ColumnFacts[], isWhole: boolean): ColumnGuess {
  const reasons: Record<string, string> = {}
  const taken = new Set<number>()
  const ignore = all.filter((facts) => isUseless(facts, isWhole))
  for (const { index } of ignore) taken.add(index)

  function pick(part: string, score: (facts: ColumnFacts) => Score | null): string | null {
    let best: { facts: ColumnFacts; score: Score } | undefined
    for (const facts of all) {
      if (taken.has(facts.index)) continue
      const scored = score(facts)
      if (scored && scored.points > 0 && (!best || scored.points > best.score.points)) best = { facts, score: scored }
    }
    if (!best) return null
    taken.add(best.facts.index)
    reasons[part] = sentence(best.score.reasons)
    return best.facts.column.name
  }

  const guess = {
    timestamp: pick('timestamp', timestampScore),
    case: pick('case', caseScore),
    event: pick('event', eventScore),
    channel: pick('channel', channelScore),
    value: pick('value', valueScore),
    ignore: ignore.map((facts) => facts.column.name),
  }
  if (ignore.length > 0) reasons['ignore'] = 'They only count the rows, or are empty throughout.'
  return { guess, guessReasons: reasons }
}

function isUseless(facts: ColumnFacts, isWhole: boolean): boolean {
  if (facts.column.header.trim() === '' && facts.isRowIndex) return true
  return isWhole && facts.rows > 0 && facts.filled === 0
}

function sentence(reasons: readonly string[]): string {
  const text = reasons.join(', ')
  return text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
