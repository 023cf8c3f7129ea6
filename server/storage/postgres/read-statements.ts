import type { PoolClient } from 'pg'
import { StorageError, type LoadedJourney, type LoggedUpdate } from '../ports.ts'
import { unpackSnapshot } from '../snapshot-format.ts'

/** The journey after the update with this number, at most the last; or as of this instant. */
export type ReadPoint = { readonly seq: number; readonly at: null } | { readonly seq: null; readonly at: number }

/** One statement sees one moment, so snapshot and updates always fit. Each row names what it is, the target number first. */
const LOAD = `
WITH target AS MATERIALIZED (
  SELECT CASE WHEN $2::bigint IS NOT NULL THEN least($2, head.seq) ELSE coalesce(
    (SELECT u.seq FROM journey_updates u WHERE u.journey_id = $1 AND u.created_at <= $3::bigint ORDER BY u.seq DESC LIMIT 1),
    (SELECT s.seq FROM journey_snapshots s WHERE s.journey_id = $1 AND s.created_at <= $3 ORDER BY s.seq DESC LIMIT 1)
  ) END AS seq
  FROM journey_heads head WHERE head.journey_id = $1
), base AS MATERIALIZED (
  SELECT seq, data FROM journey_snapshots
  WHERE journey_id = $1 AND seq <= (SELECT seq FROM target) ORDER BY seq DESC LIMIT 1
)
SELECT 'target' AS kind, seq, NULL AS data FROM target
UNION ALL
SELECT 'snapshot', seq, data FROM base
UNION ALL
SELECT 'update', seq, data FROM journey_updates
WHERE journey_id = $1 AND seq > coalesce((SELECT seq FROM base), 0) AND seq <= (SELECT seq FROM target)`

const SINCE = `
SELECT head.seq AS head, news.seq, news.data
FROM journey_heads head LEFT JOIN journey_updates news ON news.journey_id = head.journey_id AND news.seq > $2::bigint
WHERE head.journey_id = $1 ORDER BY news.seq`

interface LoadRow {
  readonly kind: 'target' | 'snapshot' | 'update'
  readonly seq: number | null
  readonly data: Buffer | null
}

/** `null` when that point cannot be put together (any more), or there is no such journey. */
export async function readState(
  client: PoolClient,
  journeyId: string,
  { seq, at }: ReadPoint,
): Promise<LoadedJourney | null> {
  const { rows } = await client.query<LoadRow>({
    name: 'waymark-load',
    text: LOAD,
    values: [journeyId, seq, at],
  })
  const target = rows.find(({ kind }) => kind === 'target')?.seq ?? null
  if (target === null) return null
  const stored = rows.find(({ kind }) => kind === 'snapshot')
  const updates = rows.filter(({ kind }) => kind === 'update').map(updateOf)
  const base = stored?.seq ?? 0
  // What is kept has no gap, so it is enough to count.
  if (updates.length !== target - base) return null
  return {
    snapshot: stored ? { seq: base, ...(await unpackSnapshot(updateOf(stored).data)) } : null,
    updates: updates.toSorted((one, other) => one.seq - other.seq),
    seq: target,
  }
}

interface SinceRow {
  readonly head: number
  readonly seq: number | null
  readonly data: Buffer | null
}

/** The updates after a number, in order; `null` when some of them are not kept. */
export async function readSince(
  client: PoolClient,
  journeyId: string,
  seq: number,
): Promise<readonly LoggedUpdate[] | null> {
  const { rows } = await client.query<SinceRow>({ name: 'waymark-since', text: SINCE, values: [journeyId, seq] })
  const last = rows[0]?.head ?? 0
  if (seq >= last) return []
  return rows[0]?.seq === seq + 1 ? rows.map(updateOf) : null
}

/** As plain bytes: a Buffer says other things about itself. */
function updateOf({ seq, data }: { readonly seq: number | null; readonly data: Buffer | null }): LoggedUpdate {
  if (seq === null || data === null) throw new StorageError('A stored update has no content.', { fault: 'failed' })
  return { seq, data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) }
}
