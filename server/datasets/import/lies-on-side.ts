import type { DatasetProfile } from '#shared/contract/rest/datasets.ts'
import type { ColumnFacts } from './column-facts.ts'
import { eventScore } from './column-scores.ts'
import { isAbsent, trimmed } from './numbers.ts'
import { readWallTime } from './timestamp-forms.ts'

/** As many as nobody has as fields of a record. */
const MOST_FIELDS = 200
const FEWEST_RECORDS = 3
const NEARLY_ALL = 0.9
const MOST = 0.8

/**
 * Whether a table has a row for each field and a column for each record, or a row for each step and a column for each case: times fill a row and no
 * column, or every column but the first, which says what happened. One that can be read as it is does not.
 */
export function liesOnSide(
  all: readonly ColumnFacts[],
  rows: readonly (readonly string[])[],
  guess: DatasetProfile['guess'],
): boolean {
  const [first, ...records] = all
  const isComplete =
    guess.case !== null && (guess.steps.length > 0 || (guess.timestamp !== null && guess.event !== null))
  if (isComplete || !first || records.length < FEWEST_RECORDS || rows.length < 2 || rows.length > MOST_FIELDS)
    return false
  const isLabels =
    first.distinct === first.filled && first.filled === first.rows && first.numberShare + first.timeShare < 0.2
  if (!isLabels) return false
  const filled = records.filter((facts) => facts.filled > 1)
  if (filled.length > 0 && filled.every((facts) => facts.timeShare >= NEARLY_ALL && facts.numberShare < MOST))
    return (eventScore(first)?.points ?? 0) > 0
  if (filled.some((facts) => facts.timeShare >= NEARLY_ALL)) return false
  const headings = all.map(({ column }) => column.header)
  const ofTimes = [headings, ...rows].filter((row) => isOfTimes(row.slice(1)))
  return ofTimes.length > 0 && ofTimes.length <= rows.length / 2
}

function isOfTimes(values: readonly string[]): boolean {
  const filled = values.map(trimmed).filter((text) => !isAbsent(text))
  return filled.length >= FEWEST_RECORDS && filled.filter(isTime).length >= filled.length * MOST
}

/** A number alone may be anything. */
const isTime = (text: string): boolean =>
  !/^[\d.]+$/.test(text) && (readWallTime(text, 'DMY') ?? readWallTime(text, 'MDY')) !== null
