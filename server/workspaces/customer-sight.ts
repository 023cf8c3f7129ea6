import type { Kysely } from 'kysely'
import type { CustomersSeenBy } from '#shared/contract/rest/customers.ts'
import type { Database } from '#server/storage/schema.ts'

/** A workspace's word on who may see the customers behind a number. It only narrows what a role may; see `docs/roles.md`. */
export interface CustomerSight {
  /** Of a workspace that there is not: nobody. */
  of(workspaceId: string): Promise<CustomersSeenBy>
  set(workspaceId: string, seenBy: CustomersSeenBy): Promise<void>
}

export const createCustomerSight = (database: Kysely<Database>): CustomerSight => ({
  async of(workspaceId) {
    const row = await database
      .selectFrom('workspaces')
      .select('customers_seen_by')
      .where('id', '=', workspaceId)
      .executeTakeFirst()
    return row?.customers_seen_by ?? 'nobody'
  },
  async set(workspaceId, seenBy) {
    await database.updateTable('workspaces').set({ customers_seen_by: seenBy }).where('id', '=', workspaceId).execute()
  },
})
