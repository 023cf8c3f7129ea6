import type { KnownShape } from '#shared/contract/rest/datasets.ts'
import type { ColumnFacts } from './column-facts.ts'

/** A table whose maker is known by its columns, and what its columns mean. */
export interface KnownExport {
  readonly shape: KnownShape
  readonly reasons: readonly string[]
  readonly timestamp: string
  readonly event: string
  readonly eventFallback: string | null
  readonly case: string
  readonly channel: string | null
  readonly timezone: string
}

interface Signature {
  readonly shape: KnownShape
  readonly title: string
  /** Every one of these has to be there, and one of each group of `oneOf`. Underscores, capitals and a leading $ do not count. */
  readonly all: readonly string[]
  readonly oneOf: readonly (readonly string[])[]
  readonly event: readonly string[]
  readonly eventFallback?: readonly string[]
  readonly timestamp: readonly string[]
  /** Best first; the first that nearly every row has is taken. */
  readonly identities: readonly string[]
  readonly channel: readonly string[]
  readonly zoneWords: string
  /** Instead of “an export from …”. */
  readonly is?: string
}

/** Rows without the id would be left out, so an id that knows fewer people is better than one that is often empty. */
const ENOUGH_FILLED = 0.98

const SIGNATURES: readonly Signature[] = [
  {
    shape: 'amplitude',
    title: 'Amplitude',
    all: ['event_type', 'event_time'],
    oneOf: [
      ['amplitude_id', 'device_id'],
      ['insert_id', 'server_upload_time', 'client_event_time', 'server_received_time', 'session_id'],
    ],
    event: ['event_type'],
    timestamp: ['event_time', 'client_event_time'],
    identities: ['user_id', 'amplitude_id', 'device_id'],
    channel: ['platform'],
    zoneWords: 'Amplitude writes its times in UTC',
  },
  {
    shape: 'mixpanel',
    title: 'Mixpanel',
    all: ['event', 'distinct_id', 'time'],
    oneOf: [['insert_id', 'mp_lib', 'mp_processing_time_ms', 'mp_api_endpoint', 'lib_version', 'user_id', 'device_id']],
    event: ['event', 'event_name'],
    timestamp: ['time'],
    identities: ['distinct_id', 'user_id', 'device_id'],
    channel: ['mp_platform', 'platform'],
    zoneWords: 'Mixpanel writes seconds since 1970; projects from before 2023 shift them to the zone of the project',
  },
  {
    shape: 'posthog',
    title: 'PostHog',
    all: ['event', 'distinct_id', 'timestamp'],
    oneOf: [['uuid', 'person_id', 'elements_chain', 'team_id', 'person.id', 'lib', 'properties', 'session_id']],
    event: ['event'],
    timestamp: ['timestamp'],
    identities: ['person_id', 'person.id', 'distinct_id'],
    channel: [],
    zoneWords: 'PostHog writes its times in UTC',
  },
  {
    shape: 'segment',
    title: 'Segment',
    all: ['anonymous_id', 'received_at'],
    oneOf: [
      ['message_id', 'original_timestamp', 'sent_at', 'uuid_ts'],
      ['event', 'type', 'event_text'],
    ],
    event: ['event_text', 'event', 'name'],
    eventFallback: ['name', 'type'],
    timestamp: ['timestamp', 'original_timestamp', 'received_at'],
    identities: ['user_id', 'anonymous_id'],
    channel: ['channel', 'context_channel'],
    zoneWords: 'Segment writes its times in UTC',
  },
  {
    shape: 'ga4',
    title: 'Google Analytics 4',
    all: ['event_name', 'event_timestamp'],
    oneOf: [['user_pseudo_id', 'event_date', 'ga_session_id', 'stream_id']],
    event: ['event_name'],
    timestamp: ['event_timestamp'],
    identities: ['user_id', 'user_pseudo_id'],
    channel: ['platform', 'device.category'],
    zoneWords: 'Google Analytics writes microseconds since 1970, in UTC',
  },
  {
    shape: 'web-log',
    title: 'a web server',
    is: 'the log of a web server',
    all: ['client', 'time', 'page', 'status'],
    oneOf: [['method', 'agent', 'bytes', 'protocol']],
    event: ['page'],
    timestamp: ['time'],
    identities: ['user', 'client'],
    channel: [],
    zoneWords: 'Each page that was asked for is an event; its time names its zone',
  },
]

