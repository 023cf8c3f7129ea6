import type { Kysely } from 'kysely'
import type { Database } from '#server/storage/schema.ts'
import { newId } from '#shared/lib/ids.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import { HOUR_MS } from '#shared/lib/time.ts'
import { hashOfPassword, isPasswordOf } from './passwords.ts'
import type { Person } from './people.ts'
import { isSigned, signatureOf } from './tokens.ts'

const RESET_MS = 2 * HOUR_MS
const PRESENCE_COLORS = 8

export interface Account {
  /** `null`: came by the owner link and has given none yet. */
  readonly email: string | null
  readonly hasPassword: boolean
}

/** What an invited person says of themselves. */
export interface NewAccount {
  readonly name: string
  /** In lower case, as everywhere in here. */
  readonly email: string
  readonly password: string
}

export type Accounts = ReturnType<typeof createAccounts>

interface Needs {
  readonly database: Kysely<Database>
  readonly secret: Buffer
  readonly now?: () => number
}

/** How people with an account prove who they are. Nothing in here says whether there is an account, not even by how long it takes. */
export function createAccounts({ database, secret, now = Date.now }: Needs) {
  const rows = () => database.selectFrom('people').select(['id', 'name', 'color', 'email', 'password_hash'])
  const byEmail = (email: string) => rows().where('email', '=', email).executeTakeFirst()
  const byId = (id: string) => rows().where('id', '=', id).executeTakeFirst()
  /** Void as soon as the password is another. */
  const resetSubject = (
    row: { readonly id: string; readonly password_hash: string | null },
    expiresAt: number,
  ): string => `${row.id}.${expiresAt}.${row.password_hash ?? ''}`

  const resetTokenOf = (row: { readonly id: string; readonly password_hash: string | null }): string => {
    const expiresAt = now() + RESET_MS
    return `${row.id}.${expiresAt}.${signatureOf(secret, 'reset', resetSubject(row, expiresAt))}`
  }

  const setHash = async (personId: string, hash: string): Promise<void> => {
    await database.updateTable('people').set({ password_hash: hash }).where('id', '=', personId).execute()
  }

  return {
    async find(personId: string): Promise<Account> {
      const row = await byId(personId)
      return { email: row?.email ?? null, hasPassword: row !== undefined && row.password_hash !== null }
    },

    /** `null`: the e-mail address, the password or both are not right. */
    async signIn(email: string, password: string): Promise<Person | null> {
      const row = await byEmail(email)
      const isRight = await isPasswordOf(row?.password_hash ?? null, password)
      return row && isRight ? { id: row.id, name: row.name, color: row.color } : null
    },

    /** Whether this is the person's password; true when they have none yet, and so nothing to prove. */
    async isRight(personId: string, password: string): Promise<boolean> {
      const row = await byId(personId)
      if (!row) return false
      return row.password_hash === null || isPasswordOf(row.password_hash, password)
    },

    async setPassword(personId: string, password: string): Promise<void> {
      await setHash(personId, await hashOfPassword(password))
    },

    async setEmail(personId: string, email: string): Promise<Result<void, 'email-not-usable'>> {
      const holder = await byEmail(email)
      if (holder && holder.id !== personId) return refused('email-not-usable')
      try {
        await database.updateTable('people').set({ email }).where('id', '=', personId).execute()
      } catch (error) {
        // Somebody else took it at the same moment.
        if ((await byEmail(email))?.id !== personId) return refused('email-not-usable')
        throw error
      }
      return done(undefined)
    },

    /**
     * Takes an invitation: makes the account, or takes the one whose password was given. An invitation serves once, whoever else opens it
     * at the same moment.
     */
    async accept(
      invitationId: string,
      { name, email, password }: NewAccount,
    ): Promise<Result<Person, 'link-not-valid' | 'sign-in-failed'>> {
      const known = await byEmail(email)
      const hash = known ? null : await hashOfPassword(password)
      if (known && !(await isPasswordOf(known.password_hash, password))) return refused('sign-in-failed')
      const color = 1 + Math.floor(Math.random() * (PRESENCE_COLORS - 1))
      const person = known ?? { id: newId<'person'>(), name, color }
      try {
        return await database.transaction().execute(async (transaction) => {
          const invitation = await transaction
            .deleteFrom('invitations')
            .where('id', '=', invitationId)
            .where('expires_at', '>', now())
            .where((one) => one.or([one('email', 'is', null), one('email', '=', email)]))
            .returning(['workspace_id', 'role'])
            .executeTakeFirst()
          if (!invitation) return refused('link-not-valid')
          if (hash !== null) {
            await transaction
              .insertInto('people')
              .values({ id: person.id, name, color, email, password_hash: hash, created_at: now() })
              .execute()
          }
          await transaction
            .insertInto('members')
            .values({ ...invitation, person_id: person.id, joined_at: now() })
            .onConflict((conflict) => conflict.doNothing())
            .execute()
          return done({ id: person.id, name: person.name, color: person.color })
        })
      } catch (error) {
        // Two invitations were taken with one address at the same moment: the second has to sign in.
        if (!known && (await byEmail(email))) return refused('sign-in-failed')
        throw error
      }
    },

    /** A person who is signed in takes an invitation. `false`: it does not stand, or is for somebody else. */
    async join(invitationId: string, personId: string): Promise<boolean> {
      const row = await byId(personId)
      return database.transaction().execute(async (transaction) => {
        const invitation = await transaction
          .deleteFrom('invitations')
          .where('id', '=', invitationId)
          .where('expires_at', '>', now())
          .where((one) => one.or([one('email', 'is', null), one('email', '=', row?.email ?? '')]))
          .returning(['workspace_id', 'role'])
          .executeTakeFirst()
        if (!invitation) return false
        await transaction
          .insertInto('members')
          .values({ ...invitation, person_id: personId, joined_at: now() })
          .onConflict((conflict) => conflict.doNothing())
          .execute()
        return true
      })
    },

    /** A token that lets whoever has it set a new password once, within two hours. `null`: nobody has this address. */
    async resetToken(email: string): Promise<string | null> {
      const row = await byEmail(email)
      return row ? resetTokenOf(row) : null
    },

    /** The same for a member whom somebody may help. `null`: no such person, or one who signs in by no password. */
    async resetTokenOf(personId: string): Promise<string | null> {
      const row = await byId(personId)
      return row && row.email !== null ? resetTokenOf(row) : null
    },

    /** Sets a new password by such a token; gives whose it is. */
    async reset(token: string, password: string): Promise<string | null> {
      const [personId = '', expiry = '', signature = ''] = token.split('.')
      const expiresAt = Number(expiry)
      const row = await byId(personId)
      if (!row || !(expiresAt > now())) return null
      if (!isSigned(secret, 'reset', resetSubject(row, expiresAt), signature)) return null
      await setHash(personId, await hashOfPassword(password))
      return personId
    },
  }
}
