import type { DatasetMapping } from '#shared/contract/rest/datasets.ts'
import { findColumn } from './column-names.ts'
import type { ScannedRecord } from './scanner.ts'
import type { SourceTable } from './source-table.ts'

/**
 * The same table with a column that says what happened, the same in each row: of a file in which one thing only happens, and which therefore does not
 * say it. A table that has such a column stays as it is.
 */
export function withFixedEvent(table: SourceTable, mapping: DatasetMapping | undefined, name: string): SourceTable {
  const event = mapping?.event ?? null
  if (event === null || findColumn(table.columns, event) !== -1) return table
  const column = { name: event, header: event }
  const { length } = table.columns

  function named(record: ScannedRecord): ScannedRecord {
    // With more values than columns it is no record, and has to stay none.
    if (record.fault || record.fields.length > length) return record
    const fields = Array.from({ length }, (_, index) => record.fields[index] ?? '')
    return { ...record, fields: [...fields, name] }
  }

  return {
    ...table,
    columns: [...table.columns, column],
    // The copy that is kept of it says it by itself.
    ownColumns: table.ownColumns && [...table.ownColumns, column],
    plainText: undefined,
    async *read(signal) {
      for await (const batch of table.read(signal)) yield { ...batch, records: batch.records.map(named) }
    },
  }
}
