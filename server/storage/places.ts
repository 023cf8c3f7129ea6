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

/** `null`: there is no such journey. Two or three indexed queries: every request about a journey asks this. */
export const placeOfJourney = async (database: Kysely<Database>, journeyId: string): Promise<Place | null> =>
  (await placesOfJourneys(database, [journeyId])).get(journeyId) ?? null

/** Of several journeys at once; one that there is not is missing. */
export async function placesOfJourneys(
  database: Kysely<Database>,
  journeyIds: readonly string[],
): Promise<ReadonlyMap<string, Place>> {
  const ids = [...new Set(journeyIds)]
  if (ids.length === 0) return new Map()
  const [rows, own] = await Promise.all([
    database
      .selectFrom('journeys')
      .select(['id', 'workspace_id as workspaceId', 'collection_id as collectionId'])
      .where('id', 'in', ids)
      .execute(),
    database
      .selectFrom('journey_access')
      .select(['journey_id as journeyId', 'person_id as personId', 'role'])
      .where('journey_id', 'in', ids)
      .execute(),
  ])
  const around = await entriesFrom(
    database,
    rows.flatMap(({ collectionId }) => collectionId ?? []),
    1,
  )
  return new Map(
    rows.map(({ id, ...place }) => {
      const ownEntries = own
        .filter(({ journeyId }) => journeyId === id)
        .map(({ personId, role }) => ({ distance: 0, personId, role }))
      return [id, { ...place, entries: [...ownEntries, ...(around.get(place.collectionId ?? '') ?? [])] }]
    }),
  )
}

/** `null`: there is no such collection. */
export async function placeOfCollection(database: Kysely<Database>, collectionId: string): Promise<Place | null> {
  const row = await database
    .selectFrom('collections')
    .select(['workspace_id as workspaceId', 'parent_id as collectionId'])
    .where('id', '=', collectionId)
    .executeTakeFirst()
  if (row === undefined) return null
  return { ...row, entries: (await entriesFrom(database, [collectionId], 0)).get(collectionId) ?? [] }
}

/** What collections and those around each say, by the collection; `distance`: of the collection itself. */
async function entriesFrom(
  database: Kysely<Database>,
  collectionIds: readonly string[],
  distance: number,
): Promise<ReadonlyMap<string, readonly Entry[]>> {
  const found = new Map<string, Entry[]>()
  if (collectionIds.length === 0) return found
  const { rows } = await sql<Entry & { readonly origin: string }>`
    with recursive around (origin, id, parent_id, distance) as (
      select id, id, parent_id, cast(${distance} as integer) from collections
      where id in (${sql.join([...new Set(collectionIds)])})
      union all
      select around.origin, collections.id, collections.parent_id, around.distance + 1
      from collections join around on collections.id = around.parent_id
      where around.distance < ${MOST_LEVELS}
    )
    select around.origin as "origin", around.distance as "distance", entry.person_id as "personId", entry.role as "role"
    from around join collection_access as entry on entry.collection_id = around.id
  `.execute(database)
  for (const { origin, ...entry } of rows) found.set(origin, [...(found.get(origin) ?? []), entry])
  return found
}
