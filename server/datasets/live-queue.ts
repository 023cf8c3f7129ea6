import type { ColumnValues } from '#server/duckdb/engine-job.ts'
import { eventKeyOf } from './event-ids.ts'
import type { LiveEvent } from './live-events.ts'
import type { LiveBatch, Tables } from './tables.ts'

/** Collects live events per dataset, so that many requests share one commit. */
export interface LiveQueue {
  /** Resolves when the events are on disk, with how many of them were there before. `null`: too many are waiting, try again later. */
  add(datasetId: string, events: readonly LiveEvent[], sender?: string): Promise<number | null>
  /** Resolves when nothing waits any more. */
  close(): Promise<void>
}

interface Waiting {
  readonly events: readonly LiveEvent[]
  readonly sender: string
  readonly resolve: (duplicates: number) => void
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
        const left = await tables.append(datasetId, batchOf(taken))
        let first = 0
        for (const { events, resolve } of taken) {
          const from = first
          first += events.length
          resolve(left.length === 0 ? 0 : left.filter((row) => row >= from && row < first).length)
        }
      } catch (error) {
        for (const { reject } of taken) reject(error)
      }
    }
    line.pump = undefined
    lines.delete(datasetId)
  }

  return {
    add(datasetId, events, sender = '') {
      if (events.length === 0) return Promise.resolve(0)
      let line = lines.get(datasetId)
      if (!line) {
        line = { waiting: [], size: 0, pump: undefined }
        lines.set(datasetId, line)
      }
      if (line.size + events.length > MAX_WAITING_EVENTS) return Promise.resolve(null)
      const { waiting } = line
      line.size += events.length
      const stored = new Promise<number>((resolve, reject) => {
        waiting.push({ events, sender, resolve, reject })
      })
      line.pump ??= pump(datasetId, line)
      return stored
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
  const keys = waiting.flatMap(({ events: own, sender }) =>
    own.map(({ id }) => (id === null ? null : eventKeyOf(sender, id))),
  )
  const isNamed = keys.some((key) => key !== null)
  return { fields: [...attributes.keys()], columns, keys: isNamed ? keys : null, count: events.length }
}
