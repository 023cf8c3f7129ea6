import type { Kysely } from 'kysely'
import type { DatasetBody, DatasetProfile } from '#shared/contract/rest/datasets.ts'
import type { FileColumns } from '#shared/contract/rest/file-columns.ts'
import type { Database } from '#server/storage/schema.ts'

/**
 * `new`: it came and is to be read. `read`: its rows are in the table. `asked`: it lacks a column that an event needs, and waits until somebody says
 * which stands for it. `asked-again`: it waits as well, and its rows from before are in the table. `leaving`: its rows are in the table until the
 * others were read without it.
 */
export type FileState = 'new' | 'read' | 'asked' | 'asked-again' | 'leaving'

/** One file that was brought for a dataset. */
export interface DatasetFile {
  /** Of the first one, the dataset's. */
  readonly id: string
  readonly name: string
  readonly byteCount: number
  readonly sha256: string
  /** What fetched it; `null`: a person brought it. */
  readonly pullId: string | null
  /** The file whose place it takes once it was read; until then both are there. `null`: none. */
  readonly replaces: string | null
  /** How it names its columns otherwise than the dataset; `null`: it does not. */
  readonly columns: FileColumns | null
  /** What was seen of it when it was asked for its columns, without values. */
  readonly profile: DatasetProfile | null
  readonly state: FileState
  /** Which rows of the table are its own; `null`: none, or it was read by an earlier version. */
  readonly place: FilePlace | null
}

/** A file among those that were read as one table: its first part, and how many it has. */
export interface FilePlace {
  readonly firstPart: number
  readonly parts: number
}

/** What comes; nothing is known of it yet but, perhaps, how it names its columns. */
export type NewFile = Omit<DatasetFile, 'columns' | 'profile' | 'state' | 'place'> &
  Partial<Pick<DatasetFile, 'columns'>>

/** Nobody has said yet what its columns are. */
export const isWaiting = ({ state }: DatasetFile): boolean => state === 'asked' || state === 'asked-again'

/** Those that the dataset is made of, as they are told. */
export const shownFiles = (all: readonly DatasetFile[]): DatasetBody['files'] =>
  all
    .filter((file) => !isWaiting(file) && file.state !== 'leaving')
    .map(({ id, name, byteCount, columns }) => ({ id, name, bytes: byteCount, columns }))

/** A file that a person brings. */
export const BY_HAND = { pullId: null, replaces: null } as const

export type DatasetFiles = ReturnType<typeof createDatasetFiles>

