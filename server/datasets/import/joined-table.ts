import type { ErrorCode } from '#shared/contract/errors.ts'
import { lettersOf } from '#shared/lib/letters-of.ts'
import { done, refused } from '#shared/lib/result.ts'
import type { DatasetMapping, ImportWarning } from '#shared/contract/rest/datasets.ts'
import { createColumnCollector, type ColumnCollector } from './collect-columns.ts'
import { byLetters, nameColumns } from './column-names.ts'
import { lackingIn } from './event-mapping.ts'
import type { PartsOfFile, SourceTable, TableBatch } from './source-table.ts'
import type { DayOrder } from './timestamp-forms.ts'

/** A table made of several of the same shape, one after the other, such as an export by day. */
export interface NamedTable {
  readonly name: string
  readonly table: SourceTable
  /** Of the file that it is. */
  readonly id?: string | undefined
}

/** Why there is no table, and of which file that is said. */
export interface RefusedTable {
  readonly ok: false
  readonly reason: ErrorCode
  readonly detail?: string
  readonly file?: string | undefined
  /** What that file shows of its dates, if it is for their sake; `needed`: nothing that decides. */
  readonly dateOrder?: DayOrder | 'needed' | null
}
export type OpenedTable = { readonly ok: true; readonly value: SourceTable } | RefusedTable

/**
 * Columns are matched by their names, whatever their order; what only some tables have is empty in the others. Under a mapping each needs the columns
 * that make an event; before there is one, a table that has little in common with the first is refused.
 */
export function joinTables(tables: readonly NamedTable[], mapping?: DatasetMapping): OpenedTable {
  const [first] = tables
  if (!first) return refused('file-empty', 'There is no table in this archive.')
  if (tables.length === 1 && !first.table.leftOut?.length) {
    const { parts } = first.table
    return done({ ...first.table, parts: parts.length === 0 ? [first.name] : parts, partsOfFiles: partsOf(tables) })
  }
  // Of a file that is an archive itself.
  const firstParts = tables.map((_, index) =>
    tables.slice(0, index).reduce((sum, { table }) => sum + partCount(table), 0),
  )
  const collector = createColumnCollector()
  const targets: (readonly number[])[] = []
  for (const { name, table, id } of tables) {
    const joined = table.columns.filter((column) => !table.leftOut?.includes(column.name))
    const lacking = mapping ? lackingIn(joined, mapping) : null
    if (lacking !== null)
      return { ok: false, reason: 'file-columns-needed', detail: wordsOf(name, table, lacking), file: id }
    const unlike = mapping ? null : unlikeFirst(first, { name, table })
    if (unlike !== null) return refused('files-not-alike', unlike)
    targets.push(placesIn(collector, table))
  }
  const { columns } = nameColumns(collector.names())
  const all = tables.map(({ table }) => table)
  const noticed = new Map(noticedBy(all))

  async function* read(signal: AbortSignal): AsyncGenerator<TableBatch> {
    for (const [index, { table }] of tables.entries()) {
      const places = targets[index] ?? []
      for await (const batch of table.read(signal)) {
        const records = batch.records.map((record) => ({
          ...record,
          fields: moved(record.fields, places, columns.length),
        }))
        yield {
          records,
          progress: (index + batch.progress) / tables.length,
          part: (firstParts[index] ?? 0) + batch.part,
        }
      }
      for (const [warning, count] of noticedBy(all)) noticed.set(warning, count)
    }
  }

  return done({
    ...first.table,
    plainText: undefined,
    // Files of a dataset are compared by who brings them together.
    members: mapping ? undefined : tables,
    ownColumns: undefined,
    leftOut: undefined,
    partsOfFiles: partsOf(tables),
    columns,
    noticed,
    isEncodingGuessed: all.some((table) => table.isEncodingGuessed),
    hasInvalidBytes: all.some((table) => table.hasInvalidBytes),
    parts: tables.flatMap(({ name, table }) =>
      table.parts.length === 0 ? [name] : table.parts.map((part) => `${name}: ${part}`),
    ),
    fault: () => all.map((table) => table.fault()).find((fault) => fault !== null) ?? null,
    read,
    async close() {
      for (const table of all) await table.close()
    },
  })
}

/** A table that is no archive is one part. */
const partCount = ({ parts }: SourceTable): number => Math.max(1, parts.length)

const partsOf = (tables: readonly NamedTable[]): readonly PartsOfFile[] =>
  tables.flatMap(({ id, table }) => (id === undefined ? [] : [{ id, parts: partCount(table) }]))

/** What each has to tell, added up; complete when all were read. */
function noticedBy(tables: readonly SourceTable[]): ReadonlyMap<ImportWarning, number> {
  const noticed = new Map<ImportWarning, number>()
  for (const table of tables)
    for (const [warning, count] of table.noticed) noticed.set(warning, (noticed.get(warning) ?? 0) + count)
  return noticed
}

/** Instead of a place. */
const LEFT_OUT = -1

/** Where each column of a table goes; those that no table before had are added. */
function placesIn(collector: ColumnCollector, table: SourceTable): readonly number[] {
  const names = [...headersOf(table)]
  const leftOut = new Set(table.leftOut)
  const own = new Set(names)
  const known = new Set(collector.names())
  const alike = byLetters(table.columns)
  // A column that is called like one before by its letters only is the same one.
  for (const name of known) {
    const index = own.has(name) ? -1 : (alike.get(lettersOf(name)) ?? -1)
    if (index !== -1 && !known.has(names[index] ?? '')) names[index] = name
  }
  const joined = headersOf(table).map((name) => !leftOut.has(name))
  collector.add(names.filter((_, index) => joined[index]))
  const all = new Map(collector.names().map((name, index) => [name, index]))
  return names.map((name, index) => (joined[index] ? (all.get(name) ?? 0) : LEFT_OUT))
}

function wordsOf(name: string, { columns, ownColumns = columns }: SourceTable, lacking: string): string {
  const own = ownColumns.slice(0, SHOWN_COLUMNS).map((column) => column.name)
  return `“${name}” has ${lacking}. Its columns are “${own.join('”, “')}”.`
}

const SHOWN_COLUMNS = 12

function unlikeFirst(first: NamedTable, { name, table }: NamedTable): string | null {
  const alike = byLetters(table.columns)
  const shared = headersOf(first.table).filter((column) => alike.has(lettersOf(column))).length
  const isUnlike = shared * 2 < Math.min(table.columns.length, first.table.columns.length)
  if (isUnlike) return `“${first.name}” and “${name}” are tables of different shape.`
  // One may be a copy of the other.
  return table.format === first.table.format ? null : `“${first.name}” and “${name}” are files of different kinds.`
}

/** The names that were made unique: two columns of one table must not fall together. */
function headersOf(table: SourceTable): readonly string[] {
  return table.columns.map(({ name }) => name)
}

function moved(fields: readonly string[], targets: readonly number[], width: number): readonly string[] {
  if (fields.length === 0) return fields
  const all = Array.from({ length: width }, () => '')
  // What is too much stays too much, so that a ragged row is still one.
  for (const [index, field] of fields.entries()) {
    const target = targets[index]
    if (target === undefined) all.push(field)
    else if (target !== LEFT_OUT) all[target] = field
  }
  return all
}
