import type { FileColumns } from '#shared/contract/rest/file-columns.ts'
import { findColumn, type SourceColumn } from './column-names.ts'
import type { SourceTable } from './source-table.ts'

/** The columns of a file under the names of its dataset, in the order of the file. */
export interface RenamedColumns {
  readonly columns: readonly SourceColumn[]
  /** Own names that had to give way to those of the dataset: by the name that they have here. */
  readonly displaced: ReadonlyMap<string, string>
  /** By the names that they have here. */
  readonly leftOut: readonly string[]
}

/**
 * Calls columns as the dataset calls them. One that has such a name of its own already, and does not stand for it, gets a number behind it, so that the
 * two do not fall together. What was said of columns that are not there is passed over.
 */
export function renamedColumns(
  own: readonly SourceColumn[],
  { columns: wanted, ignore }: Pick<FileColumns, 'columns' | 'ignore'>,
): RenamedColumns {
  const names = new Map<number, string>()
  for (const [name, column] of Object.entries(wanted)) {
    const index = findColumn(own, column)
    if (index !== -1) names.set(index, name)
  }
  const taken = new Set(names.values())
  const plain = new Set(own.map(({ name }) => name))
  const displaced = new Map<string, string>()
  const columns = own.map((column, index): SourceColumn => {
    const given = names.get(index)
    if (given !== undefined) return { name: given, header: column.header }
    if (!taken.has(column.name)) return column
    let name = column.name
    for (let number = 2; taken.has(name) || plain.has(name); number++) name = `${column.name} (${number})`
    taken.add(name)
    displaced.set(name, column.name)
    return { name, header: column.header }
  })
  const leftOut = ignore
    .map((name) => findColumn(own, name))
    .filter((index) => index !== -1 && !names.has(index))
    .map((index) => columns[index]?.name ?? '')
  return { columns, displaced, leftOut }
}

/** The same table under the names of the dataset. What is left out stays in its records, and is not joined. */
export function renamedTable(
  table: SourceTable,
  said: FileColumns,
): { readonly table: SourceTable; readonly displaced: ReadonlyMap<string, string> } {
  const { columns, displaced, leftOut } = renamedColumns(table.columns, said)
  const at = new Map(table.columns.map(({ name }, index) => [name, index]))
  // A copy that is kept of it was hashed under its own names.
  const hashed = table.hashedColumns?.map((own) => columns[at.get(own) ?? -1]?.name ?? own)
  const named = { ...table, columns, ownColumns: table.columns, leftOut, plainText: undefined }
  return { table: hashed ? { ...named, hashedColumns: hashed } : named, displaced }
}
