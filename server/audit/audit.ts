import { type Kysely, sql } from 'kysely'
import type { Database } from '#server/storage/schema.ts'
import { type Act, FORMER_MEMBER } from '#shared/contract/acts.ts'
import type { AuditEntry } from '#shared/contract/rest/audit.ts'

/** Something that somebody did or tried, and that access depends on. */
export interface NewEntry {
  /** `null`: it concerns the whole server. */
  readonly workspaceId: string | null
  readonly journeyId: string | null
  readonly actor: { readonly kind: AuditEntry['actor']['kind']; readonly id: string | null; readonly name: string }
  readonly act: Act
  readonly result: AuditEntry['result']
  readonly target: { readonly kind: string; readonly id: string | null; readonly name: string | null } | null
  readonly details: Readonly<Record<string, string>>
  readonly address: string | null
}

export interface AuditFilter {
  /** `null`: what concerns the whole server. */
  readonly workspaceId: string | null
  readonly actorId?: string | undefined
  readonly act?: Act | undefined
  /** ms since 1970; the first counts, the second does not. */
  readonly from?: number | undefined
  readonly until?: number | undefined
}

export type Audit = ReturnType<typeof createAudit>

interface Needs {
  readonly database: Kysely<Database>
  readonly now?: () => number
}

/** An export is read in pieces of so many entries: it may be as long as the log. */
const PIECE = 1_000
const ACTORS_MAX = 500

/**
 * Who did what that access depends on. Entries are added and, when they are old, dropped; nothing changes one. Of a person only the id is
 * kept, and their name read when somebody looks, so that a deleted account leaves no name behind.
 */
export function createAudit({ database, now = Date.now }: Needs) {
  const rowsOf = ({ workspaceId, actorId, act, from, until }: AuditFilter) => {
    let query = database
      .selectFrom('audit_entries')
      .leftJoin('people', 'people.id', 'audit_entries.actor_id')
      .leftJoin('people as meant', 'meant.id', 'audit_entries.target_id')
      .leftJoin('journeys', 'journeys.id', 'audit_entries.journey_id')
      .selectAll('audit_entries')
      .select(['people.name as person_name', 'meant.name as meant_name', 'journeys.title as journey_title'])
      .where('audit_entries.workspace_id', workspaceId === null ? 'is' : '=', workspaceId)
    if (actorId !== undefined) query = query.where('audit_entries.actor_id', '=', actorId)
    if (act !== undefined) query = query.where('audit_entries.act', '=', act)
    if (from !== undefined) query = query.where('audit_entries.at', '>=', from)
    if (until !== undefined) query = query.where('audit_entries.at', '<', until)
    return query.orderBy('audit_entries.seq', 'desc')
  }
  type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

  const read = async (filter: AuditFilter, before: number | undefined, limit: number): Promise<AuditEntry[]> => {
    let query = rowsOf(filter).limit(limit)
    if (before !== undefined) query = query.where('audit_entries.seq', '<', before)
    return (await query.execute()).map(present)
  }

  const present = (row: Row): AuditEntry => ({
    number: row.seq,
    at: row.at,
    actor: { kind: row.actor_kind, id: row.actor_id, name: nameOf(row.actor_kind, row.person_name, row.actor_name) },
    act: row.act,
    result: row.result,
    journey: row.journey_id === null ? null : { id: row.journey_id, title: row.journey_title },
    target:
      row.target_kind === null
        ? null
        : {
            kind: row.target_kind,
            id: row.target_id,
            name: row.target_kind === 'person' ? (row.meant_name ?? FORMER_MEMBER) : row.target_name,
          },
    details: JSON.parse(row.details ?? '{}') as Record<string, string>,
    address: row.address,
  })

  return {
    async add(entry: NewEntry): Promise<void> {
      const { actor, target, details } = entry
      await database
        .insertInto('audit_entries')
        .values({
          at: now(),
          workspace_id: entry.workspaceId,
          journey_id: entry.journeyId,
          actor_kind: actor.kind,
          actor_id: actor.id,
          actor_name: actor.kind === 'person' ? null : actor.name,
          act: entry.act,
          result: entry.result,
          target_kind: target?.kind ?? null,
          target_id: target?.id ?? null,
          target_name: target === null || target.kind === 'person' ? null : target.name,
          details: Object.keys(details).length === 0 ? null : JSON.stringify(details),
          address: entry.address,
        })
        .execute()
    },

    /** The newest first, at most so many; `before`: only those with a smaller number. */
    list: read,

    /** All that pass, the newest first, a piece at a time. */
    async *all(filter: AuditFilter): AsyncGenerator<AuditEntry> {
      let before: number | undefined
      for (;;) {
        const entries = await read(filter, before, PIECE)
        yield* entries
        before = entries.at(-1)?.number
        if (entries.length < PIECE) return
      }
    },

    /** Who stands in it, by name. */
    async actors({ workspaceId }: Pick<AuditFilter, 'workspaceId'>): Promise<{ id: string; name: string }[]> {
      const rows = await database
        .selectFrom('audit_entries')
        .leftJoin('people', 'people.id', 'audit_entries.actor_id')
        .select([
          'actor_id',
          'actor_kind',
          'people.name as person_name',
          sql<string | null>`max(actor_name)`.as('name'),
        ])
        .where('workspace_id', workspaceId === null ? 'is' : '=', workspaceId)
        .where('actor_id', 'is not', null)
        .groupBy(['actor_id', 'actor_kind', 'people.name'])
        .limit(ACTORS_MAX)
        .execute()
      return rows
        .map((row) => ({ id: row.actor_id ?? '', name: nameOf(row.actor_kind, row.person_name, row.name) }))
        .toSorted((a, b) => a.name.localeCompare(b.name))
    },

    /** Drops what is older than this instant; says how much. */
    async forgetBefore(at: number): Promise<number> {
      const gone = await database.deleteFrom('audit_entries').where('at', '<', at).executeTakeFirst()
      return Number(gone.numDeletedRows)
    },
  }
}

function nameOf(kind: AuditEntry['actor']['kind'], person: string | null, other: string | null): string {
  if (kind === 'person') return person ?? FORMER_MEMBER
  return other ?? (kind === 'nobody' ? 'Somebody' : 'A guest')
}
