/** A case as it stands in the table of cases. */
export interface KnownCase {
  readonly no: number
  /** Its first event, microseconds since 1970. */
  readonly firstUs: number
}

/**
 * Cases of one events table that had live events lately, so that those of the next batch need hardly be looked up: a stream is mostly of
 * cases that come again. Right under one epoch (`EventsTable.epoch`), in which cases only come and only start earlier.
 */
export interface RecentCases {
  readonly epoch: number
  /** By id, the longest unused first. */
  readonly cases: Map<string, KnownCase>
  /** The highest number of all cases; `null`: not known yet. */
  highest: number | null
}

/** Some ten megabytes. */
const REMEMBERED_MAX = 100_000
/** Events tables remembered at a time. */
const TABLES_MAX = 20

const all = new Map<string, RecentCases>()

/**
 * What is known under an epoch, for one who will change it: until it is put back it is nobody's, so that what a transaction did that was
 * rolled back is known to nobody.
 */
export function takeRecentCases(eventsTable: string, epoch: number): RecentCases {
  const known = all.get(eventsTable)
  all.delete(eventsTable)
  return known?.epoch === epoch ? known : { epoch, cases: new Map(), highest: null }
}

/** After the commit. */
export function putBackRecentCases(eventsTable: string, recent: RecentCases): void {
  forgetTheOldest(recent.cases, REMEMBERED_MAX)
  all.set(eventsTable, recent)
  forgetTheOldest(all, TABLES_MAX)
}

function forgetTheOldest(map: Map<string, unknown>, max: number): void {
  for (const key of map.keys()) {
    if (map.size <= max) break
    map.delete(key)
  }
}
