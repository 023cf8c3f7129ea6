import { lettersOf } from '#shared/lib/letters-of.ts'

/** A column as it is offered for mapping. */
export interface SourceColumn {
  /** Unique: blanks tidied, repeated ones numbered, `column N` for an empty header. */
  readonly name: string
  /** As it stands in the file. */
  readonly header: string
  /** It says something of what events belong to, and is repeated for each of them. */
  readonly isOfWhole?: boolean | undefined
}

/** Names for every column, and how many headers were repeated. */
export function nameColumns(headers: readonly string[]): { columns: SourceColumn[]; repeated: number } {
  const taken = new Set<string>()
  // A header that is right as it stands keeps its name even when a numbered one would like it.
  const plain = new Set(headers.map(tidy))
  let repeated = 0
  const columns = headers.map((header, index) => {
    const wanted = tidy(header) === '' ? `column ${index + 1}` : tidy(header)
    let name = wanted
    if (taken.has(wanted) && tidy(header) !== '') repeated++
    for (let number = 2; taken.has(name) || (name !== wanted && plain.has(name)); number++)
      name = `${wanted} (${number})`
    taken.add(name)
    return { name, header }
  })
  return { columns, repeated }
}

/** Finds a column by the name that was offered, by its header as it stands in the file, or by its letters alone. -1: there is none. */
export function findColumn(columns: readonly SourceColumn[], name: string): number {
  const exact = columns.findIndex((column) => column.name === name)
  if (exact !== -1) return exact
  const byHeader = columns.findIndex((column) => column.header === name)
  if (byHeader !== -1) return byHeader
  // Of event logs some write @concept:name for what belongs to the case.
  const plain = name.startsWith('@') ? `case:${name.slice(1)}` : tidy(name)
  const tidied = columns.findIndex((column) => column.name === plain)
  return tidied === -1 ? alike(columns, name) : tidied
}

function alike(columns: readonly SourceColumn[], name: string): number {
  return byLetters(columns).get(lettersOf(name)) ?? -1
}

/** Where columns are by their letters alone: another export may say `Customer ID` for `customer_id`. Of several alike nobody knows which is meant. */
export function byLetters(columns: readonly SourceColumn[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>()
  for (const [index, { name }] of columns.entries()) {
    const letters = lettersOf(name)
    if (letters !== '') found.set(letters, found.has(letters) ? -1 : index)
  }
  return found
}

function tidy(header: string): string {
  return header.replaceAll('\u0000', '').replace(/\s+/g, ' ').trim()
}
