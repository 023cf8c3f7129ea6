import type { PoolClient } from 'pg'
import type { Forgettable } from '../forget-in-steps.ts'

const FORGETTABLE = `
SELECT journey_id AS "journeyId", seq FROM (
  SELECT journey_id, max(seq) AS seq FROM journey_snapshots WHERE created_at < $1 GROUP BY journey_id
) AS base
WHERE EXISTS (SELECT FROM journey_updates u WHERE u.journey_id = base.journey_id AND u.seq <= base.seq)
   OR EXISTS (SELECT FROM journey_snapshots s WHERE s.journey_id = base.journey_id AND s.seq < base.seq)`

const DELETE_UPDATES = `
DELETE FROM journey_updates WHERE journey_id = $1 AND seq <= $2 AND seq < $3::int +
  (SELECT min(seq) FROM journey_updates WHERE journey_id = $1)`

const DELETE_SNAPSHOTS = 'DELETE FROM journey_snapshots WHERE journey_id = $1 AND seq < $2'

/** The journeys whose past before this instant can go, and up to which number. */
export async function readForgettable(client: PoolClient, at: number): Promise<readonly Forgettable[]> {
  return (await client.query<Forgettable>(FORGETTABLE, [at])).rows
}

/**
 * Drops up to `limit` of a journey's oldest updates up to `seq`, then its snapshots before that. Returns how many rows went. Each
 * statement is a transaction: what is kept has no gap after either.
 */
export async function forget(client: PoolClient, journeyId: string, seq: number, limit: number): Promise<number> {
  const { rowCount: updates } = await client.query(DELETE_UPDATES, [journeyId, seq, limit])
  const dropped = updates ?? 0
  if (dropped === limit) return dropped
  const { rowCount: snapshots } = await client.query(DELETE_SNAPSHOTS, [journeyId, seq])
  return dropped + (snapshots ?? 0)
}
