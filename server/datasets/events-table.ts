import type { ColumnType, ColumnValues } from '#server/duckdb/engine-job.ts'

/** What every dataset has; its attributes follow as `a0`, `a1`, … Who adds rows leaves `case_no` empty and calls `numberCases`. */
const DEFINITIONS = [
  'case_id VARCHAR NOT NULL',
  'ts TIMESTAMP NOT NULL',
  'seq BIGINT NOT NULL',
  'event VARCHAR NOT NULL',
  'channel VARCHAR',
  'value DOUBLE',
  'case_no BIGINT',
]
const TYPES: readonly ColumnType[] = ['text', 'timestamp', 'bigint', 'text', 'text', 'double', 'bigint']

/** SQL name of a dataset's table. Ids come from `newId` and are letters and digits only; anything else is a fault of the program. */
export function eventsTableName(datasetId: string): string {
  if (!/^[a-z0-9]+$/i.test(datasetId)) throw new Error(`Impossible: ${JSON.stringify(datasetId)} is no dataset id`)
  return `events_${datasetId}`
}

/** `CREATE TABLE` of a dataset with that many attributes. Order within a case is (ts, seq). */
export function createEventsTable(table: string, attributes: number): string {
  return `CREATE TABLE ${table}(${[...DEFINITIONS, ...attributeColumns(attributes).map((name) => `${name} VARCHAR`)].join(', ')})`
}

/** How many columns stand before the case's number. */
const BEFORE_NUMBER = TYPES.length - 1

/** Columns of new rows as an appender wants them, with the numbers of their cases; none: `numberCases` follows. */
export const withNumbers = (
  columns: readonly ColumnValues[],
  numbers: readonly number[] = [],
): readonly ColumnValues[] => [...columns.slice(0, BEFORE_NUMBER), numbers, ...columns.slice(BEFORE_NUMBER)]

/** The types of the table's columns, as an appender wants them. */
export function eventsTableTypes(attributes: number): readonly ColumnType[] {
  return [...TYPES, ...attributeColumns(attributes).map(() => 'text' as const)]
}

/** `a0` … `a<count - 1>` */
export function attributeColumns(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `a${index}`)
}
