import { sql, type Kysely } from 'kysely'
import { columnTypes, type Dialect } from './dialect.ts'

/** What several equal nodes share: the numbering of each journey's updates, changes of rights, owner links, settings. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const { counter, storedInKeyOrder } = columnTypes(dialect)

  await db.schema
    .createTable('journey_heads')
    .addColumn('journey_id', 'text', (column) => column.primaryKey().references('journeys.id').onDelete('cascade'))
    .addColumn('seq', 'bigint', (column) => column.notNull())
    .modifyEnd(storedInKeyOrder)
    .execute()
  await sql`
    insert into journey_heads (journey_id, seq)
    select journeys.id, coalesce((select max(kept.seq) from journey_updates kept where kept.journey_id = journeys.id), 0)
    from journeys
  `.execute(db)
  // Updates that were folded into a snapshot may be gone: its number counts as well.
  const folded = sql`(select max(kept.seq) from journey_snapshots kept where kept.journey_id = journey_heads.journey_id)`
  await sql`update journey_heads set seq = ${folded} where seq < ${folded}`.execute(db)

  await db.schema
    .createTable('rights_changes')
    .addColumn('seq', counter, (column) =>
      dialect === 'sqlite' ? column.primaryKey().autoIncrement() : column.primaryKey(),
    )
    .addColumn('target', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute()

  await db.schema
    .createTable('owner_links')
    .addColumn('token_hash', 'text', (column) => column.primaryKey())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute()

  await db.schema
    .createTable('settings')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('value', 'text', (column) => column.notNull())
    .execute()

  if (dialect === 'postgres') await layOutForPostgres(db)
}

/** Where PostgreSQL keeps the log's bytes, and how often it tidies up behind it. */
async function layOutForPostgres(db: Kysely<unknown>): Promise<void> {
  // Snapshots are deflated already, updates too small to gain: trying to compress them would cost for nothing.
  await sql`alter table journey_updates alter column data set storage external`.execute(db)
  await sql`alter table journey_snapshots alter column data set storage external`.execute(db)
  // A head is rewritten with every commit. With room on its page the new row goes beside the old one and no index is touched.
  await sql`alter table journey_heads set (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05)`.execute(db)
}
