import type { ColumnFacts } from './column-facts.ts'
import { caseScore, looksLikeKeys, words } from './column-scores.ts'

/** A table with one row a case and one time column a step. */
export interface WideShape {
  /** Says whose row it is. */
  readonly id: ColumnFacts
  readonly steps: readonly { readonly column: string; readonly event: string }[]
  readonly reasons: readonly string[]
}

/** Times that are promised, wished or about the record, not steps that happened. */
const NO_STEP =
  /estimat|expect|plan|deadline|\bdue\b|target|promis|schedul|limit|expir|valid|birth|\bdob\b|updat|modif|changed|insert|load|sync|import|export|etl|\bnext\b|recorded|geschätzt|geplant|frist|geburt|prévu|estimé|échéance|naissance|previst|estimad|vencim|nacim/

/** Fewer time columns are beginning and end, or when a row was written. */
const FEWEST_STEPS = 3
/** That an id never comes back says nothing in one row; then so many columns of times are something else. */
const MOST_STEPS_OF_ONE_ROW = 12

/** Whether a table is wide. `hasEventColumn`: a column says what happened, so every row is one event. */
export function wideShape(all: readonly ColumnFacts[], hasEventColumn: boolean): WideShape | null {
  if (hasEventColumn) return null
  const times = all.filter((facts) => facts.filled > 0 && facts.timeShare >= 0.95 && isDate(facts))
  // A column without a heading does not say what happened then.
  const steps = times.filter((facts) => facts.column.header.trim() !== '' && !NO_STEP.test(words(facts)))
  const id = idColumn(
    all.filter((facts) => !times.includes(facts)),
    steps,
  )
  if (steps.length < FEWEST_STEPS || !id) return null
  if (id.rows < 2 && steps.length > MOST_STEPS_OF_ONE_ROW) return null
  const left = times.filter((facts) => !steps.includes(facts)).map(({ column }) => `“${column.name}”`)
  return {
    id,
    steps: steps.map(({ column }) => ({ column: column.name, event: stepName(column.header) })),
    reasons: [
      `Each row is one case (“${id.column.name}” never comes back) with ${steps.length} columns of times, and no column says what happened: each of these times becomes an event.`,
      ...(left.length > 0
        ? [`${left.join(', ')} ${left.length === 1 ? 'is' : 'are'} no step: by the name it did not happen then.`]
        : []),
    ],
  }
}

/**
 * Each row is a case, so its id never comes back; of several ids the one that the steps speak of: order_id for order_approved_at. One
 * whose name says nothing is taken when its values are like keys and no other is there.
 */
function idColumn(all: readonly ColumnFacts[], steps: readonly ColumnFacts[]): ColumnFacts | null {
  const spoken = new Set(steps.flatMap((facts) => words(facts).split(' ')))
  const shared = (facts: ColumnFacts): number =>
    words(facts)
      .split(' ')
      .filter((word) => spoken.has(word)).length
  const unique = all.filter(
    (facts) => facts.rows > 0 && facts.filled >= facts.rows * 0.95 && facts.distinct >= facts.filled * 0.95,
  )
  const [named] = unique
    .filter((facts) => caseScore(facts) !== null && facts.meanLength <= 60)
    .sort((a, b) => shared(b) - shared(a))
  return named ?? unique.find((facts) => looksLikeKeys(facts)) ?? null
}

/** Small numbers are dates only when one insists, unless all of them name a day. */
function isDate(facts: ColumnFacts): boolean {
  return facts.numberShare < 0.5 || facts.timeOfDayShare > 0.5 || facts.digitDayShare > 0.95
}

/** `order_approved_at` → `order approved`; the whole name when nothing would be left. */
function stepName(header: string): string {
  const plain = header
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[_\s.-]+/g, ' ')
    .trim()
  const short = plain
    .replace(/\s+(at|on|ts|date|time|datetime|timestamp|date time|time stamp|datum|zeit|am|um|le|op)$/i, '')
    .replace(/^(date|datum|fecha|data)\s+(d['’]|(de la|du|des|de|van|of|der|di|da|do)\s+)?/i, '')
  return short === '' ? header : short
}
