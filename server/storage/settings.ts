import type { Kysely } from 'kysely'
import type { Database } from './schema.ts'

/** Facts that all nodes on one store share. */
export interface Settings {
  get(key: string): Promise<string | null>
  set(key: string, value: string): Promise<void>
  /** Stores a first value; gives the one that stands, which another node may have stored before. */
  keep(key: string, value: string): Promise<string>
}

export const createSettings = (database: Kysely<Database>): Settings => {
  const get = async (key: string): Promise<string | null> =>
    (await database.selectFrom('settings').select('value').where('key', '=', key).executeTakeFirst())?.value ?? null
  return {
    get,
    async set(key, value) {
      await database
        .insertInto('settings')
        .values({ key, value })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
        .execute()
    },
    async keep(key, value) {
      await database
        .insertInto('settings')
        .values({ key, value })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      return (await get(key)) ?? value
    },
  }
}
