import type { ErrorCode } from '#shared/contract/errors.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import { nameColumns } from './column-names.ts'
import { createColumnCollector } from './collect-columns.ts'
import type { SourceTable, TableBatch } from './source-table.ts'

/** A table made of several of the same shape, one after the other, such as an export by day. */
export interface NamedTable {
  readonly name: string
  readonly table: SourceTable
}

/** Columns are matched by their header. Refuses tables of which one has little in common with the first. */
export function joinTables(tables: readonly NamedTable[]): Result<SourceTable, ErrorCode> {
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
  const known = new Set(headersOf(first.table))
  const collector = createColumnCollector()
  for (const { name, table } of tables) {
    const headers = headersOf(table)
    const shared = headers.filter((header) => known.has(header)).length
    if (shared * 2 < Math.min(headers.length, known.size) || table.format !== first.table.format) {
      return refused('files-not-alike', `“${first.name}” and “${name}” are tables of different shape.`)
    }
    collector.add(headers)
  }
  const { columns } = nameColumns(collector.names())
  const positions = new Map(collector.names().map((header, index) => [header, index]))

  async function* read(signal: AbortSignal): AsyncGenerator<TableBatch> {
    for (const [index, { table }] of tables.entries()) {
      const targets = headersOf(table).map((header) => positions.get(header) ?? 0)
      for await (const batch of table.read(signal)) {
        const records = batch.records.map((record) => ({
          ...record,
          fields: moved(record.fields, targets, columns.length),
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
