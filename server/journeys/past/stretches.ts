import { type Kysely, sql } from 'kysely'
import * as Y from 'yjs'
import type { UpdateLog } from '#server/storage/ports.ts'
import type { Database } from '#server/storage/schema.ts'
import { MINUTE_MS } from '#shared/lib/time.ts'
import type { EditChange } from '#shared/contract/rest/past.ts'
import { type Assignment, type Changes, collectEdits, mergeChange } from './collect-edits.ts'

/** Whoever does nothing for so long begins anew when they go on. */
const PAUSE_MS = 15 * MINUTE_MS
/** Looked through in one go; the rest the next time. */
const UPDATES_AT_ONCE = 5_000
/** Of more things than these only these are named. */
const CHANGES_MAX = 300

interface Stretch {
  readonly firstSeq: number
  lastSeq: number
  readonly actorId: string | null
  readonly begunAt: number
  endedAt: number
  readonly changes: Changes
}

interface Needs {
  readonly database: Kysely<Database>
  readonly log: Pick<UpdateLog, 'loadAt'>
  /** Told once among all nodes, some time after it was done. */
  readonly onAssigned?: (journeyId: string, assigned: readonly AssignedBy[]) => Promise<void>
}

export interface AssignedBy extends Assignment {
  readonly actorId: string | null
}

export type Stretches = ReturnType<typeof createStretches>

/**
 * What people did to journeys, by person and stretch of time. Made from the updates when somebody asks, not while they are written: the log
 * names the author of each. Several nodes may do so at once; the first one to finish counts.
 */
export function createStretches({ database, log, onAssigned }: Needs) {
  const lastKnown = async (journeyId: string): Promise<number> => {
    const row = await database
      .selectFrom('edit_stretches')
      .select(({ fn }) => fn.max('last_seq').as('seq'))
      .where('journey_id', '=', journeyId)
      .executeTakeFirst()
    // The first update is the journey as it was made.
    return Math.max(1, row?.seq ?? 1)
  }

  const openStretches = async (journeyId: string, since: number): Promise<Stretch[]> => {
    const rows = await database
      .selectFrom('edit_stretches')
      .selectAll()
      .where('journey_id', '=', journeyId)
      .where('ended_at', '>=', since)
      .orderBy('first_seq')
      .execute()
    return rows.map((row) => ({
      firstSeq: row.first_seq,
      lastSeq: row.last_seq,
      actorId: row.actor_id,
      begunAt: row.begun_at,
      endedAt: row.ended_at,
      changes: new Map(
        (JSON.parse(row.changes) as EditChange[]).map((change) => [`${change.kind} ${change.id}`, change]),
      ),
    }))
  }

  /** Looks through what was not looked through yet. */
  async function catchUp(journeyId: string): Promise<void> {
    const from = await lastKnown(journeyId)
    const updates = await database
      .selectFrom('journey_updates')
      .select(['seq', 'actor_id', 'created_at', 'data'])
      .where('journey_id', '=', journeyId)
      .where('seq', '>', from)
      .orderBy('seq')
      .limit(UPDATES_AT_ONCE)
      .execute()
    const [first] = updates
    if (!first) return
    // Where the past is not kept so far back it begins with what is.
    const base = await log.loadAt(journeyId, { seq: first.seq - 1 })
    const doc = new Y.Doc()
    try {
      if (base?.snapshot) Y.applyUpdate(doc, base.snapshot.data)
      for (const { data } of base?.updates ?? []) Y.applyUpdate(doc, data)
      const edits = collectEdits(doc)
      const assigned = new Map<string, AssignedBy>()
      const stretches = await openStretches(journeyId, first.created_at - PAUSE_MS)
      for (const { seq, actor_id: actorId, created_at: at, data } of updates) {
        Y.applyUpdate(doc, data)
        const changes = edits.take()
        // Of several owners in a row only the last is one.
        for (const each of edits.takeAssignments()) assigned.set(each.elementId, { ...each, actorId })
        const open = stretches.findLast((one) => one.actorId === actorId && at - one.endedAt < PAUSE_MS)
        const stretch: Stretch = open ?? {
          firstSeq: seq,
          lastSeq: seq,
          actorId,
          begunAt: at,
          endedAt: at,
          changes: new Map(),
        }
        if (!open) stretches.push(stretch)
        stretch.lastSeq = seq
        stretch.endedAt = at
        // Without the state before, what an update changes cannot be told.
        if (base) for (const change of changes.values()) mergeChange(stretch.changes, change)
      }
      const isFirst = await write(journeyId, from, stretches)
      if (isFirst && base && assigned.size > 0) await onAssigned?.(journeyId, [...assigned.values()])
    } finally {
      doc.destroy()
    }
  }

  async function write(journeyId: string, from: number, stretches: readonly Stretch[]): Promise<boolean> {
    return database.transaction().execute(async (transaction) => {
      // One at a time; who comes second finds it done. Appending to the journey does not wait for this.
      await transaction
        .updateTable('journeys')
        .set((row) => ({ title: row.ref('title') }))
        .where('id', '=', journeyId)
        .execute()
      const known = await transaction
        .selectFrom('edit_stretches')
        .select(({ fn }) => fn.max('last_seq').as('seq'))
        .where('journey_id', '=', journeyId)
        .executeTakeFirst()
      if (Math.max(1, known?.seq ?? 1) !== from) return false
      for (const { firstSeq, lastSeq, actorId, begunAt, endedAt, changes } of stretches) {
        const done = {
          last_seq: lastSeq,
          ended_at: endedAt,
          changes: JSON.stringify([...changes.values()].slice(-CHANGES_MAX)),
        }
        await transaction
          .insertInto('edit_stretches')
          .values({ journey_id: journeyId, first_seq: firstSeq, actor_id: actorId, begun_at: begunAt, ...done })
          .onConflict((conflict) => conflict.columns(['journey_id', 'first_seq']).doUpdateSet(done))
          .execute()
      }
      return true
    })
  }

  return {
    catchUp,
    lastKnown,

    /** Of the journeys of a workspace those that were changed last. */
    async catchUpWorkspace(workspaceId: string, atMost: number): Promise<void> {
      const behind = await database
        .selectFrom('journeys')
        .innerJoin('journey_heads', 'journey_heads.journey_id', 'journeys.id')
        .select(['journeys.id'])
        .where('workspace_id', '=', workspaceId)
        .where(
          sql<boolean>`journey_heads.seq > coalesce((
            select max(last_seq) from edit_stretches where edit_stretches.journey_id = journeys.id
          ), 1)`,
        )
        .orderBy('journeys.updated_at', 'desc')
        .limit(atMost)
        .execute()
      for (const { id } of behind) await catchUp(id)
    },
  }
}
