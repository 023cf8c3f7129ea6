import { ingestEvent } from '#shared/contract/rest/datasets.ts'
import { createTimestampReader } from './import/timestamps.ts'

/** A live event that may be stored. */
export interface LiveEvent {
  /** By what its sender knows it: the same one is stored once. `null`: each counts. */
  readonly id: string | null
  readonly caseId: string
  /** Microseconds since 1970. */
  readonly instantUs: number
  readonly event: string
  readonly channel: string | null
  readonly value: number | null
  readonly attributes: readonly (readonly [name: string, value: string])[]
}

export type ReadEvent =
  | { readonly ok: true; readonly event: LiveEvent }
  | { readonly ok: false; readonly message: string }

/** Checks one event from a request. `arrivedMs` stands in for a missing timestamp. */
export function readLiveEvent(raw: unknown, arrivedMs: number): ReadEvent {
  const parsed = ingestEvent.safeParse(raw)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const where = issue?.path.join('.') ?? ''
    return { ok: false, message: `${where === '' ? 'event' : where}: ${issue?.message ?? 'not valid'}` }
  }
  // The check of the contract leaves such a name out without a word.
  if (hasLostName(raw)) return { ok: false, message: 'attributes: none can be called __proto__' }
  const { id: eventId, case: caseId, event, timestamp, channel, value, attributes = {} } = parsed.data
  const id = String(caseId).trim()
  const name = event.trim()
  if (id === '') return { ok: false, message: 'case: only blanks' }
  if (name === '') return { ok: false, message: 'event: only blanks' }
  if (hasNul(id) || hasNul(name)) return { ok: false, message: 'case, event: a NUL character' }
  if (typeof timestamp === 'number' && timestamp >= SECONDS_FROM && timestamp < SECONDS_TO) {
    return { ok: false, message: 'timestamp: a number is milliseconds since 1970, and this looks like seconds' }
  }
  const instantUs = instantOf(timestamp, arrivedMs)
  if (instantUs === null) return { ok: false, message: 'timestamp: not a date and time' }
  if (instantUs > (arrivedMs + AHEAD_MS) * 1000) {
    return { ok: false, message: 'timestamp: more than a day ahead of the clock of this server' }
  }
  return {
    ok: true,
    event: {
      id: eventId ?? null,
      caseId: id,
      instantUs,
      event: name,
      channel: textOf(channel?.trim()),
      value: value ?? null,
      attributes: Object.entries(attributes).flatMap(([field, content]) =>
        content === null || content === '' ? [] : [[field, withoutNul(String(content))] as const],
      ),
    },
  }
}

/** Seconds from 1973 on. As milliseconds they all lie before March 1973, so that nothing is meant by them but seconds. */
const SECONDS_FROM = 1e8
const SECONDS_TO = 1e11

/**
 * So much may a sender's clock be wrong, or its zone be left out. Times like “the last 30 days” end with the newest event: one from
 * 2099 would leave all others out of them.
 */
const AHEAD_MS = 24 * 3_600_000

const EARLIEST_MS = Date.UTC(1900, 0)
const LATEST_MS = Date.UTC(2200, 0)

/** Numbers are ms since 1970, unlike in files, where only the magnitude tells. A text without a zone is UTC. */
function instantOf(timestamp: string | number | undefined, arrivedMs: number): number | null {
  if (timestamp === undefined) return arrivedMs * 1000
  if (typeof timestamp === 'number') {
    return timestamp >= EARLIEST_MS && timestamp <= LATEST_MS ? Math.round(timestamp * 1000) : null
  }
  const text = timestamp.trim()
  // Only what says year, month and day in this order: no guessing at a door.
  if (!/^\d{4}-\d\d-\d\d/.test(text)) return null
  return createTimestampReader('UTC', null, arrivedMs).read(text)
}

function hasLostName(raw: unknown): boolean {
  const { attributes } = raw as { readonly attributes?: object }
  return attributes !== undefined && Object.hasOwn(attributes, '__proto__')
}

function hasNul(text: string): boolean {
  return text.includes('\u0000')
}

function withoutNul(text: string): string {
  return text.replaceAll('\u0000', '')
}

function textOf(text: string | null | undefined): string | null {
  return text === undefined || text === null || text === '' ? null : withoutNul(text)
}
