import type { Kysely, Selectable, Updateable } from 'kysely'
import { ERRORS, type ErrorCode } from '#shared/contract/errors.ts'
import type { DatasetBody, DatasetMapping, DatasetProfile, ImportResult } from '#shared/contract/rest/datasets.ts'
import type { FileColumns } from '#shared/contract/rest/file-columns.ts'
import { isTimeZone } from '#shared/lib/time-zone.ts'
import type { Database } from '#server/storage/schema.ts'

export type DatasetState = DatasetBody['state']
export type PlainError = NonNullable<DatasetBody['error']>

/** By what the rows of a dataset were read, while they are read otherwise. */
export interface FormerReading {
  readonly mapping: DatasetMapping
  /** The file that is read by other answers: what was said of it before. `null`: it is not about one file. */
  readonly file: { readonly id: string; readonly columns: FileColumns | null; readonly wasAsked: boolean } | null
  /** A file is to leave. */
  readonly isRemoval: boolean
}

/** What the relational store knows of a dataset. */
export interface DatasetRecord {
  readonly id: string
  readonly workspaceId: string
  readonly name: string
  readonly state: DatasetState
  readonly profile: DatasetProfile | null
  readonly mapping: DatasetMapping | null
  readonly result: ImportResult | null
  readonly error: PlainError | null
  /** What is gone back to when the work under way does not come to its end; `null`: it changes no answers. */
  readonly former: FormerReading | null
  /** Events older than so many days go; `null`: never. */
  readonly retentionDays: number | null
  /** In which its days are counted: what was chosen, else what its first file was read by, else UTC. */
  readonly timeZone: string
  readonly jobId: string | null
  readonly createdAt: number
  readonly updatedAt: number
}

interface NewDataset {
  readonly id: string
  readonly workspaceId: string
  readonly name: string
  readonly state: DatasetState
  readonly fields?: readonly string[]
}

export interface DatasetChange {
  readonly name?: string
  readonly state?: DatasetState
  readonly profile?: DatasetProfile | null
  readonly mapping?: DatasetMapping | null
  readonly result?: ImportResult | null
  readonly error?: PlainError | null
  readonly former?: FormerReading | null
  readonly fields?: readonly string[]
  readonly retentionDays?: number | null
  readonly timeZone?: string
  readonly jobId?: string
}

export type DatasetRows = ReturnType<typeof createDatasetRows>

export function createDatasetRows(database: Kysely<Database>) {
  return {
    list: async (): Promise<DatasetRecord[]> =>
      (await database.selectFrom('datasets').selectAll().orderBy('created_at', 'desc').execute()).map(fromRow),

    async find(id: string): Promise<DatasetRecord | undefined> {
      const row = await database.selectFrom('datasets').selectAll().where('id', '=', id).executeTakeFirst()
      return row && fromRow(row)
    },

    async add({ id, workspaceId, name, state, fields = [] }: NewDataset): Promise<void> {
      const now = Date.now()
      await database
        .insertInto('datasets')
        .values({
          id,
          workspace_id: workspaceId,
          name,
          state,
          profile: null,
          mapping: null,
          result: null,
          error: null,
          fields: JSON.stringify(fields),
          job_id: null,
          created_at: now,
          updated_at: now,
        })
        .execute()
    },

    /** False when there is no such dataset (any more). */
    async change(id: string, change: DatasetChange): Promise<boolean> {
      const done = await database.updateTable('datasets').set(toRow(change)).where('id', '=', id).executeTakeFirst()
      return done.numUpdatedRows > 0n
    },

    async remove(id: string): Promise<boolean> {
      const done = await database.deleteFrom('datasets').where('id', '=', id).executeTakeFirst()
      return done.numDeletedRows > 0n
    },
  }
}

function toRow({
  profile,
  mapping,
  result,
  error,
  former,
  fields,
  retentionDays,
  timeZone,
  jobId,
  ...plain
}: DatasetChange): Updateable<Database['datasets']> {
  return {
    ...plain,
    ...(profile === undefined ? {} : { profile: profile && JSON.stringify(profile) }),
    ...(mapping === undefined ? {} : { mapping: mapping && JSON.stringify(mapping) }),
    ...(result === undefined ? {} : { result: result && JSON.stringify(result) }),
    ...(error === undefined ? {} : { error: error && JSON.stringify(error) }),
    ...(former === undefined ? {} : { former: former && JSON.stringify(former) }),
    ...(fields === undefined ? {} : { fields: JSON.stringify(fields) }),
    ...(retentionDays === undefined ? {} : { retention_days: retentionDays }),
    ...(timeZone === undefined ? {} : { time_zone: timeZone }),
    ...(jobId === undefined ? {} : { job_id: jobId }),
    updated_at: Date.now(),
  }
}

function fromRow(row: Selectable<Database['datasets']>): DatasetRecord {
  const mapping = fullMapping(parsed(row.mapping) as DatasetMapping | null)
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    name: row.name,
    state: row.state as DatasetState,
    profile: fullProfile(parsed(row.profile) as DatasetProfile | null),
    mapping,
    result: parsed(row.result) as ImportResult | null,
    error: parsed(row.error) as PlainError | null,
    former: parsed(row.former) as FormerReading | null,
    retentionDays: row.retention_days,
    timeZone: row.time_zone ?? zoneOf(mapping),
    jobId: row.job_id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

/** A file can be read by an offset as well, but an offset has no calendar. */
function zoneOf(mapping: DatasetMapping | null): string {
  return mapping && isTimeZone(mapping.timezone) ? mapping.timezone : 'UTC'
}

/** What was kept before a part was known lacks it. */
function fullProfile(profile: DatasetProfile | null): DatasetProfile | null {
  if (!profile) return null
  const since = { format: 'delimited', sheets: [], sheet: null, parts: [], recognized: null, personal: [] } as const
  const guess = { eventFallback: null, eventName: null, steps: [], scale: null, timezone: null }
  return { ...since, ...profile, guess: { ...guess, ...profile.guess } }
}

function fullMapping(mapping: DatasetMapping | null): DatasetMapping | null {
  const since = { eventFallback: null, eventName: null, steps: [], scale: null, personal: [] }
  return mapping && { ...since, ...mapping }
}

function parsed(text: string | null): unknown {
  return text === null ? null : JSON.parse(text)
}

/** An error of the catalogue as it is kept with a dataset or a job. */
export function plainError(code: ErrorCode, detail?: string): PlainError {
  return { code, message: ERRORS[code].words, ...(detail === undefined ? {} : { detail }) }
}
