import type { z } from 'zod'
import type { ingestEvent } from '#shared/contract/rest/datasets.ts'
import { flatRecord } from '../import/json-record.ts'

type EventInput = z.input<typeof ingestEvent>
type Read = { readonly ok: true; readonly event: EventInput } | { readonly ok: false; readonly message: string }
type Raw = Readonly<Record<string, unknown>>

/** What the senders of Segment, RudderStack and those that copy them call a call: https://segment.com/docs/connections/spec/ */
const CALLS = ['track', 'page', 'screen', 'identify', 'group', 'alias'] as const
type Call = (typeof CALLS)[number]

const MAX_NAME = 200
/** Who somebody is, is not needed to follow a journey: it is not kept, whoever sends it. */
const PERSONAL = new Set(['email', 'phone', 'firstname', 'lastname', 'username', 'address', 'birthday', 'avatar', 'ip'])
const PERSONAL_TRAITS = new Set([...PERSONAL, 'name'])

export const isRecord = (value: unknown): value is Raw =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

/** One of these calls, and no event in our own words. */
export const isSegmentCall = (raw: unknown): boolean =>
  isRecord(raw) && raw['case'] === undefined && ['type', 'messageId', 'anonymousId', 'userId'].some((key) => key in raw)

/**
 * A call as an event. `sentAt`: when its batch was sent, by the sender's clock. Identify, group and alias become events of that name:
 * their traits are attributes.
 */
export function readSegmentCall(raw: unknown, arrivedMs: number, sentAt?: unknown): Read {
  if (!isRecord(raw)) return { ok: false, message: 'a call: not an object' }
  const type = CALLS.find((call) => call === raw['type'])
  if (type === undefined) return { ok: false, message: `type: not one of ${CALLS.join(', ')}` }
  const person = textOf(raw['userId']) ?? textOf(raw['anonymousId'])
  if (person === null) return { ok: false, message: 'userId, anonymousId: neither is there' }
  const event = nameOf(type, raw)
  if (event === null) return { ok: false, message: 'event: a track call without the name of what happened' }
  const content = isRecord(raw[type === 'identify' || type === 'group' ? 'traits' : 'properties'])
    ? (raw[type === 'identify' || type === 'group' ? 'traits' : 'properties'] as Raw)
    : {}
  const measured = ['revenue', 'value'].find((key) => numberOf(content[key]) !== null)
  const id = textOf(raw['messageId'])
  return {
    ok: true,
    event: {
      ...(id !== null && { id: id.slice(0, 500) }),
      case: person,
      event,
      timestamp: timeOf(raw, arrivedMs, sentAt),
      channel: textOf(raw['channel']),
      value: measured === undefined ? null : numberOf(content[measured]),
      attributes: attributesOf(type, raw, content, measured),
    },
  }
}

/** Page and screen views are called as Segment calls them when it hands them on. */
function nameOf(type: Call, raw: Raw): string | null {
  if (type === 'track') return textOf(raw['event'])
  if (type === 'page' || type === 'screen') {
    const properties = isRecord(raw['properties']) ? raw['properties'] : {}
    const name = textOf(raw['name']) ?? textOf(properties['name'])
    const words = [textOf(raw['category']) ?? textOf(properties['category']), name].filter((part) => part !== null)
    const kind = type === 'page' ? 'Page' : 'Screen'
    return words.length === 0 ? `Viewed a ${kind}` : `Viewed ${words.join(' ')} ${kind}`.slice(0, 500)
  }
  return { identify: 'Identify', group: 'Group', alias: 'Alias' }[type]
}

/**
 * When it happened. `timestamp` beside `originalTimestamp` was corrected on the way. Else the sender's clock is corrected by how far off
 * it was as it sent: received − (sent − original), https://segment.com/docs/connections/spec/common/#timestamps
 */
function timeOf(raw: Raw, arrivedMs: number, batchSentAt: unknown): string | number {
  const { timestamp, originalTimestamp, receivedAt } = raw
  if (timestamp !== undefined && originalTimestamp !== undefined) return given(timestamp)
  const original = timestamp ?? originalTimestamp
  const received = instantOf(receivedAt) ?? arrivedMs
  if (original === undefined || original === null) return received
  const happened = instantOf(original)
  const sent = instantOf(raw['sentAt'] ?? batchSentAt)
  // What cannot be read is refused where all events are.
  return happened === null || sent === null ? given(original) : received - (sent - happened)
}

const given = (value: unknown): string | number => (typeof value === 'number' ? value : String(value))

function instantOf(value: unknown): number | null {
  if (typeof value === 'number') return value
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/i.test(value)) return null
  const ms = Date.parse(value)
  return Number.isNaN(ms) ? null : ms
}

function attributesOf(
  type: Call,
  raw: Raw,
  content: Raw,
  measured: string | undefined,
): NonNullable<EventInput['attributes']> {
  const personal = type === 'identify' || type === 'group' ? PERSONAL_TRAITS : PERSONAL
  const kept = Object.fromEntries(
    Object.entries(content).filter(
      ([name]) => name !== measured && !personal.has(name.replaceAll('_', '').toLowerCase()),
    ),
  )
  const context = isRecord(raw['context']) ? raw['context'] : {}
  const all = new Map(flatRecord(kept))
  if (isRecord(context['campaign'])) {
    for (const [name, value] of flatRecord(context['campaign'])) all.set(`campaign.${name}`, value)
  }
  // By both, what one did before and after signing in can be brought together later.
  for (const name of ['anonymousId', 'groupId', 'previousId']) {
    const value = textOf(raw[name])
    if (value !== null && !(name === 'anonymousId' && textOf(raw['userId']) === null)) all.set(name, value)
  }
  return Object.fromEntries([...all].filter(([name]) => name !== '' && name.length <= MAX_NAME))
}

function textOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string') return null
  const text = value.trim()
  return text === '' ? null : text
}

function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN
  return Number.isFinite(number) ? number : null
}