/** Whose export a table is; `null`: nobody's that is known. */
export function knownExport(all: readonly ColumnFacts[]): KnownExport | null {
  const byName = new Map<string, ColumnFacts>()
  for (const facts of all) for (const name of namesOf(facts)) if (!byName.has(name)) byName.set(name, facts)
  for (const signature of SIGNATURES) {
    const found = matched(signature, byName)
    if (found) return found
  }
  return null
}

function matched(signature: Signature, byName: ReadonlyMap<string, ColumnFacts>): KnownExport | null {
  const find = (names: readonly string[]): ColumnFacts[] => names.map(tidy).flatMap((name) => byName.get(name) ?? [])
  const required = find(signature.all)
  if (required.length < signature.all.length) return null
  const proofs = signature.oneOf.map((group) => find(group))
  if (proofs.some((group) => group.length === 0)) return null
  const [event, timestamp] = [bestFilled(find(signature.event)), find(signature.timestamp)[0]]
  const identity = bestFilled(find(signature.identities))
  if (!event || !timestamp || !identity) return null
  const fallback = fallbackOf(
    event,
    find(signature.eventFallback ?? []).filter((facts) => facts !== event),
  )
  const proof = [...new Set([...required, ...proofs.flat()].map(({ column }) => column.name))].slice(0, 5)
  return {
    shape: signature.shape,
    reasons: [
      `The columns ${proof.join(', ')} are those of ${signature.is ?? `an export from ${signature.title}`}.`,
      `${signature.zoneWords}.`,
      `Column “${identity.column.name}” says whose event it is in ${Math.floor(fillOf(identity) * 100)} % of the rows.`,
      ...(fallback ? [`Where “${event.column.name}” is empty, “${fallback.column.name}” says what happened.`] : []),
    ],
    timestamp: timestamp.column.name,
    event: event.column.name,
    eventFallback: fallback?.column.name ?? null,
    case: identity.column.name,
    channel: find(signature.channel).find((facts) => facts.filled > 0)?.column.name ?? null,
    timezone: 'UTC',
  }
}

/** The first that nearly every row has, else the fullest. */
function bestFilled(candidates: readonly ColumnFacts[]): ColumnFacts | undefined {
  return (
    candidates.find((facts) => fillOf(facts) >= ENOUGH_FILLED) ??
    [...candidates].sort((a, b) => fillOf(b) - fillOf(a))[0]
  )
}

/** Names are best, but only when they fill all that the event leaves open; else what nearly every row has, so that no row is left out. */
function fallbackOf(event: ColumnFacts, candidates: readonly ColumnFacts[]): ColumnFacts | undefined {
  return candidates.find((facts) => fillOf(event) + fillOf(facts) >= ENOUGH_FILLED) ?? bestFilled(candidates)
}

function fillOf({ filled, rows }: ColumnFacts): number {
  return rows === 0 ? 0 : filled / rows
}

/** As it is called, and without the object that holds it: `properties.$insert_id`, `insert_id`. */
function namesOf({ column }: ColumnFacts): readonly string[] {
  const name = column.header
  const inner = /^(?:properties|event_properties|data)\.(.+)$/i.exec(name)?.[1]
  return inner === undefined ? [tidy(name)] : [tidy(name), tidy(inner)]
}

function tidy(name: string): string {
  return name.toLowerCase().replace(/[\s_$-]/g, '')
}
