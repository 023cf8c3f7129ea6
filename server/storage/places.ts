import { type Kysely, sql } from 'kysely'
import type { Database } from './schema.ts'

/** One line of what a thing, or a collection around it, says of its own; `access` knows what follows. */
interface Entry {
  /** How far from the thing: 0 itself, 1 the collection that it lies in, and so on. */
  readonly distance: number
  readonly personId: string
  readonly role: Database['collection_access']['role']
}

/** Where a journey or a collection is, and what is said on the way there on who may what. */
export interface Place {
  readonly workspaceId: string
  /** The collection that it lies in; `null`: directly in the workspace. */
  readonly collectionId: string | null
  readonly entries: readonly Entry[]
}

/** More than collections can be nested; a fault in the rows must not send a query round for ever. */
const MOST_LEVELS = 20

/** `null`: there is no such journey. Two indexed queries: every request about a journey asks this. */
export async function placeOfJourney(database: Kysely<Database>, journeyId: string): Promise<Place | null> {
  const row = await database
    .selectFrom('journeys')
    .select(['workspace_id as workspaceId', 'collection_id as collectionId'])
    .where('id', '=', journeyId)
    .executeTakeFirst()
  if (row === undefined) return null
  const own = await database
    .selectFrom('journey_access')
    .select(['person_id as personId', 'role'])
    .where('journey_id', '=', journeyId)
    .execute()
  const around = row.collectionId === null ? [] : await entriesFrom(database, row.collectionId, 1)
  return { ...row, entries: [...own.map((entry) => ({ ...entry, distance: 0 })), ...around] }
}

/** `null`: there is no such collection. */
export async function placeOfCollection(database: Kysely<Database>, collectionId: string): Promise<Place | null> {
  const row = await database
    .selectFrom('collections')
    .select(['workspace_id as workspaceId', 'parent_id as collectionId'])
    .where('id', '=', collectionId)
    .executeTakeFirst()
  return row === undefined ? null : { ...row, entries: await entriesFrom(database, collectionId, 0) }
}

/** What a collection and those around it say; `distance`: of the collection itself. */
async function entriesFrom(
  database: Kysely<Database>,
  collectionId: string,
  distance: number,
): Promise<readonly Entry[]> {
  const { rows } = await sql<Entry>`
    with recursive around (id, parent_id, distance) as (
      select id, parent_id, cast(${distance} as integer) from collections where id = ${collectionId}
      union all
      select collections.id, collections.parent_id, around.distance + 1
      from collections join around on collections.id = around.parent_id
      where around.distance < ${MOST_LEVELS}
    )
    select around.distance as "distance", entry.person_id as "personId", entry.role as "role"
    from around join collection_access as entry on entry.collection_id = around.id
  `.execute(database)
  return rows
}
