import type { ImportWarning, RejectReason } from '#shared/contract/rest/datasets.ts'
import type { ColumnValues } from '#server/duckdb/engine-job.ts'
import type { ColumnPositions } from './event-mapping.ts'
import { isAbsent, readNumber, trimmed, type DecimalMark } from './numbers.ts'
import type { ScannedRecord, ScanFault } from './scanner.ts'
import type { TimestampReader } from './timestamps.ts'

export interface Rejection {
  readonly reason: RejectReason
  readonly detail: string
}

/** Turns records into the columns of the events table. */
export interface EventBuilder {
  /** Takes a record, or says why it is no event. */
  add(record: ScannedRecord): Rejection | null
  /** Rows taken since the last call, as columns of the events table; the arrays are used again. */
  take(): { readonly columns: readonly ColumnValues[]; readonly count: number }
  readonly size: () => number
  readonly warnings: Map<ImportWarning, number>
}

export interface EventBuilderOptions {
  readonly positions: ColumnPositions
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
  oversize_record: { reason: 'oversize_record', detail: 'This record is longer than 1 MiB.' },
}
const QUOTE_FAULTS: ReadonlySet<ScanFault> = new Set(['unclosed_quote', 'text_after_quote'])
const DAMAGED = '\uFFFD'

export function createEventBuilder(options: EventBuilderOptions): EventBuilder {
  const { positions, columnCount, timestamps, decimal, hasInvalidBytes } = options
  const warnings = new Map<ImportWarning, number>()
  const cases: string[] = []
  const instants: number[] = []
  const lines: number[] = []
  const events: string[] = []
  const channels: (string | null)[] = []
  const values: (number | null)[] = []
  const attributes = positions.attributes.map((): (string | null)[] => [])
  let count = 0

  function warn(warning: ImportWarning): void {
    warnings.set(warning, (warnings.get(warning) ?? 0) + 1)
  }

  function textAt(fields: readonly string[], index: number): string | null {
    const raw = index === -1 ? undefined : fields[index]
    if (raw === undefined) return null
    const text = trimmed(raw)
    return isAbsent(text) ? null : text
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
    const value = readNumber(text, decimal)
    if (value === null) warn('bad_value')
    return value
  }

  return {
    warnings,
    size: () => count,
    add(record) {
      const fault = shapeOf(record)
      if (fault) return fault
      const { fields } = record
      const caseId = textAt(fields, positions.case)
      if (caseId === null) return { reason: 'missing_case', detail: 'There is no case id.' }
      const time = textAt(fields, positions.timestamp)
      if (time === null) return { reason: 'missing_timestamp', detail: 'There is no date and time.' }
      const event = textAt(fields, positions.event)
      if (event === null) return { reason: 'missing_event', detail: 'There is no event.' }
      if (hasInvalidBytes && record.text.includes(DAMAGED)) {
        warn('bad_encoding')
        if (caseId.includes(DAMAGED) || event.includes(DAMAGED) || time.includes(DAMAGED)) {
          return { reason: 'bad_encoding', detail: 'Some bytes are not valid text.' }
        }
      }
      const instant = timestamps.read(time)
      if (instant === null)
        return { reason: 'bad_timestamp', detail: `“${time.slice(0, 100)}” cannot be read as a date and time.` }
      if (looksScientific(caseId)) warn('id_looks_like_scientific_notation')
      cases[count] = caseId
      instants[count] = instant
      lines[count] = record.line
      events[count] = event
      channels[count] = textAt(fields, positions.channel)
      values[count] = amountOf(textAt(fields, positions.value))
      for (let index = 0; index < attributes.length; index++) {
        const column = attributes[index] as (string | null)[]
        column[count] = textAt(fields, positions.attributes[index] as number)
      }
      count++
      return null
    },
    take() {
      const taken = count
      count = 0
      return { columns: [cases, instants, lines, events, channels, values, ...attributes], count: taken }
    },
  }
}

/** A spreadsheet has turned a long number into 1E+05 and forgotten the rest. */
function looksScientific(id: string): boolean {
  const first = id.charCodeAt(0)
  return first >= 48 && first <= 57 && id.length < 24 && /^\d+([.,]\d+)?E\+\d+$/i.test(id)
}
