import type { ErrorCode } from '#shared/contract/errors.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import type { DatasetMapping } from '#shared/contract/rest/datasets.ts'
import { createColumnCollector, type ColumnCollector } from './collect-columns.ts'
import { byLetters, findColumn, lettersOf, nameColumns } from './column-names.ts'
import { neededColumns } from './event-mapping.ts'
import type { SourceTable, TableBatch } from './source-table.ts'

/** A table made of several of the same shape, one after the other, such as an export by day. */
export interface NamedTable {
  readonly name: string
  readonly table: SourceTable
}

/**
 * Columns are matched by their names, whatever their order; what only some tables have is empty in the others. Under a mapping each needs the columns
 * that make an event; before there is one, a table that has little in common with the first is refused.
 */
export function joinTables(tables: readonly NamedTable[], mapping?: DatasetMapping): Result<SourceTable, ErrorCode> {
  const [first] = tables
  if (!first) return refused('file-empty', 'There is no table in this archive.')
  if (tables.length === 1) {
    const { parts } = first.table
    return done({ ...first.table, parts: parts.length === 0 ? [first.name] : parts })
  }
  // Of a file that is an archive itself.
  const firstParts = tables.map((_, index) =>
    tables.slice(0, index).reduce((sum, { table }) => sum + Math.max(1, table.parts.length), 0),
  )
  const collector = createColumnCollector()
  const targets: (readonly number[])[] = []
  for (const { name, table } of tables) {
    const unlike = mapping ? lackingIn(name, table, mapping) : unlikeFirst(first, { name, table })
    if (unlike !== null) return refused('files-not-alike', unlike)
    targets.push(placesIn(collector, table))
  }
  const { columns } = nameColumns(collector.names())

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
    }
  }

  const all = tables.map(({ table }) => table)
  return done({
    ...first.table,
    plainText: undefined,
    columns,
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

/** Where each column of a table goes; those that no table before had are added. */
function placesIn(collector: ColumnCollector, table: SourceTable): readonly number[] {
  const names = [...headersOf(table)]
  const own = new Set(names)
  const known = new Set(collector.names())
  const alike = byLetters(table.columns)
  // A column that is called like one before by its letters only is the same one.
  for (const name of known) {
    const index = own.has(name) ? -1 : (alike.get(lettersOf(name)) ?? -1)
    if (index !== -1 && !known.has(names[index] ?? '')) names[index] = name
  }
  collector.add(names)
  const all = new Map(collector.names().map((name, index) => [name, index]))
  return names.map((name) => all.get(name) ?? 0)
}

function lackingIn(name: string, table: SourceTable, mapping: DatasetMapping): string | null {
  for (const [what, columns] of neededColumns(mapping)) {
    if (columns.some((column) => findColumn(table.columns, column) !== -1)) continue
    return `“${name}” has no column “${columns.join('” or “')}”, which says ${what}. Its columns are “${headersOf(table).slice(0, SHOWN_COLUMNS).join('”, “')}”.`
  }
  return null
}

const SHOWN_COLUMNS = 12

function unlikeFirst(first: NamedTable, { name, table }: NamedTable): string | null {
  const alike = byLetters(table.columns)
  const shared = headersOf(first.table).filter((column) => alike.has(lettersOf(column))).length
  const isUnlike = shared * 2 < Math.min(table.columns.length, first.table.columns.length)
  return isUnlike || table.format !== first.table.format
    ? `“${first.name}” and “${name}” are tables of different shape.`
    : null
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
    else all[target] = field
  }
  return all
}
