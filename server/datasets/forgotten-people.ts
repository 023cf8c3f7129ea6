import type { Kysely } from 'kysely'
import type { Database } from '#server/storage/schema.ts'
import type { ForgottenPeople } from './import/without-people.ts'
import { createPersonalHash } from './personal/personal-hash.ts'
import type { WorkspaceKeys } from './personal/workspace-keys.ts'
import { readSamples, writeSamples } from './samples.ts'
import type { Uploads } from './uploads.ts'

/** Files of a dataset that were not read yet. */
export interface UnreadFiles {
  readonly datasetId: string
  readonly fileIds: readonly string[]
}

/**
 * Who was deleted while files lay there of which nobody had said what in them is an id. Kept by file, as hashes, until the file was read without
 * them or is gone: nothing else could keep them from coming back.
 */
export interface Forgotten {
  /** They are not shown from now on either, where the first rows of such files are. */
  note(workspaceId: string, files: UnreadFiles, ids: readonly string[]): Promise<void>
  /** Undefined: nobody. */
  in(
    dataset: { readonly id: string; readonly workspaceId: string },
    fileId: string,
  ): Promise<Omit<ForgottenPeople, 'joinedBy'> | undefined>
  /** They are not in these files any more. */
  end(fileIds: readonly string[]): Promise<void>
}

interface Deps {
  readonly database: Kysely<Database>
  readonly keys: WorkspaceKeys
  readonly uploads: Uploads
}

/** Fewer than the variables that a statement may have. */
const ROWS_AT_ONCE = 200

export function createForgotten({ database, keys, uploads }: Deps): Forgotten {
  async function dropSamples(file: string, isTheirs: (text: string) => boolean): Promise<void> {
    const samples = await readSamples(file)
    if (samples === null) return
    await writeSamples(file, {
      examples: samples.examples.map((texts) => texts.filter((text) => !isTheirs(text))),
      preview: samples.preview.filter((row) => !row.some(isTheirs)),
    })
  }

  return {
    async note(workspaceId, { datasetId, fileIds }, ids) {
      const hash = createPersonalHash(await keys.keyOf(workspaceId))
      const hashes = [...new Set(ids.map(hash))]
      const rows = fileIds.flatMap((fileId) =>
        hashes.map((each) => ({ file_id: fileId, hash: each, dataset_id: datasetId })),
      )
      for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
        await database
          .insertInto('forgotten_people')
          .values(rows.slice(from, from + ROWS_AT_ONCE))
          .onConflict((conflict) => conflict.doNothing())
          .execute()
      }
      const known = new Set(hashes)
      for (const fileId of fileIds) {
        await dropSamples(uploads.samplesFileOf(datasetId, fileId), (text) => known.has(hash(text)))
      }
    },

    async in({ id, workspaceId }, fileId) {
      const rows = await database
        .selectFrom('forgotten_people')
        .select('hash')
        .where('dataset_id', '=', id)
        .where('file_id', '=', fileId)
        .execute()
      if (rows.length === 0) return undefined
      return { hashes: rows.map(({ hash }) => hash), key: await keys.keyOf(workspaceId) }
    },

    async end(fileIds) {
      if (fileIds.length === 0) return
      await database.deleteFrom('forgotten_people').where('file_id', 'in', fileIds).execute()
    },
  }
}
