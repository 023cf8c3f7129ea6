import type { DatasetMapping } from '#shared/contract/rest/datasets.ts'
import { findColumn } from './column-names.ts'
import { isAbsent, trimmed } from './numbers.ts'
import type { ScannedRecord } from './scanner.ts'
import type { SourceTable } from './source-table.ts'

const FEWEST_GROUPS = 2
/** Of the rows. */
const FEWEST_BLANK = 0.3
const NEARLY_ALL = 0.8

interface Positions {
  readonly case: number
  /** Of the column of times; -1: there is none. */
  readonly timestamp: number
}

const textAt = (fields: readonly string[], at: number): string => {
  const text = trimmed(fields[at] ?? '')
  return isAbsent(text) ? '' : text
}

/**
 * Whether a case stands in the first row of its group only, as cells merged over rows are exported: the first row has one, none comes back, and what
 * lies below is events without one. `rows`: in the order of the file.
 */
export function isCaseFromAbove(rows: readonly (readonly string[])[], at: Positions): boolean {
  const blank = rows.filter((fields) => textAt(fields, at.case) === '' && fields.some((text) => text.trim() !== ''))
  const cases = rows.map((fields) => textAt(fields, at.case)).filter((text) => text !== '')
  if (textAt(rows[0] ?? [], at.case) === '' || cases.length < FEWEST_GROUPS) return false
  if (new Set(cases).size < cases.length || blank.length < rows.length * FEWEST_BLANK) return false
  const timed = blank.filter((fields) => textAt(fields, at.timestamp) !== '').length
  return timed >= blank.length * NEARLY_ALL
}

/** The same table with the case of the row above where a row has none. An empty row stays one. */
export function withCaseFromAbove(table: SourceTable, mapping: DatasetMapping | undefined): SourceTable {
  const at = mapping?.caseFromAbove && mapping.case !== null ? findColumn(table.columns, mapping.case) : -1
  if (at === -1) return table
  const noticed = new Map(table.noticed)
  return {
    ...table,
    plainText: undefined,
    noticed,
    async *read(signal) {
      let above = ''
      let lastPart = -1
      let filled = 0
      function withCase(record: ScannedRecord): ScannedRecord {
        if (record.fault) return record
        const own = textAt(record.fields, at)
        if (own !== '') above = own
        if (own !== '' || above === '' || record.fields.every((text) => text.trim() === '')) return record
        filled++
        const fields = [...record.fields]
        for (let index = fields.length; index < at; index++) fields.push('')
        fields[at] = above
        return { ...record, fields }
      }
      for await (const batch of table.read(signal)) {
        // Another file of an archive begins with a case of its own.
        if (batch.part !== lastPart) above = ''
        lastPart = batch.part
        yield { ...batch, records: batch.records.map(withCase) }
      }
      for (const [warning, count] of table.noticed) noticed.set(warning, count)
      if (filled > 0) noticed.set('cases_from_above', filled)
    },
  }
}
