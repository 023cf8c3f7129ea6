import type { Kysely, Transaction } from 'kysely'
import { type Place, placeOfCollection } from '#server/storage/places.ts'
import type { Database } from '#server/storage/schema.ts'
import type { EntryRole } from '#shared/contract/access-entries.ts'
import { COLLECTION_LEVELS, COLLECTIONS_MAX } from '#shared/contract/rest/collections.ts'
import { newId } from '#shared/lib/ids.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import { idsUnder, levelsOf, pathOf } from './collection-tree.ts'

export interface Collection {
  readonly id: string
  readonly workspaceId: string
  readonly parentId: string | null
  readonly name: string
}

export interface Entry {
  readonly personId: string
  readonly role: EntryRole
}

export type Collections = ReturnType<typeof createCollections>

interface Needs {
  readonly database: Kysely<Database>
  readonly now?: () => number
}

/** The folders of a workspace. Who may see which is `access`'s business. */
export function createCollections({ database, now = Date.now }: Needs) {
  const columns = ['id', 'workspace_id as workspaceId', 'parent_id as parentId', 'name'] as const

  const allOf = (workspaceId: string, from: Kysely<Database> = database): Promise<Collection[]> =>
    from.selectFrom('collections').select(columns).where('workspace_id', '=', workspaceId).execute()

  /** One change of a workspace's tree at a time: two moves that are fine each could make a circle together. */
  const changeTree = <Value>(
    workspaceId: string,
    change: (transaction: Transaction<Database>, all: readonly Collection[]) => Promise<Value>,
  ): Promise<Value> =>
    database.transaction().execute(async (transaction) => {
      await transaction
        .updateTable('workspaces')
        .set((row) => ({ name: row.ref('name') }))
        .where('id', '=', workspaceId)
        .execute()
      return change(transaction, await allOf(workspaceId, transaction))
    })

  return {
    placeOf: (collectionId: string): Promise<Place | null> => placeOfCollection(database, collectionId),

    async find(collectionId: string): Promise<Collection | null> {
      const rows = database.selectFrom('collections').select(columns).where('id', '=', collectionId)
      return (await rows.executeTakeFirst()) ?? null
    },

    ofWorkspace: (workspaceId: string): Promise<Collection[]> => allOf(workspaceId),

    create: (
      workspaceId: string,
      parentId: string | null,
      name: string,
    ): Promise<Result<Collection, 'collection-not-found' | 'collection-too-deep' | 'too-many-collections'>> =>
      changeTree(workspaceId, async (transaction, all) => {
        const byId = new Map(all.map((one) => [one.id, one]))
        if (parentId !== null && !byId.has(parentId)) return refused('collection-not-found')
        if (all.length >= COLLECTIONS_MAX) return refused('too-many-collections')
        if (pathOf(byId, parentId).length >= COLLECTION_LEVELS) return refused('collection-too-deep')
        const made = { id: newId<'collection'>(), workspaceId, parentId, name }
        await transaction
          .insertInto('collections')
          .values({ id: made.id, workspace_id: workspaceId, parent_id: parentId, name, created_at: now() })
          .execute()
        return done(made)
      }),

    async rename(collectionId: string, name: string): Promise<void> {
      await database.updateTable('collections').set({ name }).where('id', '=', collectionId).execute()
    },

    /** With everything inside. */
    move: (
      { id, workspaceId }: Collection,
      parentId: string | null,
    ): Promise<Result<void, 'collection-not-found' | 'collection-in-itself' | 'collection-too-deep'>> =>
      changeTree(workspaceId, async (transaction, all) => {
        const byId = new Map(all.map((one) => [one.id, one]))
        if (!byId.has(id) || (parentId !== null && !byId.has(parentId))) return refused('collection-not-found')
        if (parentId !== null && idsUnder(all, id).has(parentId)) return refused('collection-in-itself')
        if (pathOf(byId, parentId).length + levelsOf(all, id) > COLLECTION_LEVELS) return refused('collection-too-deep')
        await transaction.updateTable('collections').set({ parent_id: parentId }).where('id', '=', id).execute()
        return done(undefined)
      }),

    /** What is in it moves up into the one around it, so that nothing is lost. Tells how much that was. */
    remove: ({ id, workspaceId }: Collection): Promise<{ readonly journeys: number; readonly collections: number }> =>
      changeTree(workspaceId, async (transaction, all) => {
        const parentId = all.find((one) => one.id === id)?.parentId ?? null
        const journeys = await transaction
          .updateTable('journeys')
          .set({ collection_id: parentId })
          .where('collection_id', '=', id)
          .executeTakeFirst()
        const inside = await transaction
          .updateTable('collections')
          .set({ parent_id: parentId })
          .where('parent_id', '=', id)
          .executeTakeFirst()
        await transaction.deleteFrom('collections').where('id', '=', id).execute()
        return { journeys: Number(journeys.numUpdatedRows), collections: Number(inside.numUpdatedRows) }
      }),

    /** The journeys in a collection and in all inside it. */
    async journeysUnder({ id, workspaceId }: Collection): Promise<string[]> {
      const ids = [...idsUnder(await allOf(workspaceId), id)]
      const rows = await database.selectFrom('journeys').select('id').where('collection_id', 'in', ids).execute()
      return rows.map((row) => row.id)
    },

    async entriesOf(collectionId: string): Promise<Entry[]> {
      return database
        .selectFrom('collection_access')
        .select(['person_id as personId', 'role'])
        .where('collection_id', '=', collectionId)
        .orderBy('person_id')
        .execute()
    },

    /** All that it says of its own from now on. */
    async setEntries(collectionId: string, entries: readonly Entry[]): Promise<void> {
      await database.transaction().execute(async (transaction) => {
        await transaction.deleteFrom('collection_access').where('collection_id', '=', collectionId).execute()
        const rows = entries.map(({ personId, role }) => ({
          collection_id: collectionId,
          person_id: personId,
          role,
        }))
        if (rows.length > 0) await transaction.insertInto('collection_access').values(rows).execute()
      })
    },
  }
}
