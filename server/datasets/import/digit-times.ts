import { isAbsent, trimmed } from './numbers.ts'
import type { ScannedRecord } from './scanner.ts'
import type { SourceTable } from './source-table.ts'
import { readWallTime, type DayOrder } from './timestamp-forms.ts'
import { plausibleTimes } from './timestamps.ts'

const TIME_WORDS = /time|date|zeit|datum|fecha|heure|hora|tijd|uhr|\bts\b|when|started|ended|begin|beginn/i
const DIGITS = /^(\d{10}|\d{12})$/
const SAMPLE_ROWS = 500
const NEARLY_ALL = 0.95
/** Fewer may be times by chance. */
const FEWEST = 3
const ORDERS: readonly DayOrder[] = ['YMD', 'DMY', 'MDY']

/** How many of the digits are the day. */
type Split = 6 | 8

/**
 * Ten or twelve digits that are a day and a time of day without anything between them: `2512311405`, `311225140500`, `2025123114`. Alone each may
 * be seconds since 1970 as well; all of a column that is called a time are not by chance. They get a blank in between, so that they are read,
 * or asked about, like other days of digits.
 */
export async function withDigitTimes(table: SourceTable, signal: AbortSignal): Promise<SourceTable> {
  const named = table.columns.flatMap(({ header }, index) => (TIME_WORDS.test(header) ? [index] : []))
  const splits = named.length === 0 ? [] : await splitsOf(table, named, signal)
  if (splits.length === 0) return table

  function rewritten(record: ScannedRecord): ScannedRecord {
    if (record.fault) return record
    const fields = [...record.fields]
    for (const [index, split] of splits) {
      const text = trimmed(fields[index] ?? '')
      if (DIGITS.test(text)) fields[index] = apart(text, split)
    }
    return { ...record, fields }
  }

  return {
    ...table,
    plainText: undefined,
    async *read(readSignal) {
      for await (const batch of table.read(readSignal)) yield { ...batch, records: batch.records.map(rewritten) }
    },
  }
}

/** `251231 1405`; an hour alone is a whole one. */
function apart(text: string, split: Split): string {
  const time = text.slice(split)
  return `${text.slice(0, split)} ${time.length === 2 ? `${time}00` : time}`
}

async function splitsOf(
  table: SourceTable,
  named: readonly number[],
  signal: AbortSignal,
): Promise<readonly (readonly [index: number, split: Split])[]> {
  const found = new Map(named.map((index) => [index, { filled: 0, values: new Set<string>() }]))
  let rows = 0
  let digits = 0
  for await (const { records } of table.read(signal)) {
    for (const { fields } of records.slice(0, SAMPLE_ROWS - rows)) {
      for (const [index, column] of found) {
        const text = trimmed(fields[index] ?? '')
        if (isAbsent(text)) continue
        column.filled++
        if (DIGITS.test(text)) {
          digits++
          column.values.add(text)
        } else found.delete(index)
      }
    }
    rows += records.length
    if (found.size === 0 || rows >= SAMPLE_ROWS) break
  }
  if (digits === 0) return []
  return [...found].flatMap(([index, { values }]) => {
    const split = splitOf([...values])
    return split === null ? [] : [[index, split] as const]
  })
}

/** `null`: they are no such times, or are read as they stand. */
function splitOf(values: readonly string[]): Split | null {
  if (values.length < FEWEST) return null
  const [earliest, latest] = plausibleTimes(Date.now())
  const count = (split: Split): number =>
    values.filter((text) =>
      ORDERS.some((order) => {
        const us = readWallTime(apart(text, split), order)?.localUs ?? Number.NaN
        return us >= earliest && us <= latest
      }),
    ).length
  const [long, short] = [count(8), count(6)]
  if (Math.max(long, short) < values.length * NEARLY_ALL) return null
  if (short > long) return 6
  // Twelve digits with the year in full are read without a blank.
  return values.every((text) => text.length === 10) ? 8 : null
}
