import { randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Database } from '#server/storage/schema.ts'

/** The secret by which a workspace's personal values are hashed: one for all its datasets, so that they can be joined. */
export interface WorkspaceKeys {
  /** Hexadecimal; made when it is first asked for. It is told to nobody outside of the server. */
  keyOf(workspaceId: string): Promise<string>
}

const KEY_BYTES = 32

export function createWorkspaceKeys(database: Kysely<Database>): WorkspaceKeys {
  /** A key never changes: what was hashed by another could not be joined any more. */
  const known = new Map<string, string>()

  async function find(workspaceId: string): Promise<string | null> {
    const row = await database
      .selectFrom('workspace_keys')
      .select('key')
      .where('workspace_id', '=', workspaceId)
      .executeTakeFirst()
    return row?.key ?? null
  }

  return {
    async keyOf(workspaceId) {
      const before = known.get(workspaceId) ?? (await find(workspaceId))
      if (before === null) {
        // Another node may have been quicker; then its key counts.
        await database
          .insertInto('workspace_keys')
          .values({ workspace_id: workspaceId, key: randomBytes(KEY_BYTES).toString('hex') })
          .onConflict((conflict) => conflict.doNothing())
          .execute()
      }
      const key = before ?? (await find(workspaceId))
      if (key === null) throw new Error('Impossible: a key was stored and is not there')
      known.set(workspaceId, key)
      return key
    },
  }
}
