import type { Kysely, Transaction } from 'kysely'
import type { Database } from '#server/storage/schema.ts'
import { newId } from '#shared/lib/ids.ts'
import type { Person } from './people.ts'
import type { ProvenIdentity } from './single-sign-on.ts'

const NAME_MAX_LENGTH = 80
const PRESENCE_COLORS = 8

export type Identities = ReturnType<typeof createIdentities>

/** Which person somebody is whom a provider vouches for. */
export function createIdentities(database: Kysely<Database>, now: () => number = Date.now) {
  const columns = ['people.id', 'people.name', 'people.color'] as const

  /**
   * The provider says whose the address is; whoever gave it here before may have been somebody else, who waited for its owner to come. So
   * the account is the owner's alone from now on: password, passkeys, sessions and tokens of before end.
   */
  async function takeOver(transaction: Transaction<Database>, personId: string): Promise<void> {
    await transaction
      .updateTable('people')
      .set({ password_hash: null, email_verified_at: now() })
      .where('id', '=', personId)
      .execute()
    for (const table of ['sessions', 'api_tokens', 'passkeys', 'email_claims'] as const) {
      await transaction.deleteFrom(table).where('person_id', '=', personId).execute()
    }
  }

  /** Who has proved this address, else who gave it first. */
  async function holderOf(transaction: Transaction<Database>, email: string) {
    const found = await transaction
      .selectFrom('people')
      .select([...columns, 'email_verified_at'])
      .where('email', '=', email)
      .orderBy('created_at')
      .orderBy('id')
      .execute()
    return found.find((row) => row.email_verified_at !== null) ?? found[0]
  }

  return {
    /** `null`: nobody here, and not invited. */
    enter: (identity: ProvenIdentity, invitationId: string | null): Promise<Person | null> =>
      database.transaction().execute(async (transaction) => {
        const { issuer, subject, email } = identity
        const known = await transaction
          .selectFrom('identities')
          .innerJoin('people', 'people.id', 'identities.person_id')
          .select(columns)
          .where('issuer', '=', issuer)
          .where('subject', '=', subject)
          .executeTakeFirst()
        const namesake = known || email === null ? undefined : await holderOf(transaction, email)
        // An address that was proved here was its owner's all the time.
        if (namesake && namesake.email_verified_at === null) await takeOver(transaction, namesake.id)

        const invitation =
          invitationId === null
            ? undefined
            : await transaction
                .deleteFrom('invitations')
                .where('id', '=', invitationId)
                .where('expires_at', '>', now())
                .where((one) => one.or([one('email', 'is', null), one('email', '=', email ?? '')]))
                .returning(['workspace_id', 'role'])
                .executeTakeFirst()
        const existing = known ?? namesake
        if (!existing && !invitation) return null

        const { id, name, color } = existing ?? (await make(transaction, identity))
        const person = { id, name, color }
        await transaction
          .insertInto('identities')
          .values({ issuer, subject, person_id: person.id, created_at: now() })
          .onConflict((conflict) => conflict.doNothing())
          .execute()
        if (invitation) {
          await transaction
            .insertInto('members')
            .values({ ...invitation, person_id: person.id, joined_at: now() })
            .onConflict((conflict) => conflict.doNothing())
            .execute()
        }
        return person
      }),
  }

  async function make(transaction: Transaction<Database>, { name, email }: ProvenIdentity): Promise<Person> {
    const color = 1 + Math.floor(Math.random() * (PRESENCE_COLORS - 1))
    const known = name ?? email?.split('@', 1)[0] ?? 'Somebody'
    const person = { id: newId<'person'>(), name: known.slice(0, NAME_MAX_LENGTH), color }
    await transaction
      .insertInto('people')
      .values({
        ...person,
        email,
        email_verified_at: email === null ? null : now(),
        password_hash: null,
        created_at: now(),
      })
      .execute()
    return person
  }
}
