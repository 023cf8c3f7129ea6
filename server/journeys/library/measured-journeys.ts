import type { Kysely } from 'kysely'
import type { Database } from '#server/storage/schema.ts'
import { cursorOf, readCursor } from './cursor.ts'
import { journeysFor, type Sight } from './sight.ts'

export interface MeasuredJourneysPage {
  readonly journeys: readonly { readonly id: string; readonly title: string }[]
  readonly next: string | null
}

const ORDER = 'measured'

/**
 * The journeys of a workspace that have bindings and that somebody sees all of, by name, page by page. Reads no document. Null: that cursor
 * was not made here.
 */
export async function measuredJourneys(
  database: Kysely<Database>,
  sight: Sight,
  workspaceId: string,
  { limit, cursor }: { readonly limit: number; readonly cursor: string | undefined },
): Promise<MeasuredJourneysPage | null> {
  const after = cursor === undefined ? null : readCursor(cursor, ORDER)
  if (cursor !== undefined && after === null) return null
  let query = journeysFor(database, sight.actor)
    .select(['journeys.id', 'journeys.title', 'journeys.title_key as titleKey'])
    .where(sight.isSeenWhole)
    .where('journeys.workspace_id', '=', workspaceId)
    .where('journeys.archived_at', 'is', null)
    .where('journeys.counts', 'like', '%"bindings":%')
    .where('journeys.counts', 'not like', '%"bindings":0,%')
    .where('journeys.counts', 'not like', '%"bindings":0}%')
  if (after) {
    const value = String(after.value)
    query = query.where((journey) =>
      journey.or([
        journey('journeys.title_key', '>', value),
        journey.and([journey('journeys.title_key', '=', value), journey('journeys.id', '>', after.id)]),
      ]),
    )
  }
  const rows = await query
    .orderBy('journeys.title_key')
    .orderBy('journeys.id')
    .limit(limit + 1)
    .execute()
  const journeys = rows.slice(0, limit)
  const last = journeys.at(-1)
  const next = last && rows.length > limit ? cursorOf(ORDER, { rank: 0, value: last.titleKey, id: last.id }) : null
  return { journeys: journeys.map(({ id, title }) => ({ id, title })), next }
}
