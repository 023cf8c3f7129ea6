import type { DatasetMapping, ImportResult, ImportWarning } from '#shared/contract/rest/datasets.ts'
import { done, refused } from '#shared/lib/result.ts'
import { casesTableName, numberNewTable } from '#server/datasets/case-numbers.ts'
import { createEventsTable } from '#server/datasets/events-table.ts'
import type { EngineJob, EngineJobContext, EngineSession } from '#server/duckdb/engine-job.ts'
import { checkImportedRows, dropDuplicateRows } from './check-imported-rows.ts'
import { dateOrderOf, decimalOf, turnedDatesOf } from './column-formats.ts'
import { type ColumnPositions, positionsOf, timeColumnsOf, timePositionsOf, withoutMissing } from './event-mapping.ts'
import type { PersonalInput } from './hashed-table.ts'
import type { RefusedTable } from './joined-table.ts'
import { openTable, type SourceFile } from './open-table.ts'
import { loadPlain } from './plain/plain-load.ts'
import { PLAIN_LIMITS, planPlain, type PlainLimits } from './plain/plain-plan.ts'
import { createRecordIntake, type Counts, type RecordIntake } from './record-intake.ts'
import type { DecimalMark } from './numbers.ts'
import type { PartsOfFile, SourceTable } from './source-table.ts'
import { warningsOf, type FileProgress } from './profile-job.ts'
import { openRejectWriter, type RejectWriter } from './reject-file.ts'
import { seqNumbering } from './seq-numbering.ts'
import type { DayOrder } from './timestamp-forms.ts'
import { createTimestampReader, type TimestampNotes, type TimestampReader } from './timestamps.ts'
import { writtenOtherwise } from './written-otherwise.ts'

export interface ImportInput {
  readonly files: readonly SourceFile[]
  readonly mapping: DatasetMapping
  readonly sheet: string | null
  /** The table to fill; made anew. It becomes the dataset's table by `swapTable`. */
  readonly stagingTable: string
  readonly rejectsFile: string
  /** What is hashed before anything is made of it. */
  readonly personal?: PersonalInput | undefined
  /**
   * A file that was read with these and is not any more. What only it had is not missed, and what of their dates and numbers only it showed holds
   * of them as before.
   */
  readonly leaving?: SourceFile | undefined
  /** Other limits than the usual ones. */
  readonly plain?: PlainLimits | undefined
}

export type ImportOutcome = { readonly ok: true; readonly value: ImportedTable } | RefusedTable

export interface ImportedTable {
  readonly result: ImportResult
  readonly fields: readonly string[]
  /** Under which it was read: another than was asked for only when a file has left. */
  readonly mapping: DatasetMapping
  /** How many parts each of the files takes, in their order. */
  readonly partsOfFiles: readonly PartsOfFile[]
  /** Rows that the engine read by itself, since they are beyond doubt; the outcome is the same either way. `null`: it did not try to the end. */
  readonly plainRows: number | null
}

