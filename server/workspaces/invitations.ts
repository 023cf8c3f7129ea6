import type { Kysely } from 'kysely'
import type { Database } from '#server/storage/schema.ts'
import type { Role } from '#shared/contract/roles.ts'
import { newId } from '#shared/lib/ids.ts'
import { DAY_MS } from '#shared/lib/time.ts'

const STANDS_MS = 7 * DAY_MS

/** A place that is held for somebody; taken once. */
export interface Invitation {
  readonly id: string
  readonly workspaceId: string
  readonly role: Role
  /** Only for whoever has this address; `null`: for whoever has the link. */
  readonly email: string | null
  readonly createdAt: number
  readonly expiresAt: number
}

export type Invitations = ReturnType<typeof createInvitations>

/** Invitations that were neither taken nor revoked and still stand. Taking one is `auth/accounts.ts`. */
export function createInvitations(database: Kysely<Database>, now: () => number = Date.now) {
  const standing = () =>
    database
      .selectFrom('invitations')
      .select([
        'id',
        'workspace_id as workspaceId',
        'role',
        'email',
        'created_at as createdAt',
        'expires_at as expiresAt',
      ])
      .where('expires_at', '>', now())

  return {
    /** The newest first. */
    ofWorkspace: (workspaceId: string): Promise<Invitation[]> =>
      standing().where('workspace_id', '=', workspaceId).orderBy('created_at', 'desc').orderBy('id').execute(),

    find: async (id: string): Promise<Invitation | null> =>
      (await standing().where('id', '=', id).executeTakeFirst()) ?? null,

    /** Also forgets those that stand no more. */
    async create(workspaceId: string, role: Role, email: string | null, createdBy: string): Promise<Invitation> {
      const at = now()
      await database.deleteFrom('invitations').where('expires_at', '<=', at).execute()
      const made = { id: newId<'invitation'>(), workspaceId, role, email, createdAt: at, expiresAt: at + STANDS_MS }
      await database
        .insertInto('invitations')
        .values({
          id: made.id,
          workspace_id: workspaceId,
          role,
          email,
          created_by: createdBy,
          created_at: at,
          expires_at: made.expiresAt,
        })
        .execute()
      return made
    },

    /** False when the workspace has no such invitation (any more). */
    async revoke(workspaceId: string, id: string): Promise<boolean> {
      const done = await database
        .deleteFrom('invitations')
        .where('id', '=', id)
        .where('workspace_id', '=', workspaceId)
        .executeTakeFirst()
      return done.numDeletedRows > 0n
    },
  }
}
