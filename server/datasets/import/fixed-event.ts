import type { DatasetMapping } from '#shared/contract/rest/datasets.ts'
import { findColumn } from './column-names.ts'
import type { ScannedRecord } from './scanner.ts'
import type { SourceTable } from './source-table.ts'

/**
 * The same table with a column that says what happened, the same in each row: of a file in which one thing only happens, and which therefore does not
 * say it. A table that has such a column stays as it is; one that is left out is none, and gives its name away.
 */
export function withFixedEvent(table: SourceTable, mapping: DatasetMapping | undefined, name: string): SourceTable {
  const event = mapping?.event ?? null
  const called = event === null ? -1 : findColumn(table.columns, event)
  const own = table.columns[called]?.name
  if (event === null || (own !== undefined && !table.leftOut?.includes(own))) return table
  const renamed = (each: string): string => (each === own ? `${each} (left out)` : each)
  const { length } = table.columns

  function named(record: ScannedRecord): ScannedRecord {
    if (record.fault) return record
    const { fields } = record
    // With more values than columns it is no record, and has to stay none; but for one more delimiter.
    if (fields.length > length + 1 || (fields[length] ?? '') !== '') return { ...record, fields: [...fields, name] }
    return { ...record, fields: [...Array.from({ length }, (_, index) => fields[index] ?? ''), name] }
  }

  return {
    ...table,
    // A copy that is kept of it speaks as the file does, without this one.
    ownColumns: table.ownColumns ?? table.columns,
    columns: [
      ...table.columns.map((column) => ({ ...column, name: renamed(column.name) })),
      { name: event, header: event },
    ],
    leftOut: table.leftOut?.map(renamed),
    ...(table.hashedColumns && { hashedColumns: table.hashedColumns.map(renamed) }),
    plainText: undefined,
    async *read(signal) {
      for await (const batch of table.read(signal)) yield { ...batch, records: batch.records.map(named) }
    },
  }
}
