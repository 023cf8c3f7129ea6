import { createEventBuilder, type EventBuilderOptions } from '../event-builder.ts'
import { trimmed } from '../numbers.ts'
import type { PlainText, SourceTable } from '../source-table.ts'
import { createTimestampReader, type TimestampNotes } from '../timestamps.ts'

/** How the times of most rows are written. */
export type TimeKind = 'iso-without-zone' | 'iso-with-offset' | 'epoch-s' | 'epoch-ms'

/** How SQL reads the rows of a file that are beyond doubt. */
export interface PlainPlan extends Omit<EventBuilderOptions, 'timestamps' | 'hasInvalidBytes'> {
  readonly text: PlainText
  readonly delimiter: string
  /** Line of the first record. */
  readonly firstLine: number
  readonly times: TimeKind
  /** Most of them are written as the engine writes a time. */
  readonly isLikeEngine: boolean
  /** Many values have spaces around them. */
  readonly hasBlanks: boolean
  /** Minutes east of UTC that occur. */
  readonly offsets: ReadonlySet<number>
  readonly nowMs: number
  readonly limits: PlainLimits
}

/** When reading a file this way is worth it. */
export interface PlainLimits {
  /** A smaller file is read in the time that starting takes. */
  readonly fromBytes: number
  /** Of a piece: whole row groups of the engine, and little enough that memory stays flat. */
  readonly pieceBytes: number
  /** So many rows our own reader takes in any case; it is some ten times as dear. */
  readonly fewRows: number
  /** Beyond this share of all rows nothing is won. */
  readonly doubtfulShare: number
}

export const PLAIN_LIMITS: PlainLimits = {
  fromBytes: 4 * 1024 * 1024,
  pieceBytes: 32 * 1024 * 1024,
  fewRows: 50_000,
  doubtfulShare: 0.25,
}

const SAMPLE_ROWS = 2_000
const DELIMITERS: ReadonlySet<string> = new Set([',', ';', '\t', '|'])

interface PlanFacts {
  /** For times that name none. */
  readonly zone: string
  readonly nowMs: number
  readonly limits: PlainLimits
  readonly signal: AbortSignal
}

/** `null`: the table has to be read record by record. */
export async function planPlain(
  table: SourceTable,
  options: Omit<EventBuilderOptions, 'timestamps'>,
  { zone, nowMs, limits, signal }: PlanFacts,
): Promise<PlainPlan | null> {
  const { plainText: text, delimiter, columns } = table
  const { positions } = options
  if (
    !text ||
    text.bytes < limits.fromBytes ||
    options.hasInvalidBytes ||
    !DELIMITERS.has(delimiter) ||
    columns.length < 2
  )
    return null
  // A case that is called by its line, and several events of one record.
  if (positions.case === -1 || positions.timestamp === -1 || positions.steps.length > 0) return null
  const timestamps = createTimestampReader(zone, null, nowMs)
  const builder = createEventBuilder({ ...options, timestamps })
  let firstLine: number | null = null
  let rows = 0
  let untidy = 0
  const sampled: string[] = []
  for await (const { records } of table.read(signal)) {
    firstLine ??= records[0]?.line ?? null
    for (const record of records.slice(0, SAMPLE_ROWS - rows)) {
      builder.add(record, 0)
      sampled.push(record.fields[positions.timestamp] ?? '')
      if (record.fields.some((field) => field !== trimmed(field))) untidy++
    }
    rows += records.length
    if (rows >= SAMPLE_ROWS) break
  }
  const times = commonestKind(sampled)
  if (firstLine === null || times === null) return null
  if (times === 'iso-without-zone' && zone !== 'UTC') return null
  if (times === 'iso-with-offset' && timestamps.notes.offsets.size === 0) return null
  return {
    ...options,
    text,
    delimiter,
    firstLine,
    times,
    isLikeEngine: sampled.filter((time) => LIKE_ENGINE.test(time)).length * 2 > sampled.length,
    hasBlanks: untidy * 10 > sampled.length,
    offsets: timestamps.notes.offsets,
    nowMs,
    limits,
  }
}

const KINDS: readonly (readonly [TimeKind, RegExp])[] = [
  ['iso-without-zone', /^\d{4}-\d\d-\d\d([T ][\d:.]+)?$/],
  ['iso-with-offset', /^\d{4}-\d\d-\d\d[T ][\d:.]+(Z|[+-][\d:]+)$/],
  ['epoch-s', /^\d{9,10}$/],
  ['epoch-ms', /^\d{12,13}$/],
]

const LIKE_ENGINE = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d*[1-9])?$/

/** The kind of most times; a rough look, since the SQL for it looks closely. */
function commonestKind(times: readonly string[]): TimeKind | null {
  let best: TimeKind | null = null
  let most = 0
  for (const [kind, pattern] of KINDS) {
    const count = times.filter((time) => pattern.test(time)).length
    if (count > most) [best, most] = [kind, count]
  }
  return best
}

/** What the rows that SQL read would have been noted for. */
export function notePlainRows(notes: TimestampNotes, { times, offsets }: PlainPlan, rows: number): void {
  if (rows === 0) return
  for (const offset of offsets) notes.offsets.add(offset)
  notes.forms.add(times.startsWith('iso') ? 'iso' : (times as 'epoch-s' | 'epoch-ms'))
  if (times === 'iso-without-zone') notes.naive += rows
  else if (times.startsWith('epoch')) notes.offsets.add(0)
}
