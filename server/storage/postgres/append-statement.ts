import type { NewUpdate } from '../ports.ts'

/** Updates of one journey that are stored together or not at all. */
export interface Append {
  readonly journeyId: string
  readonly updates: readonly NewUpdate[]
}

/**
 * Everything of a commit in one statement, so that it costs one round trip and nobody can fall silent in the middle. First the locks,
 * in the order of the ids, so that two nodes never wait for each other: each journey's row against being deleted (the order in which
 * its deletion takes them, too), then its head. Then, whoever had the lock before having committed, the heads are raised and the rows
 * numbered from them. The instant is taken under the lock: numbers and instants have the same order, whichever node appends. A
 * journey that does not exist is missing in the answer.
 */
const APPEND = `
WITH locked AS MATERIALIZED (
  SELECT head.journey_id
  FROM unnest($1::text[]) AS asked (id)
  JOIN journeys ON journeys.id = asked.id
  JOIN journey_heads head ON head.journey_id = journeys.id
  ORDER BY journeys.id
  FOR KEY SHARE OF journeys FOR UPDATE OF head
), raised AS (
  UPDATE journey_heads head SET seq = head.seq + wanted.amount
  FROM unnest($1::text[], $2::int[]) AS wanted (journey_id, amount)
  JOIN locked ON locked.journey_id = wanted.journey_id
  WHERE head.journey_id = wanted.journey_id
  RETURNING head.journey_id, head.seq AS last, head.seq - wanted.amount AS before
), inserted AS (
  INSERT INTO journey_updates (journey_id, seq, actor_id, created_at, data)
  SELECT raised.journey_id, raised.before + news.place, news.actor_id,
    (extract(epoch FROM clock_timestamp()) * 1000)::bigint, substring($7::bytea FROM news.first_byte FOR news.bytes)
  FROM unnest($3::text[], $4::int[], $5::text[], $6::int[], $8::int[])
    AS news (journey_id, place, actor_id, first_byte, bytes)
  JOIN raised ON raised.journey_id = news.journey_id
)
SELECT journey_id, last FROM raised`

/** A prepared statement: `pg` parses it once for each connection. */
export const appendQuery = (appends: readonly Append[]) => ({
  name: 'waymark-append',
  text: APPEND,
  values: parametersOf(appends),
})

export interface AppendedRow {
  readonly journey_id: string
  readonly last: number
}

/** All bytes travel as one parameter, in binary; as a list of their own they would travel as text of twice the size. */
function parametersOf(appends: readonly Append[]): unknown[] {
  const amounts = new Map<string, number>()
  const journeyIds: string[] = []
  const places: number[] = []
  const actorIds: (string | null)[] = []
  const firstBytes: number[] = []
  const lengths: number[] = []
  const parts: Uint8Array[] = []
  let nextByte = 1
  for (const { journeyId, updates } of appends) {
    let place = amounts.get(journeyId) ?? 0
    for (const { data, actorId } of updates) {
      journeyIds.push(journeyId)
      places.push(++place)
      actorIds.push(actorId)
      firstBytes.push(nextByte)
      lengths.push(data.byteLength)
      parts.push(data)
      nextByte += data.byteLength
    }
    amounts.set(journeyId, place)
  }
  return [
    [...amounts.keys()],
    [...amounts.values()],
    journeyIds,
    places,
    actorIds,
    firstBytes,
    Buffer.concat(parts),
    lengths,
  ]
}

/** The last number of each append in turn; `null` for one whose journey does not exist. */
export function numbersOf(appends: readonly Append[], rows: readonly AppendedRow[]): (number | null)[] {
  const left = new Map<string, number>()
  for (const { journeyId, updates } of appends) left.set(journeyId, (left.get(journeyId) ?? 0) + updates.length)
  const next = new Map(rows.map((row) => [row.journey_id, row.last - (left.get(row.journey_id) ?? 0)]))
  return appends.map(({ journeyId, updates }) => {
    const before = next.get(journeyId)
    if (before === undefined) return null
    next.set(journeyId, before + updates.length)
    return before + updates.length
  })
}
