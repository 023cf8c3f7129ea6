import type { RejectReason } from '#shared/contract/rest/datasets.ts'
import { eventsTableTypes, withNumbers } from '#server/datasets/events-table.ts'
import type { EngineSession } from '#server/duckdb/engine-job.ts'
import { createEventBuilder, type EventBuilder, type EventBuilderOptions } from './event-builder.ts'
import type { RejectWriter } from './reject-file.ts'
import { isBlankRow, type ScannedRecord } from './scanner.ts'

/** What has become of the records of an import so far. */
export interface Counts {
  records: number
  accepted: number
  events: number
  hasUnclosedQuote: boolean
  readonly rejectedBy: Partial<Record<RejectReason, number>>
  reject(reason: RejectReason, count: number): void
}

/** Makes an event or a reject of each record, and counts. */
export interface RecordIntake {
  readonly counts: Counts
  readonly builder: EventBuilder
  take(record: ScannedRecord, part: number): void
  /** Writes the events into the table as they come; within a transaction of the caller's. Close it in any case. */
  openTable(session: EngineSession, table: string): Promise<EventSink>
}

export interface EventSink {
  /** `when`: only when so many wait that they fill a batch. */
  append(when: 'full' | 'now'): void
  close(): void
}

const BATCH_ROWS = 16 * 1024
/** Wide tables go in by fewer rows, so that memory stays flat. */
const BATCH_CELLS = 500_000

/** `parts`: the names of the files that records come from. */
export function createRecordIntake(
  options: EventBuilderOptions,
  parts: readonly string[],
  rejects: RejectWriter,
): RecordIntake {
  const builder = createEventBuilder(options)
  const attributes = options.positions.attributes.length
  const batchRows = Math.max(256, Math.min(BATCH_ROWS, Math.floor(BATCH_CELLS / (attributes + 6))))
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

  return {
    counts,
    builder,
    take(record, part) {
      if (isBlankRow(record)) return
      counts.records++
      const before = builder.events()
      const rejection = builder.add(record, part)
      if (rejection === null) {
        counts.accepted++
        counts.events += builder.events() - before
        return
      }
      if (record.fault === 'unclosed_quote') counts.hasUnclosedQuote = true
      counts.reject(rejection.reason, 1)
      const file = parts.length > 1 ? { file: parts[part] ?? '' } : {}
      const detail = record.within ? `${rejection.detail} ${record.within}` : rejection.detail
      rejects.add({ line: record.line, ...file, reason: rejection.reason, detail, text: record.text })
    },
    async openTable(session, table) {
      const appender = await session.openAppender(table, eventsTableTypes(attributes))
      return {
        append(when) {
          if (when === 'full' && builder.size() < batchRows) return
          const { columns, count } = builder.take()
          if (count === 0) return
          appender.append(withNumbers(columns), count)
          appender.flush()
        },
        close: () => appender.close(),
      }
    },
  }
}
