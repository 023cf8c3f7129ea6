import type { DatasetMapping } from '#shared/contract/rest/datasets.ts'
import { createPersonalHash } from '#server/datasets/personal/personal-hash.ts'
import { findColumn } from './column-names.ts'
import { isAbsent, trimmed } from './numbers.ts'
import type { ScannedRecord } from './scanner.ts'
import type { SourceTable } from './source-table.ts'

/** Who is left out of a file, as hashes by the key of the workspace. */
export interface ForgottenPeople {
  /** Of ids as they were given; an id that is a hash itself is hashed once more. */
  readonly hashes: readonly string[]
  /** Hexadecimal. */
  readonly key: string
  /** Columns by which cases are joined: people are looked for in them, too. */
  readonly joinedBy: readonly string[]
}

interface Reading {
  /** Absent: nobody has said yet what the columns are. */
  readonly mapping: DatasetMapping | undefined
  /** Columns that are hashed. */
  readonly personal: readonly string[]
  readonly signal: AbortSignal
}

/**
 * The same table without some people: whole cases, as when they are deleted from what was read, and each record that has their e-mail address
 * anywhere, since here nobody has looked at first. Of a table whose columns nobody has named every record goes that has one of them in any column.
 */
export async function withoutPeople(
  table: SourceTable,
  { hashes, key, joinedBy }: ForgottenPeople,
  { mapping, personal, signal }: Reading,
): Promise<SourceTable> {
  const known = new Set(hashes)
  const hash = createPersonalHash(key)
  const isTheirs = (raw: string | undefined): boolean => {
    const text = trimmed(raw ?? '')
    if (isAbsent(text)) return false
    const once = hash(text)
    // Hashed here already; as it was given; or it was given as a hash.
    return known.has(text) || known.has(once) || known.has(hash(once))
  }
  const caseAt = mapping?.case ? findColumn(table.columns, mapping.case) : -1
  const named = mapping
    ? [...personal, ...joinedBy].map((name) => findColumn(table.columns, name)).filter((at) => at !== -1)
    : table.columns.map((_, at) => at)
  const isNamedIn = ({ fields }: ScannedRecord): boolean => named.some((at) => isTheirs(fields[at]))

  const cases = new Set<string>()
  if (caseAt !== -1 && named.some((at) => at !== caseAt)) {
    for await (const { records } of table.read(signal)) {
      for (const record of records) if (isNamedIn(record)) cases.add(trimmed(record.fields[caseAt] ?? ''))
    }
  }

  function isLeftOut(record: ScannedRecord): boolean {
    // What cannot be taken apart becomes a reject with its text.
    if (record.fault) return record.text.split(/[,;\t|"]/).some(isTheirs)
    const own = record.fields[caseAt]
    if (isTheirs(own) || isNamedIn(record) || (own !== undefined && cases.has(trimmed(own)))) return true
    return record.fields.some((text) => text.includes('@') && isTheirs(text))
  }

  const noticed = new Map(table.noticed)
  return {
    ...table,
    plainText: undefined,
    noticed,
    async *read(readSignal) {
      let leftOut = 0
      for await (const batch of table.read(readSignal)) {
        const records = batch.records.filter((record) => !isLeftOut(record))
        leftOut += batch.records.length - records.length
        yield { ...batch, records }
      }
      for (const [warning, count] of table.noticed) noticed.set(warning, count)
      if (leftOut > 0) noticed.set('deleted_customers', leftOut)
    },
  }
}
