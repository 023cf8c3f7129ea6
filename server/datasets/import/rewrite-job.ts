import type { ErrorCode } from '#shared/contract/errors.ts'
import type { DatasetMapping } from '#shared/contract/rest/datasets.ts'
import { done, type Result } from '#shared/lib/result.ts'
import type { EngineJob } from '#server/duckdb/engine-job.ts'
import { findColumn } from './column-names.ts'
import { positionsOf, timeColumnsOf, timePositionsOf } from './event-mapping.ts'
import type { PersonalInput } from './hashed-table.ts'
import { type Keep, writeKeptCopy } from './kept-copy.ts'
import { dateOrderOf } from './column-formats.ts'
import { isAbsent, trimmed } from './numbers.ts'
import { openFile, openTable, type SourceFile } from './open-table.ts'
import { seqNumbering } from './seq-numbering.ts'
import type { SourceTable } from './source-table.ts'
import type { DayOrder } from './timestamp-forms.ts'
import { createTimestampReader } from './timestamps.ts'

export interface RewriteInput {
  /** All files of a dataset in their order, and where the copy of each goes. */
  readonly files: readonly (SourceFile & { readonly copy: string })[]
  readonly mapping: DatasetMapping
  readonly sheet: string | null
  readonly personal?: PersonalInput | undefined
  /** Records of these cases go, and those that have one of the values where people are named; absent: all stay. */
  readonly without?: { readonly cases: readonly string[]; readonly values: readonly string[] }
  /** What happened before goes; microseconds since 1970. Records whose time cannot be read stay. */
  readonly beforeUs?: number
}

/** Makes the copies that take the places of files. Files that are right as they are stay. */
export const rewriteFiles: EngineJob<RewriteInput, Result<null, ErrorCode>> = async (_session, input, context) => {
  const options = { ...input, signal: context.signal }
  const order = input.beforeUs === undefined ? null : await provedOrder(input, context.signal)
  let part = 0
  for (const file of input.files) {
    const opened = await openFile(file, options)
    if (!opened.ok) return opened
    const table = opened.value
    try {
      // Columns that are hashed by now were in the copy already, or it has to be made anew.
      if (input.without || input.beforeUs !== undefined || file.forgotten || !file.isKeptCopy || table.newlyHashed) {
        const others = keepOthers(table, part, input)
        const recent = keepSince(table, input, order)
        await writeKeptCopy(table, file.copy, context.signal, (record, of) => {
          const other = others(record, of)
          return other && recent(other, of)
        })
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

/** How dates are written, as all files together say it; `null`: they do not say, and such dates are read by nobody. */
async function provedOrder({ mapping, ...input }: RewriteInput, signal: AbortSignal): Promise<DayOrder | null> {
  const opened = await openTable({ ...input, signal })
  if (!opened.ok) return mapping.dateOrder
  try {
    const positions = positionsOf(mapping, opened.value.columns)
    if (!positions.ok) return mapping.dateOrder
    const order = await dateOrderOf(opened.value, mapping.dateOrder, timePositionsOf(positions.value), signal)
    return order === 'needed' ? null : order
  } finally {
    await opened.value.close()
  }
}

/** Of a wide table the old steps of a record go, and the record with its last one. */
function keepSince(table: SourceTable, { mapping, beforeUs }: RewriteInput, order: DayOrder | null): Keep {
  if (beforeUs === undefined) return (record) => record
  const timestamps = createTimestampReader(mapping.timezone, order, Date.now())
  const isWide = mapping.steps.length > 0
  const times = timeColumnsOf(mapping)
    .map((name) => findColumn(table.columns, name))
    .filter((at) => at !== -1)
  return (record) => {
    const old = times.filter((at) => {
      const text = trimmed(record.fields[at] ?? '')
      const instant = isAbsent(text) ? null : timestamps.read(text)
      return instant !== null && instant < beforeUs
    })
    if (old.length === 0) return record
    const fields = record.fields.map((text, at) => (old.includes(at) ? '' : text))
    return isWide && times.some((at) => !isAbsent(trimmed(fields[at] ?? ''))) ? { ...record, fields } : null
  }
}
