import type { ErrorCode } from '#shared/contract/errors.ts'
import type { DatasetMapping, ImportResult, ImportWarning, RejectReason } from '#shared/contract/rest/datasets.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import { createEventsTable, eventsTableTypes } from '#server/datasets/events-table.ts'
import type { EngineJob, EngineJobContext, EngineSession } from '#server/duckdb/engine-job.ts'
import { checkImportedRows, dropDuplicateRows } from './check-imported-rows.ts'
import { createDateOrderEvidence, needsDateOrder } from './date-order.ts'
import { createEventBuilder, type EventBuilder } from './event-builder.ts'
import { positionsOf, timeColumnsOf, type ColumnPositions } from './event-mapping.ts'
import { guessDecimal, isAbsent, trimmed, type DecimalMark } from './numbers.ts'
import type { PersonalInput } from './hashed-table.ts'
import { openTable, type SourceFile } from './open-table.ts'
import type { SourceTable } from './source-table.ts'
import { warningsOf, type FileProgress } from './profile-job.ts'
import { openRejectWriter, type RejectWriter } from './reject-file.ts'
import { seqNumbering } from './seq-numbering.ts'
import type { ScannedRecord } from './scanner.ts'
import type { DayOrder } from './timestamp-forms.ts'
import { createTimestampReader, type TimestampReader } from './timestamps.ts'

export interface ImportInput {
  readonly files: readonly SourceFile[]
  readonly mapping: DatasetMapping
  readonly sheet: string | null
  /** The table to fill; made anew. It becomes the dataset's table by `swapTable`. */
  readonly stagingTable: string
  readonly rejectsFile: string
  /** What is hashed before anything is made of it. */
  readonly personal?: PersonalInput | undefined
}

export type ImportOutcome = Result<{ readonly result: ImportResult; readonly fields: readonly string[] }, ErrorCode>

const BATCH_ROWS = 16 * 1024
/** Wide tables go in by fewer rows, so that memory stays flat. */
const BATCH_CELLS = 500_000
const SAMPLE_ROWS = 20_000

/** Reads the whole file into a table of events. Afterwards the table is complete, or (refused, failed, cancelled) there is none. */
export const importFile: EngineJob<ImportInput, ImportOutcome> = async (session, input, context) => {
  const opened = await openTable({ ...input, signal: context.signal })
  if (!opened.ok) return opened
  try {
    return await importTable(session, opened.value, input, context)
  } finally {
    await opened.value.close()
  }
}

async function importTable(
  session: EngineSession,
  table: SourceTable,
  input: ImportInput,
  context: EngineJobContext,
): Promise<ImportOutcome> {
  const positions = positionsOf(input.mapping, table.columns)
  if (!positions.ok) return positions
  const order = await dateOrderOf(table, input.mapping, positions.value, context.signal)
  if (order === 'needed') return refused('date-order-needed', `Column “${timeColumnsOf(input.mapping).join('”, “')}”.`)

  const timestamps = createTimestampReader(input.mapping.timezone, order, Date.now())
  const decimal = input.mapping.decimal ?? (await decimalOf(table, positions.value.value, context.signal))
  const builder = createEventBuilder({
    positions: positions.value,
    eventName: input.mapping.eventName,
    scale: input.mapping.scale,
    columnCount: table.columns.length,
    timestamps,
    decimal,
    hasInvalidBytes: table.hasInvalidBytes,
  })
  await session.run(`DROP TABLE IF EXISTS ${input.stagingTable}`)
  const rejects = await openRejectWriter(input.rejectsFile)
  try {
    await session.run(createEventsTable(input.stagingTable, positions.value.fields.length))
    const counts = await session.transaction(() =>
      fill({ session, context, table, builder, rejects, positions: positions.value, stagingTable: input.stagingTable }),
    )
    const warnings = new Map<ImportWarning, number>(warningsOf(table).map(({ warning, count }) => [warning, count]))
    for (const [warning, count] of builder.warnings) warnings.set(warning, count)
    addTimeWarnings(warnings, timestamps, order)
    const noticed = await checkImportedRows(session, input.stagingTable, positions.value.fields.length)
    for (const [warning, count] of noticed) warnings.set(warning, count)
    if (input.mapping.dropDuplicates) {
      const dropped = await dropDuplicateRows(
        session,
        input.stagingTable,
        positions.value.fields.length,
        seqNumbering(positions.value.steps.length),
        rejects,
      )
      counts.reject('duplicate', dropped)
      counts.accepted -= dropped
      counts.events -= dropped
    }
    return done({ result: resultOf(counts, warnings, table), fields: positions.value.fields })
  } catch (error) {
    await session.run(`DROP TABLE IF EXISTS ${input.stagingTable}`)
    throw error
  } finally {
    await rejects.close()
  }
}

interface Filling {
  readonly session: EngineSession
  readonly context: EngineJobContext
  readonly table: SourceTable
  readonly builder: EventBuilder
  readonly rejects: RejectWriter
  readonly positions: ColumnPositions
  readonly stagingTable: string
}

interface Counts {
  records: number
  accepted: number
  events: number
  hasUnclosedQuote: boolean
  readonly rejectedBy: Partial<Record<RejectReason, number>>
  reject(reason: RejectReason, count: number): void
}

