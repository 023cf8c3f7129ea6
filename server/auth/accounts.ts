import type { Kysely } from 'kysely'
import type { Database } from '#server/storage/schema.ts'
import { MINUTE_MS } from '#shared/lib/time.ts'
import { atLeast } from './at-least.ts'
import { hashOfPassword, isPasswordOf } from './passwords.ts'
import type { Person } from './people.ts'
import { isSigned, signatureOf } from './tokens.ts'

const RESET_MS = 30 * MINUTE_MS

/** Several people may have given one address, and each costs a hash: a refusal takes as long whether there are none or some. */
const REFUSED_AFTER_MS = 250

export interface Account {
  /** `null`: none yet, or none that is proved. */
  readonly email: string | null
  /** They have shown that the address is theirs. */
  readonly isVerified: boolean
  readonly hasPassword: boolean
}

interface Reset {
  readonly token: string
  /** Whose password it replaces. */
  readonly name: string
}

export type Accounts = ReturnType<typeof createAccounts>

interface Needs {
  readonly database: Kysely<Database>
  readonly secret: Buffer
  readonly now?: () => number
}

/** How people with an account prove who they are. Nothing in here says whether there is an account, not even by how long it takes. */
export function createAccounts({ database, secret, now = Date.now }: Needs) {
  const rows = () =>
    database.selectFrom('people').select(['id', 'name', 'color', 'email', 'email_verified_at', 'password_hash'])
  const byId = (id: string) => rows().where('id', '=', id).executeTakeFirst()

  /** Void as soon as the password is another. */
  const resetSubject = (
    row: { readonly id: string; readonly password_hash: string | null },
    expiresAt: number,
  ): string => `${row.id}.${expiresAt}.${row.password_hash ?? ''}`

  const resetTokenFor = (row: { readonly id: string; readonly password_hash: string | null }): string => {
    const expiresAt = now() + RESET_MS
    return `${row.id}.${expiresAt}.${signatureOf(secret, 'reset', resetSubject(row, expiresAt))}`
  }

  const setHash = async (personId: string, hash: string): Promise<void> => {
    await database.updateTable('people').set({ password_hash: hash }).where('id', '=', personId).execute()
  }

  /** Who has given this address, those who have proved it first. */
  const byEmail = async (email: string) => {
    const found = await rows().where('email', '=', email).orderBy('created_at').orderBy('id').execute()
    return found.toSorted((a, b) => Number(a.email_verified_at === null) - Number(b.email_verified_at === null))
  }

  async function whoseAre(email: string, password: string) {
    const candidates = await byEmail(email)
    for (const row of candidates) if (await isPasswordOf(row.password_hash, password)) return row
    // Hashing goes on where there is nobody to ask about.
    if (candidates.length === 0) await isPasswordOf(null, password)
    return null
  }

  return {
    async find(personId: string): Promise<Account> {
      const row = await byId(personId)
      return {
        email: row?.email ?? null,
        isVerified: row !== undefined && row.email_verified_at !== null,
        hasPassword: row !== undefined && row.password_hash !== null,
      }
    },

    whoseAre,

    /** `null`: the e-mail address, the password or both are not right. */
    async signIn(email: string, password: string): Promise<Person | null> {
      const refusable = delayed()
      const row = await whoseAre(email, password)
      if (row) return { id: row.id, name: row.name, color: row.color }
      await refusable
      return null
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

    /** Where nobody can prove an address. Never refuses, whoever else has given it: that would tell of them. */
    async setEmail(personId: string, email: string): Promise<void> {
      await database
        .updateTable('people')
        .set({ email, email_verified_at: null })
        .where('id', '=', personId)
        .where((one) => one.or([one('email', 'is', null), one('email', '!=', email)]))
        .execute()
    },

    /** Tokens that let whoever has them set a new password once, within two hours: one for everybody who has given this address. */
    async resetsFor(email: string): Promise<Reset[]> {
      return (await byEmail(email)).map((row) => ({ token: resetTokenFor(row), name: row.name }))
    },

    /** The same for a member whom somebody may help. `null`: no such person, or one who signs in by no password. */
    async resetTokenOf(personId: string): Promise<string | null> {
      const row = await byId(personId)
      return row && row.email !== null ? resetTokenFor(row) : null
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

const delayed = (): Promise<void> => atLeast(REFUSED_AFTER_MS, Promise.resolve())
