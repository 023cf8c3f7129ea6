import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server'
import type { Kysely } from 'kysely'
import type { Database } from '#server/storage/schema.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import { CHALLENGE_MS, type Challenges } from './challenges.ts'
import type { People, Person } from './people.ts'
import { hashOfToken } from './tokens.ts'

/** Where passkeys are good: the browser tells it, and it has to be what this server is. */
export interface RelyingParty {
  /** A domain. */
  readonly id: string
  readonly origin: string
}

export interface Passkey {
  /** Stands for the credential, whose own id may be very long. */
  readonly id: string
  readonly name: string
  /** A password manager keeps it on several devices; else it is in one only. */
  readonly isSynced: boolean
  readonly createdAt: number
  readonly lastUsedAt: number | null
}

/** A ceremony: who it is with, and what only the browser that began it brings again. */
interface Ceremony {
  readonly party: RelyingParty
  readonly boundTo: string
}

const PRODUCT = 'Waymark'
const ALL_COLUMNS = [
  'id',
  'person_id',
  'public_key',
  'counter',
  'transports',
  'is_synced',
  'name',
  'created_at',
  'last_used_at',
] as const

export type Passkeys = ReturnType<typeof createPasskeys>

interface Needs {
  readonly database: Kysely<Database>
  readonly challenges: Challenges
  readonly people: Pick<People, 'owner'>
  readonly now?: () => number
}