/** Reads the whole file into a table of events. Afterwards the table is complete, or (refused, failed, cancelled) there is none. */
export const importFile: EngineJob<ImportInput, ImportOutcome> = async (session, input, context) => {
  const options = { ...input, signal: context.signal }
  // First of all what can be said of it: which columns it lacks.
  const opened = await openTable(options)
  if (!opened.ok) return opened
  const unlike = await writtenOtherwise(options)
  if (unlike) {
    await opened.value.close()
    return unlike
  }
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
  const asked = input.leaving ? withoutMissing(input.mapping, table.columns) : input.mapping
  const positions = positionsOf(asked, table.columns)
  if (!positions.ok) return positions
  const { order, numbers, mapping } = await formatsOf(table, asked, positions.value, input, context.signal)
  if (order === 'needed') return refused('date-order-needed', `Column “${timeColumnsOf(mapping).join('”, “')}”.`)

  const nowMs = Date.now()
  const zone = mapping.timezone
  const options = {
    positions: positions.value,
    eventName: mapping.eventName,
    scale: mapping.scale,
    columnCount: table.columns.length,
    decimal: numbers.decimal,
    hasInvalidBytes: table.hasInvalidBytes,
  }
  const limits = input.plain ?? PLAIN_LIMITS
  const plan = await planPlain(table, options, { zone, nowMs, limits, signal: context.signal })
  let rejects = await openRejectWriter(input.rejectsFile)
  try {
    const begin = async (): Promise<Reading> => {
      await dropStaging(session, input.stagingTable)
      await session.run(createEventsTable(input.stagingTable, positions.value.fields.length))
      const timestamps = createTimestampReader(zone, order, nowMs)
      return { timestamps, intake: createRecordIntake({ ...options, timestamps }, table.parts, rejects) }
    }
    let reading = await begin()
    const common = { session, context, stagingTable: input.stagingTable }
    const plainRows = plan && (await loadPlain({ ...common, plan, ...of(reading), rejects }))
    if (plainRows === null) {
      if (plan !== null) {
        await rejects.close()
        rejects = await openRejectWriter(input.rejectsFile)
        reading = await begin()
      }
      await session.transaction(() => fill({ ...common, table, intake: reading.intake, rejects }))
    }
    const { timestamps, intake } = reading
    const { counts, builder } = intake
    const warnings = new Map<ImportWarning, number>(warningsOf(table).map(({ warning, count }) => [warning, count]))
    for (const [warning, count] of builder.warnings) warnings.set(warning, count)
    addTimeWarnings(warnings, timestamps, order)
    // Only where dates are kept in several ways; then the columns are looked at once more.
    if (warnings.has('mixed_date_formats')) {
      const turned = await turnedDatesOf(table, timePositionsOf(positions.value), context.signal)
      if (turned > 0) warnings.set('dates_turned', turned)
    }
    if (numbers.undecided > 0) warnings.set('undecided_numbers', numbers.undecided)
    const noticed = await checkImportedRows(session, input.stagingTable, positions.value.fields.length)
    for (const [warning, count] of noticed) warnings.set(warning, count)
    if (mapping.dropDuplicates && noticed.has('duplicate_rows')) {
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
    await numberNewTable(session, input.stagingTable)
    const { fields } = positions.value
    const partsOfFiles = table.partsOfFiles ?? partsOfOnly(input.files, table)
    return done({ result: resultOf(counts, warnings, table), fields, mapping, partsOfFiles, plainRows })
  } catch (error) {
    await dropStaging(session, input.stagingTable)
    throw error
  } finally {
    await rejects.close()
  }
}

const partsOfOnly = ([only]: readonly SourceFile[], { parts }: SourceTable): readonly PartsOfFile[] =>
  only?.id === undefined ? [] : [{ id: only.id, parts: Math.max(1, parts.length) }]

interface Formats {
  readonly order: DayOrder | 'needed' | null
  readonly numbers: { readonly decimal: DecimalMark; readonly undecided: number }
  readonly mapping: DatasetMapping
}

/** How dates and numbers are written: as is said, as the table shows, or as it showed together with the file that leaves. */
async function formatsOf(
  table: SourceTable,
  mapping: DatasetMapping,
  positions: ColumnPositions,
  { leaving, ...input }: ImportInput,
  signal: AbortSignal,
): Promise<Formats> {
  const order = await dateOrderOf(table, mapping.dateOrder, timePositionsOf(positions), signal)
  const numbers = mapping.decimal
    ? { decimal: mapping.decimal, undecided: 0 }
    : await decimalOf(table, positions.value, signal)
  const own = { order, numbers, mapping }
  if (!leaving || (order !== 'needed' && numbers.undecided === 0)) return own
  const opened = await openTable({ ...input, mapping, files: [...input.files, leaving], signal })
  if (!opened.ok) return own
  try {
    const together = positionsOf(mapping, opened.value.columns)
    if (!together.ok) return own
    const shown =
      order === 'needed' ? await dateOrderOf(opened.value, null, timePositionsOf(together.value), signal) : null
    const decided = numbers.undecided > 0 ? await decimalOf(opened.value, together.value.value, signal) : null
    const said = {
      dateOrder: shown === 'needed' ? null : shown,
      decimal: decided?.undecided === 0 ? decided.decimal : null,
    }
    return {
      order: said.dateOrder ?? order,
      numbers: said.decimal === null ? numbers : { decimal: said.decimal, undecided: 0 },
      // From now on nothing else would show it.
      mapping: { ...mapping, dateOrder: mapping.dateOrder ?? said.dateOrder, decimal: mapping.decimal ?? said.decimal },
    }
  } finally {
    await opened.value.close()
  }
}

async function dropStaging(session: EngineSession, table: string): Promise<void> {
  await session.run(`DROP TABLE IF EXISTS ${table}`)
  await session.run(`DROP TABLE IF EXISTS ${casesTableName(table)}`)
}

interface Reading {
  readonly timestamps: TimestampReader
  readonly intake: RecordIntake
}

const of = ({ timestamps: { notes }, intake }: Reading): { notes: TimestampNotes; intake: RecordIntake } => ({
  notes,
  intake,
})

interface Filling {
  readonly session: EngineSession
  readonly context: EngineJobContext
  readonly table: SourceTable
  readonly intake: RecordIntake
  readonly rejects: RejectWriter
  readonly stagingTable: string
}

async function fill({ session, context, table, intake, rejects, stagingTable }: Filling): Promise<void> {
  const sink = await intake.openTable(session, stagingTable)
  try {
    for await (const batch of table.read(context.signal)) {
      for (const record of batch.records) {
        intake.take(record, batch.part)
        sink.append('full')
      }
      await rejects.flush()
      context.report({ progress: batch.progress, rows: intake.counts.records } satisfies FileProgress)
    }
    sink.append('now')
  } finally {
    sink.close()
  }
}

function addTimeWarnings(
  warnings: Map<ImportWarning, number>,
  { notes }: TimestampReader,
  order: DayOrder | null,
): void {
  const set = (warning: ImportWarning, count: number): void => {
    if (count > 0) warnings.set(warning, count)
  }
  // A file that writes times in its own way has told of its own.
  const add = (warning: ImportWarning, count: number): void => set(warning, (warnings.get(warning) ?? 0) + count)
  add('naive_timestamps', notes.naive)
  add('nonexistent_local_time', notes.nonexistent)
  add('ambiguous_local_time', notes.ambiguous)
  set('timestamp_out_of_range', notes.outOfRange)
  const offsets = [...notes.offsets].sort((a, b) => a - b)
  // Two offsets an hour apart are the summer and winter of one zone.
  const isOneZone = offsets.length < 2 || (offsets.length === 2 && (offsets[1] ?? 0) - (offsets[0] ?? 0) === 60)
  const kinds = offsets.length + (notes.naive > 0 ? 1 : 0)
  if (kinds > 1 && (!isOneZone || notes.naive > 0)) set('mixed_timezones', kinds)
  if (notes.forms.size > 1) set('mixed_date_formats', notes.forms.size)
  if (order === null && notes.undecidedDates > 0) set('ambiguous_date_order', notes.undecidedDates)
  // A column that is written in both orders: whichever was taken, some of its dates mean the other day.
  if (order !== null && notes.otherOrder > 0) set('ambiguous_date_order', notes.eitherOrder)
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
