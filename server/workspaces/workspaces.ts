import { type Kysely, sql, type Transaction } from 'kysely'
import type { Database } from '#server/storage/schema.ts'
import { isAtLeast, type Role } from '#shared/contract/roles.ts'
import type { WorkspaceContents } from '#shared/contract/rest/library.ts'
import { assert } from '#shared/lib/assert.ts'
import { newId } from '#shared/lib/ids.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'

export interface Workspace {
  readonly id: string
  readonly name: string
  readonly createdAt: number
}

export interface Member {
  readonly personId: string
  readonly name: string
  readonly color: number
  readonly role: Role
  readonly joinedAt: number
}

export type Workspaces = ReturnType<typeof createWorkspaces>

interface Needs {
  readonly database: Kysely<Database>
  readonly now?: () => number
}

/** The teams' houses and who belongs to them. Who may change what is `access`'s business. */
export function createWorkspaces({ database, now = Date.now }: Needs) {
  const columns = ['workspaces.id', 'workspaces.name', 'workspaces.created_at as createdAt'] as const

  const roleOf = async (workspaceId: string, personId: string): Promise<Role | null> => {
    const row = await database
      .selectFrom('members')
      .select('role')
      .where('workspace_id', '=', workspaceId)
      .where('person_id', '=', personId)
      .executeTakeFirst()
    return row?.role ?? null
  }

  return {
    roleOf,

    /** The oldest first; `null`: all there are. */
    async list(ids: readonly string[] | null): Promise<Workspace[]> {
      if (ids?.length === 0) return []
      let query = database.selectFrom('workspaces').select(columns).where('deleted_at', 'is', null)
      if (ids) query = query.where('id', 'in', ids)
      return query.orderBy('created_at').orderBy('id').execute()
    },

    async find(id: string): Promise<Workspace | null> {
      const standing = database.selectFrom('workspaces').select(columns).where('deleted_at', 'is', null)
      return (await standing.where('id', '=', id).executeTakeFirst()) ?? null
    },

    /** With its first owner, in one transaction: a workspace without one could never be changed again. */
    async create(name: string, ownerId: string): Promise<Workspace> {
      const workspace = { id: newId<'workspace'>(), name, createdAt: now() }
      const { id, createdAt } = workspace
      await database.transaction().execute(async (transaction) => {
        await transaction.insertInto('workspaces').values({ id, name, created_at: createdAt }).execute()
        await transaction
          .insertInto('members')
          .values({ workspace_id: id, person_id: ownerId, role: 'owner', joined_at: createdAt })
          .execute()
      })
      return workspace
    },

    async rename(id: string, name: string): Promise<void> {
      await database.updateTable('workspaces').set({ name }).where('id', '=', id).execute()
    },

    /** How much is in it. */
    async contents(workspaceId: string): Promise<WorkspaceContents> {
      const { rows } = await sql<{ [Key in keyof WorkspaceContents]: number | string }>`
        select
          (select count(*) from journeys where workspace_id = ${workspaceId} and archived_at is null) as "journeys",
          (select count(*) from journeys where workspace_id = ${workspaceId} and archived_at is not null) as "archived",
          (select count(*) from collections where workspace_id = ${workspaceId}) as "collections",
          (select count(*) from datasets where workspace_id = ${workspaceId}) as "datasets",
          (select count(*) from members where workspace_id = ${workspaceId}) as "members",
          (
            select count(*) from shares join journeys on journeys.id = shares.journey_id
            where journeys.workspace_id = ${workspaceId} and shares.revoked_at is null
          ) as "links"
      `.execute(database)
      const [row] = rows
      assert(row !== undefined, 'counts are one row')
      return {
        journeys: Number(row.journeys),
        archived: Number(row.archived),
        collections: Number(row.collections),
        datasets: Number(row.datasets),
        members: Number(row.members),
        links: Number(row.links),
      }
    },

    /** The most powerful first, then by name. */
    async members(workspaceId: string): Promise<Member[]> {
      const rows = await database
        .selectFrom('members')
        .innerJoin('people', 'people.id', 'members.person_id')
        .select([
          'people.id as personId',
          'people.name',
          'people.color',
          'members.role',
          'members.joined_at as joinedAt',
        ])
        .where('members.workspace_id', '=', workspaceId)
        .execute()
      return rows.toSorted(byRankAndName)
    },

    /** `null` puts them out. `last-owner`: then nobody could change the workspace any more. */
    async setRole(
      workspaceId: string,
      personId: string,
      role: Role | null,
    ): Promise<Result<void, 'member-not-found' | 'last-owner'>> {
      return database.transaction().execute(async (transaction) => {
        // One change at a time: of two owners who step down at the same moment the second waits, and is then the last.
        await transaction
          .updateTable('workspaces')
          .set((row) => ({ name: row.ref('name') }))
          .where('id', '=', workspaceId)
          .execute()
        const owners = await transaction
          .selectFrom('members')
          .select('person_id')
          .where('workspace_id', '=', workspaceId)
          .where('role', '=', 'owner')
          .execute()
        const isLastOwner = owners.length === 1 && owners[0]?.person_id === personId
        if (role !== 'owner' && isLastOwner) return refused('last-owner')
        const changed =
          role === null
            ? await transaction
                .deleteFrom('members')
                .where('workspace_id', '=', workspaceId)
                .where('person_id', '=', personId)
                .executeTakeFirst()
            : await transaction
                .updateTable('members')
                .set({ role })
                .where('workspace_id', '=', workspaceId)
                .where('person_id', '=', personId)
                .executeTakeFirst()
        // Who comes back later is not let in by what was said of them before.
        if (role === null) await forgetEntries(transaction, workspaceId, personId)
        const rows = 'numDeletedRows' in changed ? changed.numDeletedRows : changed.numUpdatedRows
        return rows > 0n ? done(undefined) : refused('member-not-found')
      })
    },
  }
}

async function forgetEntries(transaction: Transaction<Database>, workspaceId: string, personId: string): Promise<void> {
  const collections = transaction.selectFrom('collections').select('id').where('workspace_id', '=', workspaceId)
  const journeys = transaction.selectFrom('journeys').select('id').where('workspace_id', '=', workspaceId)
  await transaction
    .deleteFrom('collection_access')
    .where('person_id', '=', personId)
    .where('collection_id', 'in', collections)
    .execute()
  await transaction
    .deleteFrom('journey_access')
    .where('person_id', '=', personId)
    .where('journey_id', 'in', journeys)
    .execute()
}

const byRankAndName = (a: Member, b: Member): number =>
  a.role === b.role ? a.name.localeCompare(b.name) : isAtLeast(a.role, b.role) ? -1 : 1
