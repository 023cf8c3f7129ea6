import type { DatabaseSync } from 'node:sqlite'
import { reachCrashPoint } from '../crash-points.ts'
import type { Forgettable } from '../forget-in-steps.ts'
import { StorageError, type LoadedJourney, type LoggedUpdate, type LogPoint, type NewUpdate } from '../ports.ts'

/** The statements of the log over one connection. Callers wrap them in transactions. Snapshots go in and out packed. */
export interface UpdateLogTables {
  /** Numbers the updates and inserts them. A journey that does not exist throws `journey-gone` before anything is written. */
  append(journeyId: string, updates: readonly NewUpdate[], at: number): number
  load(journeyId: string): LoadedJourney
  loadAt(journeyId: string, point: LogPoint): LoadedJourney | null
  since(journeyId: string, seq: number): readonly LoggedUpdate[] | null
  heads(journeyIds: readonly string[]): ReadonlyMap<string, number>
  compact(journeyId: string, seq: number, packed: Uint8Array, at: number): void
  /** The journeys whose past before this instant can go, and up to which number. */
  forgettable(at: number): readonly Forgettable[]
  /** Drops up to `limit` of a journey's oldest updates up to `seq`, then its snapshots before that. Returns how many rows went. */
  forget(journeyId: string, seq: number, limit: number): number
}

