import type { ErrorCode } from '#shared/contract/errors.ts'
import type { DatasetMapping, ImportWarning } from '#shared/contract/rest/datasets.ts'
import type { FileColumns } from '#shared/contract/rest/file-columns.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import { findColumn } from './column-names.ts'
import { dateOrderOf, decimalOf } from './column-formats.ts'
import { timeColumnsOf } from './event-mapping.ts'
import { isAbsent, readNumber, trimmed } from './numbers.ts'
import type { ScannedRecord } from './scanner.ts'
import type { SourceTable } from './source-table.ts'
import { createTimestampReader, type TimestampReader } from './timestamps.ts'

/**
 * A file of another system writes times and numbers in its own way, whatever the others do: its times become instants in UTC, and its values numbers
 * without marks, before its rows stand among theirs. What cannot be read stays as it is, to be rejected in its own words.
 */
export async function withOwnFormats(
  table: SourceTable,
  mapping: DatasetMapping,
  { timezone, dateOrder }: FileColumns,
  signal: AbortSignal,
): Promise<Result<SourceTable, ErrorCode>> {
  const times = timeColumnsOf(mapping)
    .map((name) => findColumn(table.columns, name))
    .filter((index) => index !== -1)
  const order = await dateOrderOf(table, dateOrder, times, signal)
  if (order === 'needed') {
    const own = times.map((index) => table.ownColumns?.[index]?.name ?? table.columns[index]?.name)
    return refused('date-order-needed', `Column “${own.join('”, “')}”.`)
  }
  // An answer on a scale has ways of its own to be written, which do not depend on the file.
  const value = mapping.value === null || mapping.scale !== null ? -1 : findColumn(table.columns, mapping.value)
  const numbers = await decimalOf(table, value, signal)
  const noticed = new Map<ImportWarning, number>(table.noticed)
  if (numbers.undecided > 0) noticed.set('undecided_numbers', numbers.undecided)

  function rewritten(record: ScannedRecord, timestamps: TimestampReader): ScannedRecord {
    if (record.fault) return record
    const fields = [...record.fields]
    for (const index of times) {
      const text = trimmed(fields[index] ?? '')
      const instant = isAbsent(text) ? null : timestamps.read(text)
      if (instant !== null) fields[index] = instantInUtc(instant) ?? text
    }
    const amount = value === -1 ? null : readNumber(trimmed(fields[value] ?? ''), numbers.decimal)
    if (amount !== null) fields[value] = numberWithoutMark(amount)
    return { ...record, fields }
  }

  return done({
    ...table,
    plainText: undefined,
    noticed,
    async *read(readSignal) {
      // It is read several times, and tells what it noticed once.
      const timestamps = createTimestampReader(timezone ?? mapping.timezone, order, Date.now())
      for await (const batch of table.read(readSignal)) {
        yield { ...batch, records: batch.records.map((record) => rewritten(record, timestamps)) }
      }
      const { notes } = timestamps
      const note = (warning: ImportWarning, count: number): void => {
        if (count > 0) noticed.set(warning, count)
      }
      note('naive_timestamps', notes.naive)
      note('nonexistent_local_time', notes.nonexistent)
      note('ambiguous_local_time', notes.ambiguous)
      note('ambiguous_date_order', notes.otherOrder > 0 ? notes.eitherOrder : 0)
    },
  })
}

/** `2025-03-01T09:00:00.000250Z`; `null`: a year that is not written with four digits. */
function instantInUtc(us: number): string | null {
  const ms = Math.floor(us / 1000)
  const text = new Date(ms).toISOString()
  return text.length === 24 ? `${text.slice(0, 23)}${String(us - ms * 1000).padStart(3, '0')}Z` : null
}

/** `12345e-1` for 1234.5: whichever mark the other files have, it is the same number. */
function numberWithoutMark(value: number): string {
  const [mantissa = '', exponent = '0'] = String(value).split('e')
  const [whole = '', broken = ''] = mantissa.split('.')
  const power = Number(exponent) - broken.length
  return power === 0 ? `${whole}${broken}` : `${whole}${broken}e${power}`
}
