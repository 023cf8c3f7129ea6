import { type ImportWarning, type RejectReason } from '#shared/contract/rest/datasets.ts'
import { SCALE_BOUNDS, type ScoreScale } from '#shared/contract/score-scales.ts'
import type { ColumnValues } from '#server/duckdb/engine-job.ts'
import { seqNumbering } from './seq-numbering.ts'
import type { ColumnPositions } from './event-mapping.ts'
import { readOnScale } from './answers.ts'
import { isAbsent, isSheetError, readNumber, trimmed, type DecimalMark } from './numbers.ts'
import type { ScannedRecord, ScanFault } from './scanner.ts'
import type { TimestampReader } from './timestamps.ts'

export interface Rejection {
  readonly reason: RejectReason
  readonly detail: string
}

/** Turns records into the columns of the events table. */
export interface EventBuilder {
  /** Takes a record of a part of the file, or says why it is no event. */
  add(record: ScannedRecord, part: number): Rejection | null
  /** Rows taken since the last call, as columns of the events table; the arrays are used again. */
  take(): { readonly columns: readonly ColumnValues[]; readonly count: number }
  readonly size: () => number
  readonly warnings: Map<ImportWarning, number>
  /** How many events were made; a record of a wide table makes several. */
  readonly events: () => number
}

export interface EventBuilderOptions {
  readonly positions: ColumnPositions
  /** What every event is called that no column names. */
  readonly eventName: string | null
  /** Whole numbers that a score may be; `null`: the value is no score. */
  readonly scale: ScoreScale | null
  readonly columnCount: number
  readonly timestamps: TimestampReader
  readonly decimal: DecimalMark
  /** Only then does U+FFFD mean damage. */
  readonly hasInvalidBytes: boolean
}

const FAULTS: Record<ScanFault, Rejection> = {
  unclosed_quote: { reason: 'malformed_quote', detail: 'A quote is opened here and never closed.' },
  text_after_quote: { reason: 'malformed_quote', detail: 'There is text behind a closing quote.' },
  bad_json: { reason: 'bad_json', detail: 'This is not valid JSON.' },
  not_an_object: { reason: 'not_an_object', detail: 'This is JSON, but no object with fields.' },
  uneven_record: { reason: 'ragged_row', detail: 'It has more or fewer values than there are columns.' },
  odd_line: { reason: 'ragged_row', detail: 'This line is not written like the others of this log.' },
  oversize_record: { reason: 'oversize_record', detail: 'This record is longer than 1 MiB, or 16 MiB in JSON.' },
}
const QUOTE_FAULTS: ReadonlySet<ScanFault> = new Set(['unclosed_quote', 'text_after_quote'])
const DAMAGED = '\uFFFD'