export function updateLogTables(connection: DatabaseSync): UpdateLogTables {
  const raiseHead = connection.prepare('UPDATE journey_heads SET seq = seq + ? WHERE journey_id = ? RETURNING seq')
  const headOf = connection.prepare('SELECT seq FROM journey_heads WHERE journey_id = ?')
  const headsOf = connection.prepare(
    'SELECT journey_id, seq FROM journey_heads WHERE journey_id IN (SELECT value FROM json_each(?))',
  )
  const insertUpdate = connection.prepare(
    'INSERT INTO journey_updates (journey_id, seq, actor_id, created_at, data) VALUES (?, ?, ?, ?, ?)',
  )
  const updatesBetween = connection.prepare(
    'SELECT seq, data FROM journey_updates WHERE journey_id = ? AND seq > ? AND seq <= ? ORDER BY seq',
  )
  const firstUpdate = connection.prepare('SELECT seq FROM journey_updates WHERE journey_id = ? ORDER BY seq LIMIT 1')
  const lastUpdateAt = connection.prepare(
    'SELECT seq FROM journey_updates WHERE journey_id = ? AND created_at <= ? ORDER BY seq DESC LIMIT 1',
  )
  const lastSnapshotAt = connection.prepare(
    'SELECT seq FROM journey_snapshots WHERE journey_id = ? AND created_at <= ? ORDER BY seq DESC LIMIT 1',
  )
  const snapshotUpTo = connection.prepare(
    'SELECT seq, data FROM journey_snapshots WHERE journey_id = ? AND seq <= ? ORDER BY seq DESC LIMIT 1',
  )
  const lastSnapshot = connection.prepare('SELECT max(seq) AS seq FROM journey_snapshots WHERE journey_id = ?')
  const insertSnapshot = connection.prepare(
    'INSERT INTO journey_snapshots (journey_id, seq, created_at, data) VALUES (?, ?, ?, ?)',
  )
  // Of the snapshots before this one, the first of each day stays.
  const thinSnapshots = connection.prepare(`
    DELETE FROM journey_snapshots WHERE journey_id = ? AND seq < ? AND EXISTS (
      SELECT 1 FROM journey_snapshots earlier
      WHERE earlier.journey_id = journey_snapshots.journey_id AND earlier.seq < journey_snapshots.seq
        AND earlier.created_at / 86400000 = journey_snapshots.created_at / 86400000
    )`)
  const forgettableBefore = connection.prepare(`
    SELECT journey_id AS journeyId, seq FROM (
      SELECT journey_id, max(seq) AS seq FROM journey_snapshots WHERE created_at < ? GROUP BY journey_id
    ) AS base
    WHERE EXISTS (SELECT 1 FROM journey_updates u WHERE u.journey_id = base.journey_id AND u.seq <= base.seq)
       OR EXISTS (SELECT 1 FROM journey_snapshots s WHERE s.journey_id = base.journey_id AND s.seq < base.seq)`)
  const deleteOldestUpdates = connection.prepare(`
    DELETE FROM journey_updates WHERE journey_id = ?1 AND seq <= ?2 AND seq < ?3 +
      (SELECT min(seq) FROM journey_updates WHERE journey_id = ?1)`)
  const deleteSnapshotsBefore = connection.prepare('DELETE FROM journey_snapshots WHERE journey_id = ? AND seq < ?')

  const seqOf = (row: unknown): number | null => (row as { readonly seq: number | null } | undefined)?.seq ?? null
  const head = (journeyId: string): number => seqOf(headOf.get(journeyId)) ?? 0
  const updates = (journeyId: string, after: number, upTo: number): LoggedUpdate[] =>
    updatesBetween.all(journeyId, after, upTo) as unknown as LoggedUpdate[]

  /** The state after the update `seq`; `null` when it cannot be put together any more. */
  function stateAfter(journeyId: string, seq: number): LoadedJourney | null {
    const stored = (snapshotUpTo.get(journeyId, seq) as unknown as LoggedUpdate | undefined) ?? null
    const snapshot = stored && { ...stored, summary: null }
    const base = snapshot?.seq ?? 0
    // What is kept has no gap, so it is enough to know that it begins early enough.
    const first = seqOf(firstUpdate.get(journeyId))
    if (base < seq && (first === null || first > base + 1)) return null
    return { snapshot, updates: updates(journeyId, base, seq), seq }
  }

  /** The number of the last update that was there at this instant; `null`: none, or it is not known any more. */
  const seqAt = (journeyId: string, at: number): number | null =>
    seqOf(lastUpdateAt.get(journeyId, at)) ?? seqOf(lastSnapshotAt.get(journeyId, at))

  return {
    append(journeyId, news, at) {
      const last = seqOf(raiseHead.get(news.length, journeyId))
      if (last === null) throw journeyGone(journeyId)
      let seq = last - news.length
      for (const { data, actorId } of news) insertUpdate.run(journeyId, ++seq, actorId, at, data)
      return last
    },
    load(journeyId) {
      const state = stateAfter(journeyId, head(journeyId))
      // Never an empty journey in its place: whoever edits that has lost the real one.
      if (state === null) throw new StorageError(`Updates of ${journeyId} are missing.`, { fault: 'failed' })
      return state
    },
    loadAt(journeyId, point) {
      const seq = 'seq' in point ? Math.min(point.seq, head(journeyId)) : seqAt(journeyId, point.at)
      return seq === null || seq < 1 ? null : stateAfter(journeyId, seq)
    },
    since(journeyId, seq) {
      const last = head(journeyId)
      if (seq >= last) return []
      const found = updates(journeyId, seq, last)
      return found[0]?.seq === seq + 1 ? found : null
    },
    heads(journeyIds) {
      const rows = headsOf.all(JSON.stringify(journeyIds)) as unknown as { journey_id: string; seq: number }[]
      return new Map(rows.map((row) => [row.journey_id, row.seq]))
    },
    compact(journeyId, seq, packed, at) {
      const last = seqOf(headOf.get(journeyId))
      if (last === null) throw journeyGone(journeyId)
      if (seq > last) {
        throw new StorageError(`${journeyId} has no update ${seq} yet that a snapshot could hold.`, { fault: 'failed' })
      }
      if (seq <= (seqOf(lastSnapshot.get(journeyId)) ?? 0)) return
      reachCrashPoint('compact.before')
      insertSnapshot.run(journeyId, seq, at, packed)
      thinSnapshots.run(journeyId, seq)
      reachCrashPoint('compact.inserted')
    },
    forgettable: (at) => forgettableBefore.all(at) as unknown as Forgettable[],
    forget(journeyId, seq, limit) {
      const dropped = Number(deleteOldestUpdates.run(journeyId, seq, limit).changes)
      if (dropped === limit) return dropped
      return dropped + Number(deleteSnapshotsBefore.run(journeyId, seq).changes)
    },
  }
}

const journeyGone = (journeyId: string): StorageError =>
  new StorageError(`There is no journey ${journeyId}.`, { fault: 'journey-gone' })
