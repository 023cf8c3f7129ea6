import type { ColumnValues, EngineJob, EngineSession } from '#server/duckdb/engine-job.ts'
import type { PersonalColumns } from '#shared/contract/rest/datasets.ts'
import { dropKeys, knownRows, rememberKeys, type EventKey } from './event-ids.ts'
import { addStarts, casesTableName, indexCases, numberCasesIn, numbersFor } from './case-numbers.ts'
import { attributeColumns, createEventsTable, eventsTableName, eventsTableTypes, withNumbers } from './events-table.ts'
import { dropPeople } from './identity/people-tables.ts'
import { bothOf, NOTHING_PERSONAL } from './personal/personal-columns.ts'
import { personalHashSql } from './personal/personal-hash.ts'
import { putBackRecentCases, takeRecentCases } from './recent-cases.ts'

/**
 * Which tables there are and what their attributes are called. Kept in the engine's own file and changed in the same transaction as
 * the table, so that names and columns cannot part.
 */
const REGISTRY = 'CREATE TABLE IF NOT EXISTS dataset_tables(dataset_id VARCHAR NOT NULL, fields VARCHAR NOT NULL)'
/** JSON of what of the rows is hashed: kept with them, so that nothing is hashed twice. */
const MARKS = 'ALTER TABLE dataset_tables ADD COLUMN IF NOT EXISTS personal VARCHAR'

/** Live events number their rows from here: above any line of a file, so that they can be told from imported rows. */
export const FIRST_LIVE_SEQ = 2 ** 40

export interface KnownTable {
  readonly datasetId: string
  readonly fields: readonly string[]
  readonly personal: PersonalColumns
  /** What the next live event gets. */
  readonly nextSeq: number
}

/** Makes the registry, throws away what broken-off imports left, and tells which tables there are. */
export const openTables: EngineJob<null, KnownTable[]> = async (session) => {
  await session.run(REGISTRY)
  await session.run(MARKS)
  const left = await session.query<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE starts_with(table_name, 'staging_') OR starts_with(table_name, 'cases_of_staging_')",
  )
  for (const { name } of left) await session.run(`DROP TABLE ${name}`)
  const known: KnownTable[] = []
  const rows = await session.query<Registered & { dataset_id: string }>('SELECT * FROM dataset_tables')
  for (const row of rows) {
    await numberOldTable(session, row.dataset_id)
    const [last] = await session.query<{ seq: number | null }>(
      `SELECT max(seq) AS seq FROM ${eventsTableName(row.dataset_id)}`,
    )
    known.push({
      datasetId: row.dataset_id,
      fields: JSON.parse(row.fields) as string[],
      personal: personalFrom(row.personal),
      nextSeq: Math.max(FIRST_LIVE_SEQ, (last?.seq ?? 0) + 1),
    })
  }
  return known
}

/** Tables from before cases had numbers. */
async function numberOldTable(session: EngineSession, datasetId: string): Promise<void> {
  const table = eventsTableName(datasetId)
  const columns = await session.query<{ name: string }>(
    'SELECT column_name AS name FROM information_schema.columns WHERE table_name = $1 ORDER BY ordinal_position',
    [table],
  )
  if (columns.some(({ name }) => name === 'case_no')) {
    await addStarts(session, table)
    await indexCases(session, table)
    return
  }
  const names = columns.map(({ name }) => name).join(', ')
  await session.transaction(async () => {
    await session.run(`ALTER TABLE ${table} RENAME TO old_${table}`)
    await session.run(createEventsTable(table, columns.filter(({ name }) => /^a\d+$/.test(name)).length))
    await session.run(`INSERT INTO ${table}(${names}) SELECT ${names} FROM old_${table}`)
    await session.run(`DROP TABLE old_${table}`)
    await numberCasesIn(session, table)
    await indexCases(session, table)
  })
}

export interface CreateTableInput {
  readonly datasetId: string
  readonly fields: readonly string[]
  readonly personal: PersonalColumns
}

/** Makes the empty table of a new dataset. */
export const createTable: EngineJob<CreateTableInput, null> = async (session, { datasetId, fields, personal }) => {
  await session.transaction(async () => {
    await session.run(createEventsTable(eventsTableName(datasetId), fields.length))
    await numberCasesIn(session, eventsTableName(datasetId))
    await indexCases(session, eventsTableName(datasetId))
    await register(session, datasetId, fields, personal)
  })
  return null
}