/** Which files a dataset is made of, in the order in which they came. Two with the same bytes are the same file. */
export function createDatasetFiles(database: Kysely<Database>) {
  return {
    async of(datasetId: string): Promise<DatasetFile[]> {
      const rows = await database
        .selectFrom('dataset_files')
        .selectAll()
        .where('dataset_id', '=', datasetId)
        .orderBy('added_at')
        .orderBy('id')
        .execute()
      return rows.map((row) => ({
        id: row.id,
        name: row.name,
        byteCount: row.byte_count,
        sha256: row.sha256,
        pullId: row.pull_id,
        replaces: row.replaces,
        columns: row.columns === null ? null : (JSON.parse(row.columns) as FileColumns),
        profile: row.profile === null ? null : (JSON.parse(row.profile) as DatasetProfile),
        state: row.state as FileState,
        place: row.first_part === null || row.parts === null ? null : { firstPart: row.first_part, parts: row.parts },
      }))
    },

    /** False when the dataset has this file already. */
    async add(datasetId: string, file: NewFile): Promise<boolean> {
      const { id, name, byteCount, sha256, pullId, replaces, columns = null } = file
      const done = await database
        .insertInto('dataset_files')
        .values({
          id,
          dataset_id: datasetId,
          name,
          byte_count: byteCount,
          sha256,
          added_at: Date.now(),
          pull_id: pullId,
          replaces,
          columns: columns && JSON.stringify(columns),
          state: 'new',
        })
        .onConflict((conflict) => conflict.columns(['dataset_id', 'sha256']).doNothing())
        .executeTakeFirst()
      return (done.numInsertedOrUpdatedRows ?? 0n) > 0n
    },

    /** A file takes the place of the one that it replaces: that one's row goes, or, when it is the dataset's first, becomes this file's. */
    async settle(datasetId: string, file: DatasetFile): Promise<void> {
      const { id, name, byteCount, sha256, pullId, replaces, columns } = file
      if (replaces === null) return
      await database.transaction().execute(async (transaction) => {
        const gone = replaces === datasetId ? id : replaces
        await transaction.deleteFrom('dataset_files').where('id', '=', gone).execute()
        // The file that comes in its place came later.
        await transaction.deleteFrom('forgotten_people').where('file_id', '=', replaces).execute()
        await transaction
          .updateTable('dataset_files')
          .set({
            name,
            byte_count: byteCount,
            sha256,
            pull_id: pullId,
            replaces: null,
            columns: columns && JSON.stringify(columns),
            profile: null,
          })
          .where('id', '=', replaces === datasetId ? datasetId : id)
          .execute()
      })
    },

    async change(
      id: string,
      change: Partial<{ columns: FileColumns | null; profile: DatasetProfile | null; state: FileState }>,
    ): Promise<void> {
      const { columns, profile, state } = change
      await database
        .updateTable('dataset_files')
        .set({
          ...(columns === undefined ? {} : { columns: columns && JSON.stringify(columns) }),
          ...(profile === undefined ? {} : { profile: profile && JSON.stringify(profile) }),
          ...(state === undefined ? {} : { state }),
        })
        .where('id', '=', id)
        .execute()
    },

    /** All files that were to be read have been. */
    async allRead(datasetId: string): Promise<void> {
      await database
        .updateTable('dataset_files')
        .set({ state: 'read' })
        .where('dataset_id', '=', datasetId)
        .where('state', '=', 'new')
        .execute()
    },

    /** What was to leave stays. */
    async stay(datasetId: string): Promise<void> {
      await database
        .updateTable('dataset_files')
        .set({ state: 'read' })
        .where('dataset_id', '=', datasetId)
        .where('state', '=', 'leaving')
        .execute()
    },

    /** Which rows of the table are whose, by the order in which the files were read. What was not read has none. */
    async keepPlaces(datasetId: string, places: ReadonlyMap<string, FilePlace>): Promise<void> {
      await database.transaction().execute(async (transaction) => {
        await transaction
          .updateTable('dataset_files')
          .set({ first_part: null, parts: null })
          .where('dataset_id', '=', datasetId)
          .execute()
        for (const [id, { firstPart, parts }] of places)
          await transaction
            .updateTable('dataset_files')
            .set({ first_part: firstPart, parts })
            .where('id', '=', id)
            .execute()
      })
    },

    /** The first file of a dataset goes, and this one is the first. */
    async makeFirst(datasetId: string, id: string): Promise<void> {
      await database.transaction().execute(async (transaction) => {
        await transaction.deleteFrom('dataset_files').where('id', '=', datasetId).execute()
        await transaction.deleteFrom('forgotten_people').where('file_id', '=', datasetId).execute()
        await transaction.updateTable('dataset_files').set({ id: datasetId }).where('id', '=', id).execute()
      })
    },

    /** The last file of a dataset goes, and with it whatever was known of the dataset by its files: at once, since neither is without the other. */
    async removeLast(datasetId: string, timeZone: string): Promise<void> {
      const nothing = { profile: null, mapping: null, result: null, error: null, former: null }
      await database.transaction().execute(async (transaction) => {
        await transaction.deleteFrom('dataset_files').where('dataset_id', '=', datasetId).execute()
        await transaction.deleteFrom('forgotten_people').where('dataset_id', '=', datasetId).execute()
        await transaction
          .updateTable('datasets')
          .set({ ...nothing, state: 'ready', time_zone: timeZone, updated_at: Date.now() })
          .where('id', '=', datasetId)
          .execute()
      })
    },

    async remove(id: string): Promise<void> {
      await database.deleteFrom('dataset_files').where('id', '=', id).execute()
      await database.deleteFrom('forgotten_people').where('file_id', '=', id).execute()
    },

    /** Other datasets of the workspace that have this file. */
    async sameElsewhere(
      workspaceId: string,
      datasetId: string,
      sha256: string,
    ): Promise<{ id: string; name: string } | null> {
      const row = await database
        .selectFrom('dataset_files')
        .innerJoin('datasets', 'datasets.id', 'dataset_files.dataset_id')
        .select(['datasets.id', 'datasets.name'])
        .where('datasets.workspace_id', '=', workspaceId)
        .where('datasets.state', '=', 'ready')
        .where('datasets.id', '<>', datasetId)
        .where('dataset_files.sha256', '=', sha256)
        .where('dataset_files.state', 'in', ['new', 'read'])
        .orderBy('datasets.created_at')
        .executeTakeFirst()
      return row ?? null
    },
  }
}
