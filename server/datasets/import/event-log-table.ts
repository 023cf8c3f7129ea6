import type { ErrorCode } from '#shared/contract/errors.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import type { FilePart } from './byte-source.ts'
import { createColumnCollector } from './collect-columns.ts'
import { nameColumns } from './column-names.ts'
import { createLogHandlers, type LogEvent } from './event-log-events.ts'
import type { ScannedRecord } from './scanner.ts'
import { PLAIN_TABLE, type SourceTable, type TableBatch } from './source-table.ts'
import { readXml } from './xml-events.ts'

/** What belongs to the trace is called as in CSV files made of such logs: `case:concept:name`. */
export const TRACE_PREFIX = 'case:'
/** Where no trace has a name its place says which events belong together. */
const TRACE_NUMBER = `${TRACE_PREFIX}trace number`

/** An XES event log, one record an event. It is read once before, for the attributes that occur anywhere in it. */
export async function eventLogTable(file: FilePart, signal: AbortSignal): Promise<Result<SourceTable, ErrorCode>> {
  const ofTrace = createColumnCollector()
  const ofEvent = createColumnCollector()
  let events = 0
  let lastTrace: LogEvent['trace'] = null as LogEvent['trace']
  const steps = readXml(
    file,
    createLogHandlers(({ trace, event }) => {
      events++
      if (trace && trace !== lastTrace) ofTrace.add(trace.keys())
      lastTrace = trace
      ofEvent.add(event.keys())
    }),
    signal,
  )
  let step = await steps.next()
  while (!step.done) step = await steps.next()
  const fault = step.value
  if (events === 0) {
    return fault
      ? refused('file-damaged', 'It is XML that breaks off before the first event.')
      : refused('file-not-supported', 'It is XML, but no XES event log: there is no event in it.')
  }
  const traceKeys = ofTrace.names()
  const eventKeys = ofEvent.names()
  if (eventKeys.length === 0) {
    return refused('file-not-supported', 'It is XML with events, but no XES event log: no event says anything.')
  }
  const isNameless = lastTrace !== null && !traceKeys.includes('concept:name')
  const { columns, repeated } = nameColumns([
    ...(isNameless ? [TRACE_NUMBER] : []),
    ...traceKeys.map((key) => TRACE_PREFIX + key),
    ...eventKeys,
  ])

  function toRecord({ number, traceNumber, trace, event }: LogEvent): ScannedRecord {
    const fields = [
      ...(isNameless ? [trace === null ? '' : String(traceNumber)] : []),
      ...traceKeys.map((key) => trace?.get(key) ?? ''),
      ...eventKeys.map((key) => event.get(key) ?? ''),
    ]
    return { line: number, fields, text: fields.join(', ').slice(0, 2_000), fault: null }
  }

  async function* read(readSignal: AbortSignal): AsyncGenerator<TableBatch, void> {
    let records: ScannedRecord[] = []
    const handlers = createLogHandlers((event) => records.push(toRecord(event)))
    const batches = readXml(file, handlers, readSignal)
    for (let batch = await batches.next(); ; batch = await batches.next()) {
      const found = records
      records = []
      yield { records: found, progress: batch.done ? 1 : batch.value, part: 0 }
      if (batch.done) return
    }
  }

  return done({ ...PLAIN_TABLE, format: 'xes', columns, repeatedHeaders: repeated, fault: () => fault, read })
}
