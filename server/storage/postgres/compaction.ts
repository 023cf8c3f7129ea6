import type { PoolClient } from 'pg'
import { StorageError } from '../ports.ts'
import { reach } from './append-shard.ts'
import { isDangling } from './faults.ts'

const STANDING = `
SELECT seq AS head, (SELECT max(s.seq) FROM journey_snapshots s WHERE s.journey_id = $1) AS newest
FROM journey_heads WHERE journey_id = $1`

const INSERT = `
INSERT INTO journey_snapshots (journey_id, seq, created_at, data)
VALUES ($1, $2, (extract(epoch FROM clock_timestamp()) * 1000)::bigint, $3) ON CONFLICT DO NOTHING`

/** Of the snapshots before this one, the first of each day stays. */
const THIN = `
DELETE FROM journey_snapshots later WHERE journey_id = $1 AND seq < $2 AND EXISTS (
  SELECT FROM journey_snapshots earlier
  WHERE earlier.journey_id = later.journey_id AND earlier.seq < later.seq
    AND earlier.created_at / 86400000 = later.created_at / 86400000
)`

/** Stores a packed snapshot of everything up to `seq`, unless a newer one is there. In one transaction of the caller's connection. */
export async function storeSnapshot(
  client: PoolClient,
  journeyId: string,
  seq: number,
  packed: Uint8Array,
): Promise<void> {
  await client.query('BEGIN')
  reach('compact.before')
  const { rows } = await client.query<{ head: number; newest: number | null }>(STANDING, [journeyId])
  const [standing] = rows
  if (standing === undefined) throw journeyGone(journeyId)
  if (seq > standing.head) {
    throw new StorageError(`${journeyId} has no update ${seq} yet that a snapshot could hold.`, { fault: 'failed' })
  }
  if (seq > (standing.newest ?? 0)) {
    try {
      await client.query(INSERT, [journeyId, seq, packed])
    } catch (error) {
      throw isDangling(error) ? journeyGone(journeyId) : error
    }
    await client.query(THIN, [journeyId, seq])
    reach('compact.inserted')
  }
  await client.query('COMMIT')
  reach('compact.committed')
}

const journeyGone = (journeyId: string): StorageError =>
  new StorageError(`There is no journey ${journeyId}.`, { fault: 'journey-gone' })
