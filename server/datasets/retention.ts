import type { ErrorCode } from '#shared/contract/errors.ts'
import type { RetentionBody } from '#shared/contract/rest/customers.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#shared/lib/time.ts'
import type { DatasetRecord, DatasetRows } from './dataset-rows.ts'
import type { ImportFlow } from './import-flow.ts'
import type { Logger } from './ports.ts'
import type { Tables } from './tables.ts'

/** How long the events of a dataset are kept: so many days after they happened, then they go, with what the files have of them. */
export interface DatasetRetention {
  /** What is set, and how many events would go now by `days` (absent: by what is set). */
  look(id: string, days?: number | null): Promise<Result<RetentionBody, ErrorCode>>
  /** Sets it and holds to it at once; tells what went. `not-ready`: the dataset is being read. */
  set(id: string, days: number | null): Promise<Result<RetentionBody, ErrorCode>>
  /** Stops; resolves when nothing is under way. */
  close(): Promise<void>
}

interface Deps {
  readonly rows: DatasetRows
  readonly tables: Tables
  readonly flow: ImportFlow
  readonly logger: Logger
  /** Asked before the first sweep: the tables have to be known. */
  readonly opened: () => Promise<void>
}

const FIRST_AFTER_MS = 10 * MINUTE_MS
const EVERY_MS = DAY_MS

export function createRetention({ rows, tables, flow, logger, opened }: Deps): DatasetRetention {
  let isClosed = false
  let sweeping: Promise<void> = Promise.resolve()
  let timer = setTimeout(sweepAll, FIRST_AFTER_MS).unref()
  // What a file brought that is too old already.
  flow.onEnded((id) => {
    sweeping = sweeping.then(() => sweepOne(id))
  })

  function sweepAll(): void {
    sweeping = sweeping.then(async () => {
      for (const { id } of (await rows.list()).filter(({ retentionDays }) => retentionDays !== null)) await sweepOne(id)
      if (!isClosed) timer = setTimeout(sweepAll, EVERY_MS).unref()
    })
  }

  async function sweepOne(id: string): Promise<void> {
    try {
      if (isClosed) return
      const record = await rows.find(id)
      if (!record || record.retentionDays === null) return
      await opened()
      await hold(record, record.retentionDays)
    } catch (err) {
      logger.error({ err, datasetId: id }, 'old events could not be dropped; it is tried again later')
    }
  }

  async function counted(
    id: string,
    days: number | null,
  ): Promise<{ events: number; cases: number; imported: number }> {
    if (days === null || tables.fieldsOf(id) === undefined) return { events: 0, cases: 0, imported: 0 }
    return tables.countBefore(id, cutoffOf(days))
  }

  async function hold(record: DatasetRecord, days: number): Promise<Result<RetentionBody, ErrorCode>> {
    const { events, cases, imported } = await counted(record.id, days)
    const beforeUs = cutoffOf(days)
    if (imported > 0) {
      // The files first: when it breaks off afterwards, the rows still say that there is something to do.
      const rewritten = await flow.forget(record, { beforeUs })
      if (!rewritten.ok) return rewritten
    }
    if (events > 0) await tables.removeBefore(record.id, beforeUs)
    return done({ days, events, cases })
  }

  return {
    async look(id, days) {
      const record = await rows.find(id)
      if (!record) return refused('dataset-not-found')
      const { events, cases } = await counted(id, days === undefined ? record.retentionDays : days)
      return done({ days: record.retentionDays, events, cases })
    },
    async set(id, days) {
      const record = await rows.find(id)
      if (!record) return refused('dataset-not-found')
      if (days === null) {
        await rows.change(id, { retentionDays: null })
        return done({ days, events: 0, cases: 0 })
      }
      const held = await hold(record, days)
      if (held.ok) await rows.change(id, { retentionDays: days })
      return held
    },
    async close() {
      isClosed = true
      clearTimeout(timer)
      await sweeping
    },
  }
}

/** Whole hours, so that what was shown to a person is what goes a moment later. */
const cutoffOf = (days: number): number => (Math.floor(Date.now() / HOUR_MS) * HOUR_MS - days * DAY_MS) * 1000
