import type { DatasetBody, DatasetListItem } from '#shared/contract/rest/datasets.ts'
import type { Engine } from '#server/duckdb/engine.ts'
import { askForCases } from './distinct-cases.ts'
import type { AskedDatasets, AskedFacts } from './identity/combined.ts'
import type { Tables } from './tables.ts'

export type DatasetCounts = Pick<DatasetListItem, 'events' | 'cases' | 'firstEventAt' | 'lastEventAt'>
export type DatasetValues = Pick<DatasetBody, 'eventNames' | 'channels' | 'fields'>

/** What the rows of a dataset amount to, computed by SQL and remembered until the rows change. */
export interface Summaries {
  counts(datasetId: string): Promise<DatasetCounts>
  values(datasetId: string): Promise<DatasetValues>
  forget(datasetId: string): void
}

const NOTHING: DatasetCounts = { events: 0, cases: 0, firstEventAt: null, lastEventAt: null }
const MAX_EVENT_NAMES = 1_000
const MAX_VALUES = 50
/** Of a very wide dataset the first ones; each is a query. */
const MAX_FIELDS = 200
/** Under a stream of live events, lists that take long to compute may be as old as twice that. */
const MAX_KEEP_MS = 10_000
const QUICK_MS = 100

export function createSummaries(
  engine: Engine,
  tables: Tables,
  { tableOf, rowsOf, fieldsOf }: Pick<AskedDatasets, 'tableOf' | 'rowsOf' | 'fieldsOf'>,
): Summaries {
  const counted = new Map<string, CountedRows>()
  const counts = createCache(async (id) => {
    const asked = await tableOf(id)
    const rows = await countRows(engine, asked, counted.get(id))
    // Of rows that are made of others nothing is known by position.
    if (rows) counted.set(id, rows)
    else counted.delete(id)
    return rows ? rows.counts : countsOf(engine, asked)
  }, tables)
  const values = createCache(async (id) => valuesOf(engine, await rowsOf(id), fieldsOf(id) ?? []), tables)
  return {
    counts: async (id) => (fieldsOf(id) === undefined ? NOTHING : counts.get(id)),
    values: async (id) => (fieldsOf(id) === undefined ? { eventNames: [], channels: [], fields: [] } : values.get(id)),
    forget(id) {
      counted.delete(id)
      counts.forget(id)
      values.forget(id)
    },
  }
}

interface Kept<Value> {
  readonly version: number
  readonly epoch: number
  readonly value: Promise<Value>
  /** Until then it is given out though live events have come. */
  freshUntil: number
}

/** One computation per version, shared by all who ask meanwhile; a failed one is not kept. */
function createCache<Value>(compute: (id: string) => Promise<Value>, tables: Tables) {
  const kept = new Map<string, Kept<Value>>()

  async function settle(id: string, entry: Kept<Value>, startedAt: number): Promise<void> {
    try {
      await entry.value
      const tookMs = Date.now() - startedAt
      if (tookMs > QUICK_MS) entry.freshUntil = Date.now() + Math.min(2 * tookMs, MAX_KEEP_MS)
    } catch {
      // Whoever asked is told by the value itself.
      if (kept.get(id) === entry) kept.delete(id)
    }
  }

  return {
    get(id: string): Promise<Value> {
      const known = kept.get(id)
      const version = tables.version(id)
      const epoch = tables.epoch(id)
      // After an import nobody should be told of the rows from before.
      const isFresh = known?.epoch === epoch && Date.now() < known.freshUntil
      if (known && (known.version === version || isFresh)) return known.value
      const entry: Kept<Value> = { version, epoch, value: compute(id), freshUntil: 0 }
      kept.set(id, entry)
      void settle(id, entry, Date.now())
      return entry.value
    },
    forget: (id: string) => kept.delete(id),
  }
}

async function countsOf(engine: Engine, asked: AskedFacts | undefined): Promise<DatasetCounts> {
  if (!asked) return NOTHING
  const [row] = await engine.query<Omit<CountedRow, 'newest'>>(
    `SELECT count(*) AS events, count(DISTINCT case_no) AS cases, min(ts) AS earliest, max(ts) AS latest FROM ${asked.table}`,
  )
  if (!row) return NOTHING
  return { events: row.events, cases: row.cases, firstEventAt: toMs(row.earliest), lastEventAt: toMs(row.latest) }
}

/** The counts of the rows up to one. Under one epoch others only come behind it. */
interface CountedRows {
  readonly epoch: number
  readonly newest: number
  readonly counts: DatasetCounts
}

interface CountedRow {
  readonly events: number
  readonly cases: number
  readonly earliest: number | null
  readonly latest: number | null
  readonly newest: number | null
}

/**
 * The counts of a table whose cases stand in one of their own. After live events only the rows that came are looked at: of ten million rows all took
 * twenty milliseconds, in every question that says how fresh it is. `undefined`: there is no such table.
 */
async function countRows(
  engine: Engine,
  asked: AskedFacts | undefined,
  before: CountedRows | undefined,
): Promise<CountedRows | undefined> {
  if (asked?.cases === undefined || asked.epoch === undefined) return undefined
  const { table, cases, epoch } = asked
  const known = before?.epoch === epoch ? before : { newest: -1, counts: NOTHING }
  const [row] = await engine.query<CountedRow>(
    `SELECT count(*) AS events, (SELECT count(*) FROM ${cases}) AS cases, min(ts) AS earliest, max(ts) AS latest, max(seq) AS newest
     FROM ${table} WHERE seq > ${known.newest}`,
  )
  if (!row) return undefined
  const { events, firstEventAt, lastEventAt } = known.counts
  const instants = [firstEventAt, lastEventAt, toMs(row.earliest), toMs(row.latest)].filter((at) => at !== null)
  return {
    epoch,
    newest: row.newest ?? known.newest,
    counts: {
      events: events + row.events,
      cases: row.cases,
      firstEventAt: instants.length > 0 ? Math.min(...instants) : null,
      lastEventAt: instants.length > 0 ? Math.max(...instants) : null,
    },
  }
}

async function valuesOf(engine: Engine, table: string, names: readonly string[]): Promise<DatasetValues> {
  const eventNames = await askForCases(engine, table, 'event', (cases) =>
    engine.query<DatasetValues['eventNames'][number]>(
      `SELECT event, count(*) AS events, ${cases} AS cases FROM ${table}
       GROUP BY event ORDER BY events DESC, event LIMIT ${MAX_EVENT_NAMES}`,
    ),
  )
  const channels = await topValues(engine, table, 'channel')
  const fields: DatasetValues['fields'] = []
  for (const [index, name] of names.slice(0, MAX_FIELDS).entries()) {
    const rows = await topValues(engine, table, `a${index}`)
    fields.push({
      name,
      distinct: rows[0]?.distinct ?? 0,
      values: rows.map(({ value, events }) => ({ value, events })),
    })
  }
  return { eventNames, channels: channels.map(({ value, events }) => ({ value, events })), fields }
}

function topValues(
  engine: Engine,
  table: string,
  column: string,
): Promise<{ value: string; events: number; distinct: number }[]> {
  return engine.query(
    `SELECT ${column} AS value, count(*) AS events, count(*) OVER () AS distinct FROM ${table}
     WHERE ${column} IS NOT NULL GROUP BY ${column} ORDER BY events DESC, value LIMIT ${MAX_VALUES}`,
  )
}

function toMs(us: number | null): number | null {
  return us === null ? null : Math.floor(us / 1000)
}
