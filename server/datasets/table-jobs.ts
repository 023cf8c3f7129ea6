import type { ColumnValues, EngineJob, EngineSession } from '#server/duckdb/engine-job.ts'
import { attributeColumns, createEventsTable, eventsTableName, eventsTableTypes } from './events-table.ts'

/**
 * Which tables there are and what their attributes are called. Kept in the engine's own file and changed in the same transaction as
 * the table, so that names and columns cannot part.
 */
const REGISTRY = 'CREATE TABLE IF NOT EXISTS dataset_tables(dataset_id VARCHAR NOT NULL, fields VARCHAR NOT NULL)'

/** Live events number their rows from here: above any line of a file, so that they can be told from imported rows. */
export const FIRST_LIVE_SEQ = 2 ** 40

export interface KnownTable {
  readonly datasetId: string
  readonly fields: readonly string[]
  /** What the next live event gets. */
  readonly nextSeq: number
}

/** Makes the registry, throws away what broken-off imports left, and tells which tables there are. */
export const openTables: EngineJob<null, KnownTable[]> = async (session) => {
  await session.run(REGISTRY)
  const left = await session.query<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE starts_with(table_name, 'staging_')",
  )
  for (const { name } of left) await session.run(`DROP TABLE ${name}`)
  const known: KnownTable[] = []
  const rows = await session.query<{ dataset_id: string; fields: string }>(
    'SELECT dataset_id, fields FROM dataset_tables',
  )
  for (const row of rows) {
    const [last] = await session.query<{ seq: number | null }>(
      `SELECT max(seq) AS seq FROM ${eventsTableName(row.dataset_id)}`,
    )
    known.push({
      datasetId: row.dataset_id,
      fields: JSON.parse(row.fields) as string[],
      nextSeq: Math.max(FIRST_LIVE_SEQ, (last?.seq ?? 0) + 1),
    })
  }
  return known
}

export interface CreateTableInput {
  readonly datasetId: string
  readonly fields: readonly string[]
}

/** Makes the empty table of a new dataset. */
export const createTable: EngineJob<CreateTableInput, null> = async (session, { datasetId, fields }) => {
  await session.transaction(async () => {
    await session.run(createEventsTable(eventsTableName(datasetId), fields.length))
    await register(session, datasetId, fields)
  })
  return null
}

/** Forgets a dataset's rows. */
export const dropTable: EngineJob<{ readonly datasetId: string }, null> = async (session, { datasetId }) => {
  await session.transaction(async () => {
    await session.run(`DROP TABLE IF EXISTS ${eventsTableName(datasetId)}`)
    await session.run('DELETE FROM dataset_tables WHERE dataset_id = $1', [datasetId])
  })
  return null
}

export interface SwapInput {
  readonly datasetId: string
  readonly stagingTable: string
  readonly fields: readonly string[]
}

/**
 * Puts an imported table in the place of the dataset's former one, all or nothing. Events that came in live stay, with their
 * attributes. Gives the names of all attributes.
 */
export const swapTable: EngineJob<SwapInput, readonly string[]> = async (
  session,
  { datasetId, stagingTable, fields },
) =>
  session.transaction(async () => {
    const table = eventsTableName(datasetId)
    const [former] = await session.query<{ fields: string }>(
      'SELECT fields FROM dataset_tables WHERE dataset_id = $1',
      [datasetId],
    )
    const all = [...fields]
    if (former) {
      await keepLiveEvents(session, {
        from: table,
        to: stagingTable,
        formerFields: JSON.parse(former.fields) as string[],
        all,
      })
      await session.run(`DROP TABLE ${table}`)
    }
    await session.run(`ALTER TABLE ${stagingTable} RENAME TO ${table}`)
    await register(session, datasetId, all)
    return all
  })

interface LiveEvents {
  readonly from: string
  readonly to: string
  readonly formerFields: readonly string[]
  /** Grows by the attributes that only live events have. */
  readonly all: string[]
}

async function keepLiveEvents(session: EngineSession, { from, to, formerFields, all }: LiveEvents): Promise<void> {
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
    sources.push(`a${index}`)
  }
  const shared = 'case_id, ts, seq, event, channel, value'
  await session.run(
    `INSERT INTO ${to}(${[shared, ...targets].join(', ')}) SELECT ${[shared, ...sources].join(', ')} ${live}`,
  )
}

export interface AppendInput {
  readonly datasetId: string
  /** All attributes after this batch; more than the table has are added. */
  readonly fields: readonly string[]
  readonly firstSeq: number
  readonly count: number
  /** case_id, ts, event, channel, value, then one per field. */
  readonly columns: readonly ColumnValues[]
  /** The call before broke off and may have been committed. */
  readonly isRetry: boolean
}

/** Adds live events; when it resolves they are on disk. */
export const appendEvents: EngineJob<AppendInput, null> = async (session, input) => {
  const table = eventsTableName(input.datasetId)
  if (input.isRetry) {
    const [found] = await session.query<{ events: number }>(`SELECT count(*) AS events FROM ${table} WHERE seq = $1`, [
      input.firstSeq,
    ])
    if (found && found.events > 0) return null
  }
  const [known] = await session.query<{ fields: string }>('SELECT fields FROM dataset_tables WHERE dataset_id = $1', [
    input.datasetId,
  ])
  const present = known ? (JSON.parse(known.fields) as string[]).length : 0
  if (present < input.fields.length) {
    await session.transaction(async () => {
      for (const column of attributeColumns(input.fields.length).slice(present)) {
        await session.run(`ALTER TABLE ${table} ADD COLUMN ${column} VARCHAR`)
      }
      await register(session, input.datasetId, input.fields)
    })
  }
  const seqs = Array.from({ length: input.count }, (_, index) => input.firstSeq + index)
  const [cases = [], instants = [], ...rest] = input.columns
  await session.transaction(async () => {
    const appender = await session.openAppender(table, eventsTableTypes(input.fields.length))
    appender.append([cases, instants, seqs, ...rest], input.count)
    appender.close()
  })
  return null
}

async function register(session: EngineSession, datasetId: string, fields: readonly string[]): Promise<void> {
  await session.run('DELETE FROM dataset_tables WHERE dataset_id = $1', [datasetId])
  await session.run('INSERT INTO dataset_tables VALUES ($1, $2)', [datasetId, JSON.stringify(fields)])
}
