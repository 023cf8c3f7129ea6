import { createPersonalHash } from '#server/datasets/personal/personal-hash.ts'
import { findColumn } from './column-names.ts'
import { isAbsent, trimmed } from './numbers.ts'
import type { ScannedRecord } from './scanner.ts'
import type { SourceTable } from './source-table.ts'

/** Which columns of a file identify people, and the key of their workspace. */
export interface PersonalInput {
  readonly columns: readonly string[]
  /** Hexadecimal. */
  readonly key: string
}

/** Stands for a record that cannot be taken apart into columns: nobody can tell where in it a person is named. */
export const WITHHELD = '(not kept, because columns of this dataset are personal)'

const UNKNOWN = '?'

/**
 * The same table with the values of personal columns hashed. Whatever reads it (guess, events, rejects, the copy that is kept) never
 * meets the values themselves; so there is one place only where they could get through.
 */
export function hashedTable(table: SourceTable, personal: PersonalInput | undefined): SourceTable {
  if (!personal || personal.columns.length === 0) return table
  const known = new Set(table.hashedColumns)
  const positions = personal.columns.map((name) => findColumn(table.columns, name)).filter((index) => index !== -1)
  const names = positions.map((index) => table.columns[index]?.name ?? '')
  const open = positions.filter((_, order) => !known.has(names[order] ?? ''))
  const hash = createPersonalHash(personal.key)

  function hashed(record: ScannedRecord): ScannedRecord {
    if (record.fault) return { ...record, fields: [], text: WITHHELD }
    const { length } = table.columns
    // Of a row with more values than columns nobody knows which belongs where; it is no event, and only its length is kept.
    if (record.fields.slice(length).some((extra) => extra.trim() !== '')) {
      return { ...record, fields: record.fields.map((_, index) => (index < length ? '' : UNKNOWN)), text: WITHHELD }
    }
    const fields = [...record.fields]
    for (const index of open) {
      const text = trimmed(fields[index] ?? '')
      if (!isAbsent(text)) fields[index] = hash(text)
    }
    return { ...record, fields, text: fields.length < length ? WITHHELD : fields.join(table.delimiter || ', ') }
  }

  return {
    ...table,
    hashedColumns: [...new Set([...known, ...names])],
    newlyHashed: open.length > 0,
    plainText: undefined,
    async *read(signal) {
      for await (const batch of table.read(signal)) yield { ...batch, records: batch.records.map(hashed) }
    },
  }
}
