import type { Kysely } from 'kysely'
import type { Database } from '#server/storage/schema.ts'
import type { EntryRole } from '#shared/contract/access-entries.ts'

interface Entry {
  readonly personId: string
  readonly role: EntryRole
}

export type JourneyAccess = ReturnType<typeof createJourneyAccess>

/** What journeys say of their own on who may what, beside what the collections around them say. */
export const createJourneyAccess = (database: Kysely<Database>) => ({
  entriesOf: (journeyId: string): Promise<Entry[]> =>
    database
      .selectFrom('journey_access')
      .select(['person_id as personId', 'role'])
      .where('journey_id', '=', journeyId)
      .orderBy('person_id')
      .execute(),

  /** All that it says of its own from now on. */
  async setEntries(journeyId: string, entries: readonly Entry[]): Promise<void> {
    await database.transaction().execute(async (transaction) => {
      await transaction.deleteFrom('journey_access').where('journey_id', '=', journeyId).execute()
      const rows = entries.map(({ personId, role }) => ({ journey_id: journeyId, person_id: personId, role }))
      if (rows.length > 0) await transaction.insertInto('journey_access').values(rows).execute()
    })
  },
})