/** Makes an empty table that `swapTable` can put in place: of the rows from before only live events are left then. */
export const stageNothing: EngineJob<{ readonly stagingTable: string }, null> = async (session, { stagingTable }) => {
  await session.transaction(async () => {
    await session.run(`DROP TABLE IF EXISTS ${stagingTable}`)
    await session.run(`DROP TABLE IF EXISTS ${casesTableName(stagingTable)}`)
    await session.run(createEventsTable(stagingTable, 0))
    await numberCasesIn(session, stagingTable)
  })
  return null
}

/** Forgets a dataset's rows. */
export const dropTable: EngineJob<{ readonly datasetId: string }, null> = async (session, { datasetId }) => {
  await session.transaction(async () => {
    await session.run(`DROP TABLE IF EXISTS ${eventsTableName(datasetId)}`)
    await session.run(`DROP TABLE IF EXISTS ${casesTableName(eventsTableName(datasetId))}`)
    await dropKeys(session, datasetId)
    await dropPeople(session, datasetId)
    await session.run('DELETE FROM dataset_tables WHERE dataset_id = $1', [datasetId])
  })
  return null
}

export interface SwapInput {
  readonly datasetId: string
  readonly stagingTable: string
  readonly fields: readonly string[]
  /** What of the imported rows is hashed. */
  readonly personal: PersonalColumns
  /** Hexadecimal; live events that came before something was marked are hashed by it. */
  readonly key: string | null
}

/** What a table is after a change. */
export interface TableFacts {
  readonly fields: readonly string[]
  readonly personal: PersonalColumns
}

/**
 * Puts an imported table in the place of the dataset's former one, all or nothing. Events that came in live stay, with their
 * attributes. Gives the names of all attributes. `indexTable` is to follow.
 */
export const swapTable: EngineJob<SwapInput, TableFacts> = async (
  session,
  { datasetId, stagingTable, fields, personal, key },
) => {
  let isNewlyMarked = false
  const facts = await session.transaction(async () => {
    const table = eventsTableName(datasetId)
    const [former] = await session.query<Registered>('SELECT * FROM dataset_tables WHERE dataset_id = $1', [datasetId])
    const all = [...fields]
    const before = personalFrom(former?.personal ?? null)
    if (former) {
      isNewlyMarked = (personal.case && !before.case) || personal.columns.some((name) => !before.columns.includes(name))
      await keepLiveEvents(session, {
        from: table,
        to: stagingTable,
        formerFields: JSON.parse(former.fields) as string[],
        all,
        caseId: personal.case && !before.case ? hashSqlFor('case_id', key) : 'case_id',
        hashed: new Set(personal.columns.filter((name) => !before.columns.includes(name))),
        key,
      })
      await session.run(`DROP TABLE ${table}`)
      await session.run(`DROP TABLE IF EXISTS ${casesTableName(table)}`)
    }
    await session.run(`ALTER TABLE ${stagingTable} RENAME TO ${table}`)
    await session.run(`ALTER TABLE ${casesTableName(stagingTable)} RENAME TO ${casesTableName(table)}`)
    const marks = bothOf(before, personal)
    await register(session, datasetId, all, marks)
    return { fields: all, personal: marks }
  })
  // The clear values from before leave the engine's log with a checkpoint. While others write there can be none; then its next one does it.
  if (isNewlyMarked) await session.run('CHECKPOINT').catch(() => undefined)
  return facts
}

/** What `swapTable` leaves to be done: without it all is right, but the cases of live events are found more slowly. */
export const indexTable: EngineJob<{ readonly datasetId: string }, null> = async (session, { datasetId }) => {
  await indexCases(session, eventsTableName(datasetId))
  return null
}

function hashSqlFor(column: string, key: string | null): string {
  if (key === null) throw new Error('Impossible: something is to be hashed without a key')
  return personalHashSql(column, key)
}

interface LiveEvents {
  readonly from: string
  readonly to: string
  readonly formerFields: readonly string[]
  /** Grows by the attributes that only live events have. */
  readonly all: string[]
  /** SQL of the case's id. */
  readonly caseId: string
  /** Attributes that were not hashed when they came. */
  readonly hashed: ReadonlySet<string>
  readonly key: string | null
}

async function keepLiveEvents(
  session: EngineSession,
  { from, to, formerFields, all, caseId, hashed, key }: LiveEvents,
): Promise<void> {
  const live = `FROM ${from} WHERE seq >= ${FIRST_LIVE_SEQ}`
  const [counted] = await session.query<{ events: number }>(`SELECT count(*) AS events ${live}`)
  if (!counted || counted.events === 0) return
  const targets: string[] = []
  const sources: string[] = []
  for (const [index, name] of formerFields.entries()) {
    const [used] = await session.query<{ filled: number }>(`SELECT count(a${index}) AS filled ${live}`)
    if (!used || used.filled === 0) continue
    let position = all.indexOf(name)
    if (position === -1) {
      position = all.push(name) - 1
      await session.run(`ALTER TABLE ${to} ADD COLUMN a${position} VARCHAR`)
    }
    targets.push(`a${position}`)
    sources.push(hashed.has(name) ? hashSqlFor(`a${index}`, key) : `a${index}`)
  }
  const shared = 'ts, seq, event, channel, value'
  await session.run(
    `INSERT INTO ${to}(${['case_id', shared, ...targets].join(', ')}) SELECT ${[caseId, shared, ...sources].join(', ')} ${live}`,
  )
  await numberCasesIn(session, to)
}

