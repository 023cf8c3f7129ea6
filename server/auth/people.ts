import type { Kysely } from 'kysely'
import type { Membership } from '#server/access/actor.ts'
import { type Database, FIRST_WORKSPACE } from '#server/storage/schema.ts'
import { createSettings } from '#server/storage/settings.ts'
import { newId } from '#shared/lib/ids.ts'

export interface Person {
  readonly id: string
  readonly name: string
  /** Presence colour, 0..7. */
  readonly color: number
}

export type People = ReturnType<typeof createPeople>

/** Who has an account, and what they are where. */
export function createPeople(database: Kysely<Database>, now: () => number = Date.now) {
  const firstOwner = (): Promise<Person | undefined> =>
    database
      .selectFrom('people')
      .innerJoin('members', 'members.person_id', 'people.id')
      .select(['people.id', 'people.name', 'people.color'])
      .where('members.workspace_id', '=', FIRST_WORKSPACE)
      .where('members.role', '=', 'owner')
      .orderBy('members.joined_at')
      .orderBy('people.id')
      .executeTakeFirst()

  return {
    /** What a person is where, in the order in which they came there. */
    membershipsOf: (personId: string): Promise<Membership[]> =>
      database
        .selectFrom('members')
        .select(['workspace_id as workspaceId', 'role'])
        .where('person_id', '=', personId)
        .orderBy('joined_at')
        .orderBy('workspace_id')
        .execute(),

    /** Whom the owner link signs in: who has owned the first workspace the longest; made when they first come. */
    async owner(): Promise<Person> {
      const existing = await firstOwner()
      if (existing) return existing
      // Two nodes may be asked at the same moment: both make the same person.
      const id = await createSettings(database).keep('first-owner', newId<'person'>())
      const at = now()
      await database
        .insertInto('people')
        .values({ id, name: 'Owner', color: 0, email: null, password_hash: null, created_at: at })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      await database
        .insertInto('members')
        .values({ workspace_id: FIRST_WORKSPACE, person_id: id, role: 'owner', joined_at: at })
        .onConflict((conflict) => conflict.columns(['workspace_id', 'person_id']).doUpdateSet({ role: 'owner' }))
        .execute()
      return (await firstOwner()) ?? { id, name: 'Owner', color: 0 }
    },
  }
}
