import { type IngestItem, readIngestBody } from '../read-ingest-body.ts'
import { isRecord, isSegmentCall, readSegmentCall } from './segment-events.ts'

/**
 * What a sender posts: events in our own words, or calls of Segment and its like, one, in an array, in NDJSON or in a `batch`. `null`: it
 * is no JSON.
 */
export function readHookBody(body: string, isNdjson: boolean, arrivedMs: number): IngestItem[] | null {
  const items = readIngestBody(body, isNdjson)
  if (items === null) return null
  const events = items.flatMap((item): IngestItem[] => {
    if ('message' in item) return [item]
    const { raw } = item
    if (!isRecord(raw) || !Array.isArray(raw['batch'])) return [asEvent(raw, arrivedMs)]
    return raw['batch'].map((call: unknown) => asEvent(call, arrivedMs, raw['sentAt']))
  })
  return events.map((item, index) => ({ ...item, index }))
}

function asEvent(raw: unknown, arrivedMs: number, sentAt?: unknown): IngestItem {
  if (!isSegmentCall(raw)) return { index: 0, raw }
  const read = readSegmentCall(raw, arrivedMs, sentAt)
  return read.ok ? { index: 0, raw: read.event } : { index: 0, message: read.message }
}
