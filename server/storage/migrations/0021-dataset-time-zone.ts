import type { Kysely } from 'kysely'

/** The time zone in which the days, weeks and months of a dataset are counted; null: that by which its file was read, else UTC. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('datasets').addColumn('time_zone', 'text').execute()
}