export interface AppendInput {
  readonly datasetId: string
  /** Of the rows that are there: what was known of them under another one holds no more. */
  readonly epoch: number
  /** All attributes after this batch. */
  readonly fields: readonly string[]
  /** The table may not have all of them yet. */
  readonly mayAddFields: boolean
  readonly firstSeq: number
  readonly count: number
  /** case_id, ts, event, channel, value, then one per field. */
  readonly columns: readonly ColumnValues[]
  /** By what each row is known again; `null` where nothing says so, and instead of the list when no row has any. */
  readonly keys: readonly (EventKey | null)[] | null
  /** The call before broke off and may have been committed. */
  readonly isRetry: boolean
}

/** Adds live events; when it resolves they are on disk. Gives the rows that were left out, because they were stored before. */
export const appendEvents: EngineJob<AppendInput, readonly number[]> = async (session, input) => {
  const { datasetId, keys, firstSeq } = input
  const table = eventsTableName(datasetId)
  const known = keys ? await knownRows(session, datasetId, keys, firstSeq) : new Set<number>()
  const left = [...known]
  if (left.length === input.count || (input.isRetry && (await hasRowsFrom(session, table, firstSeq)))) return left
  const kept = Array.from({ length: input.count }, (_, row) => row).filter((row) => !known.has(row))
  const seqs = kept.map((_, index) => firstSeq + index)
  const [cases = [], instants = [], ...rest] = known.size === 0 ? input.columns : input.columns.map(rowsOf(kept))
  const recent = takeRecentCases(table, input.epoch)
  await session.transaction(async () => {
    if (input.mayAddFields) await addColumns(session, input)
    const numbers = await numbersFor(session, table, recent, {
      cases: cases as readonly string[],
      instants: instants as readonly number[],
    })
    const appender = await session.openAppender(table, eventsTableTypes(input.fields.length))
    appender.append(withNumbers([cases, instants, seqs, ...rest], numbers), kept.length)
    appender.close()
    const named = kept.flatMap((row, index) => {
      const key = keys?.[row]
      return key ? [{ key, seq: firstSeq + index }] : []
    })
    await rememberKeys(session, datasetId, named)
  })
  putBackRecentCases(table, recent)
  return left
}

const rowsOf =
  (kept: readonly number[]) =>
  (column: ColumnValues): ColumnValues =>
    kept.map((row) => column[row] ?? null) as ColumnValues

async function hasRowsFrom(session: EngineSession, table: string, seq: number): Promise<boolean> {
  const [found] = await session.query<{ events: number }>(`SELECT count(*) AS events FROM ${table} WHERE seq >= $1`, [
    seq,
  ])
  return found !== undefined && found.events > 0
}

/** Attributes that the table does not have yet. */
async function addColumns(session: EngineSession, { datasetId, fields }: AppendInput): Promise<void> {
  const [known] = await session.query<Registered>('SELECT * FROM dataset_tables WHERE dataset_id = $1', [datasetId])
  const present = known ? (JSON.parse(known.fields) as string[]).length : 0
  if (present >= fields.length) return
  for (const column of attributeColumns(fields.length).slice(present)) {
    await session.run(`ALTER TABLE ${eventsTableName(datasetId)} ADD COLUMN ${column} VARCHAR`)
  }
  await register(session, datasetId, fields, personalFrom(known?.personal ?? null))
}

interface Registered {
  readonly fields: string
  readonly personal: string | null
}

const personalFrom = (text: string | null): PersonalColumns =>
  text === null ? NOTHING_PERSONAL : (JSON.parse(text) as PersonalColumns)

async function register(
  session: EngineSession,
  datasetId: string,
  fields: readonly string[],
  personal: PersonalColumns,
): Promise<void> {
  await session.run('DELETE FROM dataset_tables WHERE dataset_id = $1', [datasetId])
  await session.run('INSERT INTO dataset_tables(dataset_id, fields, personal) VALUES ($1, $2, $3)', [
    datasetId,
    JSON.stringify(fields),
    JSON.stringify(personal),
  ])
}