async function fill({ session, context, table, builder, rejects, positions, stagingTable }: Filling): Promise<Counts> {
  const counts: Counts = {
    records: 0,
    accepted: 0,
    events: 0,
    hasUnclosedQuote: false,
    rejectedBy: {},
    reject(reason, count) {
      if (count > 0) this.rejectedBy[reason] = (this.rejectedBy[reason] ?? 0) + count
    },
  }
  const appender = await session.openAppender(stagingTable, eventsTableTypes(positions.fields.length))

  const batchRows = Math.max(256, Math.min(BATCH_ROWS, Math.floor(BATCH_CELLS / (positions.fields.length + 6))))

  function take(record: ScannedRecord, part: number): void {
    counts.records++
    const rejection = builder.add(record, part)
    if (rejection === null) {
      counts.accepted++
      return
    }
    if (record.fault === 'unclosed_quote') counts.hasUnclosedQuote = true
    counts.reject(rejection.reason, 1)
    const file = table.parts.length > 1 ? { file: table.parts[part] ?? '' } : {}
    rejects.add({ line: record.line, ...file, ...rejection, text: record.text })
  }

  function append(): void {
    const { columns, count } = builder.take()
    if (count === 0) return
    appender.append(columns, count)
    appender.flush()
  }

  try {
    for await (const batch of table.read(context.signal)) {
      for (const record of batch.records) {
        take(record, batch.part)
        if (builder.size() >= batchRows) append()
      }
      await rejects.flush()
      context.report({ progress: batch.progress, rows: counts.records } satisfies FileProgress)
    }
    append()
    counts.events = builder.events()
  } finally {
    appender.close()
  }
  return counts
}

/** The order that the mapping says or the whole column proves; `needed` when a person has to choose. */
export async function dateOrderOf(
  table: SourceTable,
  mapping: DatasetMapping,
  positions: ColumnPositions,
  signal: AbortSignal,
): Promise<DayOrder | null | 'needed'> {
  if (mapping.dateOrder !== null) return mapping.dateOrder
  const evidence = createDateOrderEvidence()
  const columns = positions.steps.length > 0 ? positions.steps.map(({ index }) => index) : [positions.timestamp]
  let rows = 0
  for await (const batch of table.read(signal)) {
    for (const { fields } of batch.records) {
      for (const column of columns) {
        const text = trimmed(fields[column] ?? '')
        if (!isAbsent(text)) evidence.add(text)
      }
    }
    rows += batch.records.length
    if (evidence.proved() !== null) break
    // Whole columns of ISO times need not be read twice: a few stray dates among them are rejected, not guessed.
    if (rows >= SAMPLE_ROWS && evidence.counts.dates < evidence.counts.values / 2) break
  }
  return needsDateOrder(evidence) ? 'needed' : evidence.proved()
}

async function decimalOf(table: SourceTable, column: number, signal: AbortSignal): Promise<DecimalMark> {
  if (column === -1) return '.'
  const values: string[] = []
  for await (const batch of table.read(signal)) {
    for (const { fields } of batch.records) {
      const text = trimmed(fields[column] ?? '')
      if (!isAbsent(text)) values.push(text)
    }
    if (values.length >= SAMPLE_ROWS) break
  }
  return guessDecimal(values)
}

function addTimeWarnings(
  warnings: Map<ImportWarning, number>,
  { notes }: TimestampReader,
  order: DayOrder | null,
): void {
  const set = (warning: ImportWarning, count: number): void => {
    if (count > 0) warnings.set(warning, count)
  }
  set('naive_timestamps', notes.naive)
  set('nonexistent_local_time', notes.nonexistent)
  set('ambiguous_local_time', notes.ambiguous)
  set('timestamp_out_of_range', notes.outOfRange)
  const offsets = [...notes.offsets].sort((a, b) => a - b)
  // Two offsets an hour apart are the summer and winter of one zone.
  const isOneZone = offsets.length < 2 || (offsets.length === 2 && (offsets[1] ?? 0) - (offsets[0] ?? 0) === 60)
  const kinds = offsets.length + (notes.naive > 0 ? 1 : 0)
  if (kinds > 1 && (!isOneZone || notes.naive > 0)) set('mixed_timezones', kinds)
  if (notes.forms.size > 1) set('mixed_date_formats', notes.forms.size)
  if (order === null && notes.undecidedDates > 0) set('ambiguous_date_order', notes.undecidedDates)
}

function resultOf(counts: Counts, warnings: Map<ImportWarning, number>, table: SourceTable): ImportResult {
  const fault = table.fault()
  const isCut = fault !== null
  const messages: string[] = []
  if (fault === 'truncated') messages.push('The file ends early: it was cut off. The rows before that are in.')
  if (fault === 'damaged')
    messages.push('The file is damaged and could not be read to its end. The rows before that are in.')
  if (counts.hasUnclosedQuote)
    messages.push('A quote is opened and never closed; the lines after it were read as they stand.')
  if (counts.records === 0) messages.push('The file has no rows below its header.')
  return {
    records: counts.records,
    accepted: counts.accepted,
    rejected: counts.records - counts.accepted,
    events: counts.events,
    rejectedBy: counts.rejectedBy,
    warnings: [...warnings].map(([warning, count]) => ({ warning, count })),
    complete: !isCut && !counts.hasUnclosedQuote,
    message: messages.length === 0 ? null : messages.join(' '),
  }
}
