import type { ErrorCode } from '#shared/contract/errors.ts'
import type { DatasetMapping } from '#shared/contract/rest/datasets.ts'
import { done, type Result } from '#shared/lib/result.ts'
import type { EngineJob } from '#server/duckdb/engine-job.ts'
import { findColumn } from './column-names.ts'
import type { PersonalInput } from './hashed-table.ts'
import { type Keep, writeKeptCopy } from './kept-copy.ts'
import { isAbsent, trimmed } from './numbers.ts'
import { openFile, type SourceFile } from './open-table.ts'
import { seqNumbering } from './seq-numbering.ts'
import type { SourceTable } from './source-table.ts'

export interface RewriteInput {
  /** All files of a dataset in their order, and where the copy of each goes. */
  readonly files: readonly (SourceFile & { readonly copy: string })[]
  readonly mapping: DatasetMapping
  readonly sheet: string | null
  readonly personal?: PersonalInput | undefined
  /** Records of these cases go, and those that have one of the values where people are named; absent: all stay. */
  readonly without?: { readonly cases: readonly string[]; readonly values: readonly string[] }
}

/** Makes the copies that take the places of files. Files that are right as they are stay. */
export const rewriteFiles: EngineJob<RewriteInput, Result<null, ErrorCode>> = async (_session, input, context) => {
  const options = { ...input, signal: context.signal }
  let part = 0
  for (const file of input.files) {
    const opened = await openFile(file, options)
    if (!opened.ok) return opened
    const table = opened.value
    try {
      // Columns that are hashed by now were in the copy already, or it has to be made anew.
      if (input.without || !file.isKeptCopy || table.newlyHashed) {
        await writeKeptCopy(table, file.copy, context.signal, input.without && keepOthers(table, part, input))
      }
    } finally {
      await table.close()
    }
    part += Math.max(1, table.parts.length)
  }
  return done(null)
}

function keepOthers(table: SourceTable, firstPart: number, { mapping, personal, without }: RewriteInput): Keep {
  const cases = new Set(without?.cases)
  const values = new Set(without?.values)
  // An address may be written with other letters in a row that became no event.
  const addresses = new Set(without?.values.filter((value) => value.includes('@')).map((value) => value.toLowerCase()))
  const isValue = (text: string): boolean => values.has(text) || addresses.has(text.toLowerCase())
  const caseAt = mapping.case === null ? -1 : findColumn(table.columns, mapping.case)
  const named = (personal?.columns ?? []).map((name) => findColumn(table.columns, name)).filter((at) => at !== -1)
  const numbering = seqNumbering(mapping.steps.length)
  return (record, part) => {
    const own = trimmed(record.fields[caseAt] ?? '')
    const caseId = mapping.case === null ? numbering.caseOf(firstPart + part, record.line) : own
    if (cases.has(caseId) || (!isAbsent(own) && isValue(own))) return null
    return named.some((at) => isValue(trimmed(record.fields[at] ?? ''))) ? null : record
  }
}
