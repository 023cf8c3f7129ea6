import { type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Actor } from '#server/access/actor.ts'
import { can, roleAt, roleIn, workspacesWhere } from '#server/access/can.ts'
import type { Database } from '#server/storage/schema.ts'
import { type AccessEntry, EVERYONE } from '#shared/contract/access-entries.ts'
import { canManage, type Role } from '#shared/contract/roles.ts'

/** A collection as somebody sees it. */
export interface CollectionInSight {
  readonly id: string
  readonly workspaceId: string
  readonly name: string
  /** The nearest around it that they see. */
  readonly parentId: string | null
  readonly role: Role
  /** What it and those around it say. */
  readonly entries: readonly AccessEntry[]
}

/** What somebody may see of several journeys at once, so that a list of thousands takes as many questions as one journey. */
export interface Sight {
  readonly actor: Actor
  /** The workspaces that were asked about and that they belong to; `null`: all there are. */
  readonly workspaceIds: readonly string[] | null
  /** Those that they see, by id. */
  readonly collections: ReadonlyMap<string, CollectionInSight>
  /** Where a journey or a collection in this one seems to lie: in the nearest around it that they see. */
  shownIn(collectionId: string | null): string | null
  /** What a journey and the collections around it say of them; `own`, `everyone`: its own entries. */
  entriesOf(row: JourneySight): readonly AccessEntry[]
  /** Whether they see a journey; to be asked in a query with the joins of `journeysFor`. */
  readonly isSeen: RawBuilder<SqlBool>
  /** Whether they see all of it: what it says is searched as a whole, and would tell of what a link does not show. */
  readonly isSeenWhole: RawBuilder<SqlBool>
}

export interface JourneySight {
  readonly collectionId: string | null
  readonly ownEntry: AccessEntry['role'] | null
  readonly everyoneEntry: AccessEntry['role'] | null
}

/** Journeys, with what is said there of this actor, and what they keep of each. */
export const journeysFor = (database: Kysely<Database>, { id }: Actor) =>
  database
    .selectFrom('journeys')
    .leftJoin('journey_access as own', (join) =>
      join.onRef('own.journey_id', '=', 'journeys.id').on('own.person_id', '=', id),
    )
    .leftJoin('journey_access as every', (join) =>
      join.onRef('every.journey_id', '=', 'journeys.id').on('every.person_id', '=', EVERYONE),
    )
    .leftJoin('journey_marks as marks', (join) =>
      join.onRef('marks.journey_id', '=', 'journeys.id').on('marks.person_id', '=', id),
    )
/** Two queries, whatever there is to be seen. `workspaceId`: only there. */
export async function sightOf(
  database: Kysely<Database>,
  actor: Actor,
  workspaceId: string | undefined,
): Promise<Sight> {
  const mine = workspacesWhere(actor, 'read-journey')
  const workspaceIds = workspaceId === undefined ? mine : (mine ?? [workspaceId]).filter((id) => id === workspaceId)
  const { rows, entriesOf } = await collectionsOf(database, workspaceIds)
  const byId = new Map(rows.map((row) => [row.id, row]))

  const collections = new Map<string, CollectionInSight>()
  const shownIn = (id: string | null): string | null => {
    const seen = new Set<string>()
    for (let at = id; at !== null && !seen.has(at); at = byId.get(at)?.parentId ?? null) {
      if (collections.has(at)) return at
      seen.add(at)
    }
    return null
  }
  const around = new Map<string, readonly AccessEntry[]>()
  for (const row of rows) {
    const entries = entriesAround(byId, entriesOf, row.id)
    around.set(row.id, entries)
    const facts = { workspaceId: row.workspaceId, entries }
    if (!can(actor, 'see-collection', facts)) continue
    collections.set(row.id, { ...row, entries, role: roleAt(actor, facts) ?? 'viewer' })
  }
  for (const one of collections.values()) collections.set(one.id, { ...one, parentId: shownIn(one.parentId) })
  const hidden = rows.filter((row) => !collections.has(row.id)).map((row) => row.id)

  return {
    actor,
    workspaceIds,
    collections,
    shownIn,
    entriesOf({ collectionId, ownEntry, everyoneEntry }) {
      const entries: AccessEntry[] = []
      if (ownEntry !== null) entries.push({ distance: 0, personId: actor.id, role: ownEntry })
      if (everyoneEntry !== null) entries.push({ distance: 0, personId: EVERYONE, role: everyoneEntry })
      for (const entry of (collectionId === null ? undefined : around.get(collectionId)) ?? [])
        entries.push({ ...entry, distance: entry.distance + 1 })
      return entries
    },
    isSeen: isSeenBy(actor, workspaceIds, hidden, actor.grants),
    isSeenWhole: isSeenBy(actor, workspaceIds, hidden, actor.grants.filter(showsAll)),
  }
}

