import type { Kysely } from 'kysely'

/**
 * By what the rows of a dataset were read, while they are read otherwise: there is a way back. And which rows are whose: the place of each file among
 * those that were read with it. Of files from before the place is not known.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('datasets').addColumn('former', 'text').execute()
  await db.schema.alterTable('dataset_files').addColumn('first_part', 'integer').execute()
  await db.schema.alterTable('dataset_files').addColumn('parts', 'integer').execute()
}