export function createEventBuilder(options: EventBuilderOptions): EventBuilder {
  const { positions, eventName, scale, columnCount, timestamps, decimal, hasInvalidBytes } = options
  const numbering = seqNumbering(positions.steps.length)
  const warnings = new Map<ImportWarning, number>()
  const cases: string[] = []
  const instants: number[] = []
  const lines: number[] = []
  const events: string[] = []
  const channels: (string | null)[] = []
  const values: (number | null)[] = []
  const attributes = positions.attributes.map((): (string | null)[] => [])
  let count = 0
  let made = 0

  function warn(warning: ImportWarning): void {
    warnings.set(warning, (warnings.get(warning) ?? 0) + 1)
  }

  function textAt(fields: readonly string[], index: number): string | null {
    const raw = index === -1 ? undefined : fields[index]
    if (raw === undefined) return null
    const text = trimmed(raw)
    return isAbsent(text) ? null : text
  }

  /** Of a case or an event: #N/A that a spreadsheet saved as text is none. */
  function nameAt(fields: readonly string[], index: number): string | null {
    const name = textAt(fields, index)
    return name !== null && isSheetError(name) ? null : name
  }

  function shapeOf(record: ScannedRecord): Rejection | null {
    if (record.fault) {
      if (QUOTE_FAULTS.has(record.fault)) warn('malformed_quote')
      return FAULTS[record.fault]
    }
    if (record.text.includes('\u0000')) {
      warn('nul_byte')
      return { reason: 'nul_byte', detail: 'There is a NUL byte in this record.' }
    }
    const { fields } = record
    if (fields.length === columnCount) return null
    // Some programs end a line with one more delimiter. It takes nothing from anybody, and the engine does not see it either.
    if (fields.length === columnCount + 1 && fields[columnCount] === '') return null
    warn('ragged_rows')
    for (let index = columnCount; index < fields.length; index++) {
      if ((fields[index] ?? '').trim() !== '') {
        return { reason: 'ragged_row', detail: `${fields.length} fields where the header has ${columnCount}.` }
      }
    }
    return null
  }

  function amountOf(text: string | null): number | null {
    if (text === null) return null
    const value = scale ? readOnScale(text, scale, decimal) : readNumber(text, decimal)
    if (value === null) warn('bad_value')
    if (value === null || !scale) return value
    const [lowest, highest] = SCALE_BOUNDS[scale]
    if ((Number.isInteger(value) || scale === '0-100') && value >= lowest && value <= highest) return value
    warn('score_out_of_range')
    return null
  }

  function put(record: ScannedRecord, part: number, step: number, happened: Happened): void {
    cases[count] = happened.caseId
    instants[count] = happened.instant
    lines[count] = numbering.seqOf(part, record.line, step)
    events[count] = happened.event
    channels[count] = textAt(record.fields, positions.channel)
    values[count] = happened.hasValue ? amountOf(textAt(record.fields, positions.value)) : null
    for (let index = 0; index < attributes.length; index++) {
      const column = attributes[index] as (string | null)[]
      column[count] = textAt(record.fields, positions.attributes[index] as number)
    }
    count++
    made++
  }

  /** A step that did not happen has no time; what cannot be read is told, and the others stay. */
  function addSteps(record: ScannedRecord, part: number, caseId: string): Rejection | null {
    let unreadable = ''
    let found = 0
    for (const [step, { index, event }] of positions.steps.entries()) {
      const time = textAt(record.fields, index)
      if (time === null) continue
      const instant = timestamps.read(time)
      if (instant === null) {
        unreadable = time
        warn('unreadable_step')
        continue
      }
      // What the row is worth is counted once.
      put(record, part, step, { caseId, instant, event, hasValue: found === 0 })
      found++
    }
    if (found > 0) return null
    return unreadable === ''
      ? { reason: 'missing_timestamp', detail: 'None of the steps has a date and time.' }
      : badTimestamp(unreadable)
  }

  return {
    warnings,
    size: () => count,
    events: () => made,
    add(record, part) {
      const fault = shapeOf(record)
      if (fault) return fault
      const { fields } = record
      const caseId = positions.case === -1 ? numbering.caseOf(part, record.line) : nameAt(fields, positions.case)
      if (caseId === null) return { reason: 'missing_case', detail: 'There is no case id.' }
      if (looksScientific(caseId)) warn('id_looks_like_scientific_notation')
      if (positions.steps.length > 0) return addSteps(record, part, caseId)
      const time = textAt(fields, positions.timestamp)
      if (time === null) return { reason: 'missing_timestamp', detail: 'There is no date and time.' }
      const event = nameAt(fields, positions.event) ?? nameAt(fields, positions.eventFallback) ?? eventName
      if (event === null) return { reason: 'missing_event', detail: 'There is no event.' }
      if (hasInvalidBytes && record.text.includes(DAMAGED)) {
        warn('bad_encoding')
        if (caseId.includes(DAMAGED) || event.includes(DAMAGED) || time.includes(DAMAGED)) {
          return { reason: 'bad_encoding', detail: 'Some bytes are not valid text.' }
        }
      }
      const instant = timestamps.read(time)
      if (instant === null) return badTimestamp(time)
      put(record, part, 0, { caseId, instant, event, hasValue: true })
      return null
    },
    take() {
      const taken = count
      count = 0
      return { columns: [cases, instants, lines, events, channels, values, ...attributes], count: taken }
    },
  }
}

interface Happened {
  readonly caseId: string
  readonly instant: number
  readonly event: string
  readonly hasValue: boolean
}

function badTimestamp(time: string): Rejection {
  return { reason: 'bad_timestamp', detail: `“${time.slice(0, 100)}” cannot be read as a date and time.` }
}

/** A spreadsheet has turned a long number into 1E+05 and forgotten the rest. */
function looksScientific(id: string): boolean {
  const first = id.charCodeAt(0)
  return first >= 48 && first <= 57 && id.length < 24 && /^\d+([.,]\d+)?E\+\d+$/i.test(id)
}