function isSeenBy(
  actor: Actor,
  workspaceIds: readonly string[] | null,
  hidden: readonly string[],
  grants: Actor['grants'],
): RawBuilder<SqlBool> {
  if (workspaceIds === null) return sql<SqlBool>`1 = 1`
  const manages = (id: string): boolean => {
    const role = roleIn(actor, id)
    return role !== null && canManage(role)
  }
  const managed = workspaceIds.filter(manages)
  const others = workspaceIds.filter((id) => !manages(id))
  const linked = grants.map((grant) => grant.journeyId)
  const said = sql`coalesce(own.role, every.role)`
  return sql<SqlBool>`(
    ${isAmong('journeys.workspace_id', managed)}
    or (
      ${isAmong('journeys.workspace_id', others)}
      and (
        ${said} <> 'none'
        or (${said} is null and (journeys.collection_id is null or not ${isAmong('journeys.collection_id', hidden)}))
      )
    )
    or ${isAmong('journeys.id', linked)}
  )`
}

const showsAll = ({ role, shows }: Actor['grants'][number]): boolean => role !== 'viewer' || shows === null

const isAmong = (column: string, ids: readonly string[]): RawBuilder<SqlBool> =>
  ids.length === 0 ? sql<SqlBool>`1 = 0` : sql<SqlBool>`${sql.ref(column)} in (${sql.join(ids)})`

interface Row {
  readonly id: string
  readonly workspaceId: string
  readonly parentId: string | null
  readonly name: string
}

type OwnEntries = ReadonlyMap<string, readonly Omit<AccessEntry, 'distance'>[]>

async function collectionsOf(
  database: Kysely<Database>,
  workspaceIds: readonly string[] | null,
): Promise<{ readonly rows: readonly Row[]; readonly entriesOf: OwnEntries }> {
  if (workspaceIds?.length === 0) return { rows: [], entriesOf: new Map() }
  let collections = database
    .selectFrom('collections')
    .select(['id', 'workspace_id as workspaceId', 'parent_id as parentId', 'name'])
  let said = database
    .selectFrom('collection_access')
    .innerJoin('collections', 'collections.id', 'collection_access.collection_id')
    .select(['collection_access.collection_id as id', 'collection_access.person_id as personId', 'role'])
  if (workspaceIds !== null) {
    collections = collections.where('workspace_id', 'in', workspaceIds)
    said = said.where('collections.workspace_id', 'in', workspaceIds)
  }
  const [rows, entries] = await Promise.all([collections.execute(), said.execute()])
  const entriesOf = new Map<string, (typeof entries)[number][]>()
  for (const entry of entries) entriesOf.set(entry.id, [...(entriesOf.get(entry.id) ?? []), entry])
  return { rows, entriesOf }
}

function entriesAround(byId: ReadonlyMap<string, Row>, entriesOf: OwnEntries, id: string): readonly AccessEntry[] {
  const entries: AccessEntry[] = []
  const seen = new Set<string>()
  for (let at: string | null = id; at !== null && !seen.has(at); at = byId.get(at)?.parentId ?? null) {
    for (const { personId, role } of entriesOf.get(at) ?? []) entries.push({ distance: seen.size, personId, role })
    seen.add(at)
  }
  return entries
}
