import type { ColumnValues } from '#server/duckdb/engine-job.ts'
import type { LiveEvent } from './live-events.ts'
import type { LiveBatch, Tables } from './tables.ts'

/** Collects live events per dataset, so that many requests share one commit. */
export interface LiveQueue {
  /** Resolves when the events are on disk. False: too many are waiting, try again later. */
  add(datasetId: string, events: readonly LiveEvent[]): Promise<boolean>
  /** Resolves when nothing waits any more. */
  close(): Promise<void>
}

interface Waiting {
  readonly events: readonly LiveEvent[]
  readonly resolve: (accepted: true) => void
  readonly reject: (error: unknown) => void
}

interface Line {
  waiting: Waiting[]
  size: number
  pump: Promise<void> | undefined
}

/** What one commit takes; more waits for the next. */
const BATCH_EVENTS = 20_000
/** A few seconds of work for the engine, some ten megabytes here. */
const MAX_WAITING_EVENTS = 200_000

export function createLiveQueue(tables: Tables): LiveQueue {
  const lines = new Map<string, Line>()

  /** While one commit is on its way, the next batch gathers: no timer, no delay for a lonely event. */
  async function pump(datasetId: string, line: Line): Promise<void> {
    while (line.waiting.length > 0) {
      const taken = take(line)
      try {
        await tables.append(datasetId, batchOf(taken))
        for (const { resolve } of taken) resolve(true)
      } catch (error) {
        for (const { reject } of taken) reject(error)
      }
    }
    line.pump = undefined
    lines.delete(datasetId)
  }

  return {
    add(datasetId, events) {
      if (events.length === 0) return Promise.resolve(true)
      let line = lines.get(datasetId)
      if (!line) {
        line = { waiting: [], size: 0, pump: undefined }
        lines.set(datasetId, line)
      }
      if (line.size + events.length > MAX_WAITING_EVENTS) return Promise.resolve(false)
      const { waiting } = line
      line.size += events.length
      const accepted = new Promise<boolean>((resolve, reject) => {
        waiting.push({ events, resolve, reject })
      })
      line.pump ??= pump(datasetId, line)
      return accepted
    },
    async close() {
      await Promise.all([...lines.values()].flatMap(({ pump: running }) => running ?? []))
    },
  }
}

function take(line: Line): Waiting[] {
  const taken: Waiting[] = []
  let size = 0
  for (;;) {
    const next = line.waiting[0]
    if (!next || (size > 0 && size + next.events.length > BATCH_EVENTS)) break
    line.waiting.shift()
    size += next.events.length
    taken.push(next)
  }
  line.size -= size
  return taken
}

function batchOf(waiting: readonly Waiting[]): LiveBatch {
  const events = waiting.flatMap((item) => item.events)
  const attributes = new Map<string, (string | null)[]>()
  for (const [row, event] of events.entries()) {
    for (const [name, value] of event.attributes) {
      let column = attributes.get(name)
      if (!column) {
        column = Array.from({ length: events.length }, () => null)
        attributes.set(name, column)
      }
      column[row] = value
    }
  }
  const columns: ColumnValues[] = [
    events.map(({ caseId }) => caseId),
    events.map(({ instantUs }) => instantUs),
    events.map(({ event }) => event),
    events.map(({ channel }) => channel),
    events.map(({ value }) => value),
    ...attributes.values(),
  ]
  return { fields: [...attributes.keys()], columns, count: events.length }
}
