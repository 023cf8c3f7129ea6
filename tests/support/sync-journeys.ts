import type { Kysely } from 'kysely'
import { type Database, FIRST_WORKSPACE } from '#server/storage/schema.ts'

/** The rows that a journey's log hangs on, made by whichever node wants it first. */
export async function ensureJourney(database: Kysely<Database>, id: string): Promise<void> {
  const known = await database.selectFrom('journey_heads').select('seq').where('journey_id', '=', id).executeTakeFirst()
  if (known !== undefined) return
  const now = Date.now()
  const workspace = { workspace_id: FIRST_WORKSPACE }
  const journey = { id, ...workspace, title: id, counts: '{}', created_at: now, updated_at: now, archived_at: null }
  await database
    .insertInto('journeys')
    .values(journey)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await database
    .insertInto('journey_heads')
    .values({ journey_id: id, seq: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
