import type { ErrorCode } from '#shared/contract/errors.ts'
import type { z } from 'zod'
import type { ingestBody } from '#shared/contract/rest/datasets.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import { readLiveEvent, type LiveEvent } from './live-events.ts'
import type { LiveQueue } from './live-queue.ts'
import type { IngestItem } from './read-ingest-body.ts'
import type { Tables } from './tables.ts'

export type IngestAnswer = z.infer<typeof ingestBody>

/** Who sends events. */
export interface Sender {
  /** The ids of its events are its own; empty for the door of tokens. */
  readonly id: string
  /** Told of every event that is not stored, and why. */
  readonly onReject?: (message: string) => void
}

const NOBODY: Sender = { id: '' }

/** A stream may bring new attributes, but not one per event. */
export const MAX_LIVE_FIELDS = 200
const TOLD_ERRORS = 100

/**
 * Checks events one by one, stores the good ones and answers once they are on disk. Refuses with `not-valid` when none is good,
 * `not-ready` for a dataset whose file was not mapped yet, `too-many-requests` when too much is waiting.
 */
export async function ingestEvents(
  tables: Tables,
  queue: LiveQueue,
  datasetId: string,
  items: readonly IngestItem[],
  from: Sender = NOBODY,
): Promise<Result<IngestAnswer, ErrorCode>> {
  const fields = tables.fieldsOf(datasetId)
  if (!fields) return refused('not-ready', 'This dataset has no events yet: its file has to be mapped first.')
  const arrivedMs = Date.now()
  const names = new Set(fields)
  const events: LiveEvent[] = []
  const errors: IngestAnswer['errors'] = []
  let rejected = 0

  function reject(index: number, message: string): void {
    rejected++
    from.onReject?.(message)
    if (errors.length < TOLD_ERRORS) errors.push({ index, message })
  }

  for (const item of items) {
    if ('message' in item) {
      reject(item.index, item.message)
      continue
    }
    const read = readLiveEvent(item.raw, arrivedMs)
    if (!read.ok) {
      reject(item.index, read.message)
      continue
    }
    const added = read.event.attributes.filter(([name]) => !names.has(name))
    if (added.length > 0 && names.size + added.length > Math.max(MAX_LIVE_FIELDS, fields.length)) {
      reject(item.index, `attributes: a dataset has at most ${MAX_LIVE_FIELDS}`)
      continue
    }
    for (const [name] of added) names.add(name)
    events.push(read.event)
  }
  if (items.length === 0) return refused('not-valid', 'There is no event in this request.')
  if (events.length === 0) {
    const told = errors.slice(0, 3).map(({ index, message }) => `${index}: ${message}`)
    return refused('not-valid', `No event can be read (${told.join('; ')}).`)
  }
  const duplicates = await queue.add(datasetId, events, from.id)
  if (duplicates === null) return refused('too-many-requests', 'Too many events are waiting to be stored.')
  return done({ accepted: events.length - duplicates, duplicates, rejected, errors })
}