/** Keys in people's devices and password managers. The library is loaded with the first one. */
export function createPasskeys({ database, challenges, people, now = Date.now }: Needs) {
  const webauthn = () => import('@simplewebauthn/server')
  const rowsOf = (personId: string) =>
    database
      .selectFrom('passkeys')
      .select(ALL_COLUMNS)
      .where('person_id', '=', personId)
      .orderBy('created_at', 'desc')
      .orderBy('id')
      .execute()

  const requestOptions = async (
    { party, boundTo }: Ceremony,
    allowCredentials: { id: string; transports: string[] }[],
  ): Promise<PublicKeyCredentialRequestOptionsJSON> => {
    const { generateAuthenticationOptions } = await webauthn()
    return generateAuthenticationOptions({
      rpID: party.id,
      challenge: Buffer.from(await challenges.make(boundTo), 'base64url'),
      allowCredentials,
      userVerification: 'required',
      timeout: CHALLENGE_MS,
    })
  }

  return {
    /** The newest first. */
    ofPerson: async (personId: string): Promise<Passkey[]> => (await rowsOf(personId)).map(present),

    /** For adding one to a person's. */
    async registrationOptions(
      ceremony: Ceremony,
      person: Person,
      userName: string,
    ): Promise<PublicKeyCredentialCreationOptionsJSON> {
      const { generateRegistrationOptions } = await webauthn()
      const { party, boundTo } = ceremony
      return generateRegistrationOptions({
        rpName: PRODUCT,
        rpID: party.id,
        userID: new TextEncoder().encode(person.id),
        userName,
        userDisplayName: person.name,
        challenge: Buffer.from(await challenges.make(boundTo), 'base64url'),
        timeout: CHALLENGE_MS,
        excludeCredentials: (await rowsOf(person.id)).map(descriptorOf),
        // Kept by the device, so that nobody has to say first who they are; opened by finger, face or PIN.
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      })
    },

    /** `null`: the answer is not to our question, or not from our page, or this key is somebody's already. */
    async add(
      { party, boundTo }: Ceremony,
      personId: string,
      name: string,
      response: RegistrationResponseJSON,
    ): Promise<Passkey | null> {
      const { verifyRegistrationResponse } = await webauthn()
      const { verified, registrationInfo } = await verifyRegistrationResponse({
        response,
        expectedChallenge: (challenge) => challenges.take(challenge, boundTo),
        expectedOrigin: party.origin,
        expectedRPID: party.id,
        requireUserVerification: true,
      }).catch(notVerified)
      if (!verified || !registrationInfo) return null
      const { credential, credentialBackedUp } = registrationInfo
      const row = {
        id: credential.id,
        person_id: personId,
        public_key: Buffer.from(credential.publicKey).toString('base64url'),
        counter: credential.counter,
        transports: JSON.stringify(response.response.transports ?? []),
        is_synced: credentialBackedUp ? 1 : 0,
        name,
        created_at: now(),
        last_used_at: null,
      }
      const added = await database
        .insertInto('passkeys')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
      return (added.numInsertedOrUpdatedRows ?? 0n) > 0n ? present(row) : null
    },

    /** For whoever it may be. */
    signInOptions: (ceremony: Ceremony): Promise<PublicKeyCredentialRequestOptionsJSON> => requestOptions(ceremony, []),

    /** For somebody who is signed in to show that it is them. */
    proofOptions: async (ceremony: Ceremony, personId: string): Promise<PublicKeyCredentialRequestOptionsJSON> =>
      requestOptions(ceremony, (await rowsOf(personId)).map(descriptorOf)),

    /** Whose passkey signed our challenge. `null`: none of ours did, not this one, or not from our page. */
    async holder({ party, boundTo }: Ceremony, response: AuthenticationResponseJSON): Promise<Person | null> {
      const row = await database
        .selectFrom('passkeys')
        .innerJoin('people', 'people.id', 'passkeys.person_id')
        .select(['passkeys.id', 'public_key', 'counter', 'person_id', 'people.name', 'people.color'])
        .where('passkeys.id', '=', response.id)
        .executeTakeFirst()
      if (!row) return null
      const { userHandle } = response.response
      if (userHandle !== undefined && Buffer.from(userHandle, 'base64url').toString() !== row.person_id) return null
      const { verifyAuthenticationResponse } = await webauthn()
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response,
        expectedChallenge: (challenge) => challenges.take(challenge, boundTo),
        expectedOrigin: party.origin,
        expectedRPID: party.id,
        requireUserVerification: true,
        credential: {
          id: row.id,
          publicKey: new Uint8Array(Buffer.from(row.public_key, 'base64url')),
          counter: row.counter,
        },
      }).catch(notVerified)
      if (!verified || !authenticationInfo) return null
      const used = await database
        .updateTable('passkeys')
        .set({
          counter: authenticationInfo.newCounter,
          is_synced: authenticationInfo.credentialBackedUp ? 1 : 0,
          last_used_at: now(),
        })
        .where('id', '=', row.id)
        // A copy that counted as far at the same moment.
        .where('counter', '=', row.counter)
        .executeTakeFirst()
      return used.numUpdatedRows > 0n ? { id: row.person_id, name: row.name, color: row.color } : null
    },

    /** False when the person has no such passkey (any more). */
    async rename(personId: string, id: string, name: string): Promise<boolean> {
      const found = (await rowsOf(personId)).find((row) => idOf(row.id) === id)
      if (!found) return false
      await database.updateTable('passkeys').set({ name }).where('id', '=', found.id).execute()
      return true
    },

    /** Not when it is the only way in that the person has. */
    async remove(personId: string, id: string): Promise<Result<void, 'passkey-not-found' | 'last-way-in'>> {
      const hasOwnerLink = (await people.owner()).id === personId
      return database.transaction().execute(async (transaction) => {
        // One change at a time: of two that are removed at the same moment the second waits, and is then the last.
        await transaction
          .updateTable('people')
          .set((row) => ({ name: row.ref('name') }))
          .where('id', '=', personId)
          .execute()
        const [keys, person, identity] = [
          await transaction.selectFrom('passkeys').select('id').where('person_id', '=', personId).execute(),
          await transaction
            .selectFrom('people')
            .select(['email', 'password_hash'])
            .where('id', '=', personId)
            .executeTakeFirst(),
          await transaction
            .selectFrom('identities')
            .select('subject')
            .where('person_id', '=', personId)
            .executeTakeFirst(),
        ]
        const found = keys.find((row) => idOf(row.id) === id)
        if (!found) return refused('passkey-not-found')
        const hasPassword = person !== undefined && person.email !== null && person.password_hash !== null
        const isLast = keys.length === 1 && !hasPassword && identity === undefined && !hasOwnerLink
        if (isLast) return refused('last-way-in')
        await transaction.deleteFrom('passkeys').where('id', '=', found.id).execute()
        return done(undefined)
      })
    },
  }
}

const ID_LENGTH = 32
const idOf = (credentialId: string): string => hashOfToken(credentialId).slice(0, ID_LENGTH)

interface Row {
  readonly id: string
  readonly name: string
  readonly transports: string
  readonly is_synced: number
  readonly created_at: number
  readonly last_used_at: number | null
}

const present = ({ id, name, is_synced, created_at, last_used_at }: Row): Passkey => ({
  id: idOf(id),
  name,
  isSynced: is_synced === 1,
  createdAt: created_at,
  lastUsedAt: last_used_at,
})

const descriptorOf = ({ id, transports }: Row) => ({ id, transports: JSON.parse(transports) as string[] })

/** The library throws what is wrong with an answer; whoever sent it learns only that it is. */
const notVerified = (): { verified: false; registrationInfo?: never; authenticationInfo?: never } => ({
  verified: false,
})
