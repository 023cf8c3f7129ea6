import type { Kysely } from 'kysely'
import type { Database } from '#server/storage/schema.ts'
import { newId } from '#shared/lib/ids.ts'
import { DAY_MS } from '#shared/lib/time.ts'
import { idOfSignedToken, signedTokenOf } from './tokens.ts'

const CLAIM_MS = 2 * DAY_MS

export interface Claim {
  /** For the letter to the address; `null`: somebody else has proved it to be theirs, and is told so instead. */
  readonly token: string | null
}

export interface Confirmed {
  readonly personId: string
  readonly email: string
  /** The one that they had proved before. */
  readonly before: string | null
}

export type Addresses = ReturnType<typeof createAddresses>

interface Needs {
  readonly database: Kysely<Database>
  readonly secret: Buffer
  readonly now?: () => number
}

/** E-mail addresses are proved by a link that only their owner gets. Whoever claims one sees the same, whoever else has it. */
export function createAddresses({ database, secret, now = Date.now }: Needs) {
  const holderOf = (email: string) =>
    database
      .selectFrom('people')
      .select('id')
      .where('email', '=', email)
      .where('email_verified_at', 'is not', null)
      .executeTakeFirst()

  return {
    /** The address that waits to be proved. */
    async pending(personId: string): Promise<string | null> {
      const claim = await database
        .selectFrom('email_claims')
        .select('email')
        .where('person_id', '=', personId)
        .where('expires_at', '>', now())
        .executeTakeFirst()
      return claim?.email ?? null
    },

    /** In place of one that the person claimed before, whose link opens nothing any more. */
    async claim(personId: string, email: string): Promise<Claim> {
      const id = newId<'emailClaim'>()
      await database.deleteFrom('email_claims').where('expires_at', '<=', now()).execute()
      const claim = { id, person_id: personId, email, expires_at: now() + CLAIM_MS }
      await database
        .insertInto('email_claims')
        .values(claim)
        .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ id, email, expires_at: claim.expires_at }))
        .execute()
      const holder = await holderOf(email)
      return { token: holder && holder.id !== personId ? null : signedTokenOf(secret, 'email', id) }
    },

    async forget(personId: string): Promise<void> {
      await database.deleteFrom('email_claims').where('person_id', '=', personId).execute()
    },

    /** The address behind a link, for the page that asks. `null`: the link stands for nothing (any more). */
    async claimed(token: string): Promise<string | null> {
      const claim = await database
        .selectFrom('email_claims')
        .select('email')
        .where('id', '=', idOfSignedToken(secret, 'email', token) ?? '')
        .where('expires_at', '>', now())
        .executeTakeFirst()
      return claim?.email ?? null
    },

    /** Once. `null`: the link stands for nothing (any more), or somebody else proved the address meanwhile. */
    async confirm(token: string): Promise<Confirmed | null> {
      const id = idOfSignedToken(secret, 'email', token)
      if (id === null) return null
      return database.transaction().execute(async (transaction) => {
        const claim = await transaction
          .deleteFrom('email_claims')
          .where('id', '=', id)
          .where('expires_at', '>', now())
          .returning(['person_id as personId', 'email'])
          .executeTakeFirst()
        if (!claim) return null
        const { personId, email } = claim
        const holders = await transaction
          .selectFrom('people')
          .select(['id', 'email', 'email_verified_at'])
          .where((one) => one.or([one('email', '=', email), one('id', '=', personId)]))
          .execute()
        const hasOther = holders.some((row) => row.id !== personId && row.email_verified_at !== null)
        if (hasOther) return null
        const mine = holders.find((row) => row.id === personId)
        await transaction
          .updateTable('people')
          .set({ email, email_verified_at: now() })
          .where('id', '=', personId)
          .execute()
        const wasProved = mine !== undefined && mine.email_verified_at !== null
        const before = wasProved && mine.email !== email ? mine.email : null
        return { personId, email, before }
      })
    },
  }
}
