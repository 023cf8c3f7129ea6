import { sql, type RawBuilder } from 'kysely'

/** The SQL that a store speaks. */
export type Dialect = 'sqlite' | 'postgres'

interface ColumnTypes {
  readonly blob: RawBuilder<unknown>
  readonly double: RawBuilder<unknown>
  /** Counts up by itself; goes with a primary key. */
  readonly counter: RawBuilder<unknown>
  /** At the end of a table: its rows lie in the order of their key. PostgreSQL has no such thing. */
  readonly storedInKeyOrder: RawBuilder<unknown>
}

/** What the dialects call by different names. */
export const columnTypes = (dialect: Dialect): ColumnTypes =>
  dialect === 'sqlite'
    ? { blob: sql`blob`, double: sql`real`, counter: sql`integer`, storedInKeyOrder: sql`without rowid` }
    : { blob: sql`bytea`, double: sql`double precision`, counter: sql`bigserial`, storedInKeyOrder: sql`` }
