import type { Kysely, Transaction } from 'kysely'
import type { Database } from '#server/storage/schema.ts'
import { newId } from '#shared/lib/ids.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import type { Accounts } from './accounts.ts'
import { atLeast } from './at-least.ts'
import { hashOfPassword } from './passwords.ts'
import type { Person } from './people.ts'

const PRESENCE_COLORS = 8
/** Whether a password was compared with nobody's, somebody's or several people's. */
const ANSWERED_AFTER_MS = 300

/** What an invited person says of themselves. */
export interface NewAccount {
  readonly name: string
  /** In lower case, as everywhere in here. */
  readonly email: string
  readonly password: string
}

/** An invitation as its link names it. */
export interface InvitationLink {
  readonly id: string
  /** The link came by mail to the address that the invitation is for, and was shown to nobody else. */
  readonly isMailed: boolean
}

export interface Accepted {
  readonly person: Person
  /** It has to be proved before they can sign in with it. */
  readonly unprovenEmail: string | null
}

export type Invitees = ReturnType<typeof createInvitees>

interface Needs {
  readonly database: Kysely<Database>
  readonly accounts: Pick<Accounts, 'whoseAre'>
  readonly now?: () => number
}

/** How an invitation is taken. It serves once, whoever else opens it at the same moment. */
export function createInvitees({ database, accounts, now = Date.now }: Needs) {
  /** The invitation is gone after that. */
  const take = (transaction: Transaction<Database>, id: string, email: string | null) =>
    transaction
      .deleteFrom('invitations')
      .where('id', '=', id)
      .where('expires_at', '>', now())
      .where((one) => one.or([one('email', 'is', null), one('email', '=', email ?? '')]))
      .returning(['workspace_id', 'role', 'email'])
      .executeTakeFirst()

  const addMember = async (
    transaction: Transaction<Database>,
    { workspace_id, role }: NonNullable<Awaited<ReturnType<typeof take>>>,
    personId: string,
  ): Promise<void> => {
    await transaction
      .insertInto('members')
      .values({ workspace_id, role, person_id: personId, joined_at: now() })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }

  const hasProvenHolder = async (transaction: Transaction<Database>, email: string): Promise<boolean> =>
    (await transaction
      .selectFrom('people')
      .select('id')
      .where('email', '=', email)
      .where('email_verified_at', 'is not', null)
      .executeTakeFirst()) !== undefined

  const prove = async (transaction: Transaction<Database>, personId: string, email: string): Promise<void> => {
    if (await hasProvenHolder(transaction, email)) return
    await transaction.updateTable('people').set({ email_verified_at: now() }).where('id', '=', personId).execute()
  }

  async function accept(
    { id, isMailed }: InvitationLink,
    { name, email, password }: NewAccount,
    mustProve: boolean,
  ): Promise<Result<Accepted, 'link-not-valid' | 'sign-in-failed'>> {
    const known = await accounts.whoseAre(email, password)
    // Also when it is not needed, which takes as long.
    const hash = await hashOfPassword(password)
    return database.transaction().execute(async (transaction) => {
      const invitation = await take(transaction, id, email)
      if (!invitation) return refused('link-not-valid')
      const proves = isMailed && invitation.email === email
      if (known) {
        if (proves && known.email_verified_at === null) await prove(transaction, known.id, email)
        await addMember(transaction, invitation, known.id)
        return done({ person: { id: known.id, name: known.name, color: known.color }, unprovenEmail: null })
      }
      // Whoever reads the mail of this address may know that there is an account for it. The invitation stays for their second try.
      if (proves && (await hasProvenHolder(transaction, email))) throw new AccountIsThere()
      const color = 1 + Math.floor(Math.random() * (PRESENCE_COLORS - 1))
      const person = { id: newId<'person'>(), name, color }
      const isPending = mustProve && !proves
      await transaction
        .insertInto('people')
        .values({
          ...person,
          email: isPending ? null : email,
          email_verified_at: proves ? now() : null,
          password_hash: hash,
          created_at: now(),
        })
        .execute()
      await addMember(transaction, invitation, person.id)
      return done({ person, unprovenEmail: isPending ? email : null })
    })
  }

  return {
    /**
     * Takes an invitation: makes an account, or takes the one whose address and password these are. A new one is made whoever else has
     * given this address, in the same time, so that nobody learns of them. `mustProve`: there is a mail server, so an address counts
     * when it is proved.
     */
    accept: (link: InvitationLink, account: NewAccount, mustProve: boolean): ReturnType<typeof accept> =>
      atLeast(
        ANSWERED_AFTER_MS,
        accept(link, account, mustProve).catch((error: unknown) => {
          if (error instanceof AccountIsThere) return refused('sign-in-failed')
          throw error
        }),
      ),

    /** A person who is signed in takes an invitation. `false`: it does not stand, or is for somebody else. */
    async join({ id, isMailed }: InvitationLink, personId: string): Promise<boolean> {
      const row = await database
        .selectFrom('people')
        .select(['email', 'email_verified_at'])
        .where('id', '=', personId)
        .executeTakeFirst()
      return database.transaction().execute(async (transaction) => {
        const invitation = await take(transaction, id, row?.email ?? null)
        if (!invitation) return false
        const proves = isMailed && invitation.email !== null && row?.email_verified_at === null
        if (proves && invitation.email !== null) await prove(transaction, personId, invitation.email)
        await addMember(transaction, invitation, personId)
        return true
      })
    },
  }
}

/** Undoes the transaction. */
class AccountIsThere extends Error {}
