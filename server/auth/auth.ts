import type { Kysely } from 'kysely'
import type { Actor } from '#server/access/actor.ts'
import { placeOfJourney } from '#server/storage/places.ts'
import type { Database } from '#server/storage/schema.ts'
import { createSettings } from '#server/storage/settings.ts'
import { type Accounts, createAccounts } from './accounts.ts'
import { type Addresses, createAddresses } from './addresses.ts'
import { type ApiTokens, createApiTokens } from './api-tokens.ts'
import { createChallenges } from './challenges.ts'
import { type CookieNames, cookieNames } from './cookie-names.ts'
import { createIdentities, type Identities } from './identities.ts'
import { createInvitees, type InvitationLink, type Invitees } from './invitees.ts'
import { createLeaving, type Leaving } from './leaving.ts'
import { createLinks, faultOf, type LinkFault, type Links } from './links.ts'
import { createOpenings, type Openings } from './openings.ts'
import { createOwnerLinks } from './owner-links.ts'
import { createPasskeys, type Passkeys } from './passkeys.ts'
import { createPeople, type People, type Person } from './people.ts'
import { createSealer, type Sealer } from './sealer.ts'
import { fingerprintOf, secretOf } from './secret-key.ts'
import { createSessions, type Session, type Sessions } from './sessions.ts'
import { createShares, type Share, type Shares } from './shares.ts'
import { createSingleSignOn, type OidcSettings, type SingleSignOn } from './single-sign-on.ts'
import { cookieNameOf, idOfSignedToken, sameToken, signedTokenOf } from './tokens.ts'

/** What a request brought to say who it is. */
export interface Credentials {
  /** From `Authorization: Bearer` or `?token=`. When there is one, only it counts. */
  readonly bearer: string | null
  readonly cookie: string | null
}

export type Identity =
  | { readonly actor: Actor }
  | { readonly actor: null; readonly refusal: 'not-signed-in' | LinkFault | 'link-not-for-scripts' }

export interface Auth {
  readonly people: People
  readonly accounts: Accounts
  readonly addresses: Addresses
  readonly invitees: Invitees
  readonly apiTokens: ApiTokens
  readonly passkeys: Passkeys
  readonly identities: Identities
  /** `null`: no provider is set. */
  readonly singleSignOn: SingleSignOn | null
  readonly sessions: Sessions
  readonly leaving: Leaving
  readonly shares: Shares
  readonly openings: Openings
  readonly links: Links
  readonly cookies: CookieNames
  /** Signs the owner in, on every node; new at every start, known to nobody but who reads the start message. */
  readonly ownerToken: string
  identify(credentials: Credentials): Promise<Identity>
  /** `null`: no owner link, or not any more. */
  enterAsOwner(token: string): Promise<Person | null>
  tokenOfShare(shareId: string): string
  /** `mailed`: for the letter to whom it is for, and shown to nobody else. */
  tokenOfInvitation(invitationId: string, mailed?: 'mailed'): string
  /** `null`: the token was not made here. Whether the invitation still stands is not asked. */
  invitationOfToken(token: string): InvitationLink | null
  /** Whether whoever signed this has the secret, and did so after this instant. */
  isBackupToken(token: string, after: number): boolean
  /** Ends a person's letters without signing in; it holds as long as the person. */
  unsubscribeTokenOf(personId: string): string
  personOfUnsubscribeToken(token: string): string | null
  /** For what has to be kept and given to nobody. */
  readonly sealer: Sealer
}

interface Needs {
  readonly database: Kysely<Database>
  /** Has the secret when none is given. */
  readonly dataFolder: string
  /** `WAYMARK_SECRET`. */
  readonly secret?: string | null
  /** `WAYMARK_TOKEN`. */
  readonly token: string | null
  /** `WAYMARK_OIDC_…`. */
  readonly oidc?: OidcSettings | null
  /** `WAYMARK_URL`: where people find this Waymark. */
  readonly publicUrl?: string | null
  /** Other nodes use the same database: they have to sign with the same secret. */
  readonly isShared?: boolean
}

/** This node would sign links and cookies otherwise than the nodes beside it; the message is for the person who starts it. */
export class WrongSecret extends Error {
  override readonly name = 'WrongSecret'
}

const WRONG_SECRET = [
  'The other nodes on this database use another secret than this one, so links and sessions of one would not open the other.',
  'Set WAYMARK_SECRET to the same 32 or more characters for all nodes, or give them the same data folder.',
  "To change it for good, stop all nodes and run: delete from settings where key = 'secret-fingerprint'",
].join('\n')

/**
 * Who are you? The owner link, share links, passwords, sessions and bearer tokens. Nothing else lets anybody in, not even on localhost. Rejects with
 * `WrongSecret`.
 */
export async function createAuth(needs: Needs): Promise<Auth> {
  const { database, dataFolder, token: scriptToken, isShared = false } = needs
  const secret = await secretOf(needs.secret ?? null, dataFolder)
  if (isShared) {
    const mine = fingerprintOf(secret)
    const theirs = await createSettings(database).keep('secret-fingerprint', mine)
    if (theirs !== mine) throw new WrongSecret(WRONG_SECRET)
  }
  const people = createPeople(database)
  const accounts = createAccounts({ database, secret })
  const apiTokens = createApiTokens(database)
  const sessions = createSessions(database)
  const shares = createShares(database)
  const openings = createOpenings(database)
  const ownerLinks = createOwnerLinks({ database, isShared })
  const ownerToken = await ownerLinks.make()
  await sessions.endOld()

  const shareOfToken = async (token: string): Promise<Share | null> => {
    const shareId = idOfSignedToken(secret, 'share', token)
    return shareId === null ? null : shares.find(shareId)
  }

  const identityOfBearer = async (bearer: string): Promise<Identity> => {
    if (scriptToken !== null && sameToken(bearer, scriptToken)) return { actor: SCRIPT }
    if (apiTokens.isOne(bearer)) {
      const actor = await actorOfApiToken(bearer)
      return actor ? { actor } : { actor: null, refusal: 'link-not-valid' }
    }
    const share = await shareOfToken(bearer)
    const fault = faultOf(share)
    if (share === null || fault !== null) return { actor: null, refusal: fault ?? 'link-not-valid' }
    // It would go past the password, and count no use.
    if (share.passwordHash !== null || share.maxUses !== null) return { actor: null, refusal: 'link-not-for-scripts' }
    return { actor: actorOfShare(share) }
  }

  const actorOfApiToken = async (token: string): Promise<Actor | null> => {
    const found = await apiTokens.find(token)
    if (!found) return null
    const { personId: id, name, color, scope } = found
    const memberships = await people.membershipsOf(id)
    return { kind: 'person', id, name, color, sessionId: null, scope, memberships, grants: [] }
  }

  const actorOfSession = async (session: Session): Promise<Actor | null> => {
    const { id: sessionId, name, color, personId } = session
    const [memberships, grants] = await Promise.all([
      personId === null ? [] : people.membershipsOf(personId),
      shares.grantsOf(sessionId),
    ])
    const known = { name, color, sessionId, scope: null, memberships, grants }
    if (personId !== null) return { ...known, kind: 'person', id: personId }
    // A guest whose last link was revoked is nobody again; a new link picks the session up.
    return grants.length === 0 ? null : { ...known, kind: 'guest', id: sessionId }
  }

  const links = createLinks({
    shareOfToken,
    openings,
    sessions,
    actorOfSession,
    placeOf: (id) => placeOfJourney(database, id),
  })

  return {
    people,
    accounts,
    addresses: createAddresses({ database, secret }),
    invitees: createInvitees({ database, accounts }),
    apiTokens,
    passkeys: createPasskeys({ database, challenges: createChallenges(database), people }),
    identities: createIdentities(database),
    singleSignOn: createSingleSignOn({ settings: needs.oidc ?? null, secret }),
    sessions,
    leaving: createLeaving(database),
    shares,
    openings,
    links,
    cookies: cookieNames(cookieNameOf(secret), needs.publicUrl?.startsWith('https:') ?? false),
    sealer: createSealer(secret),
    ownerToken,
    tokenOfShare: (shareId) => signedTokenOf(secret, 'share', shareId),
    isBackupToken: (token, after) => Number(idOfSignedToken(secret, 'backup', token) ?? 0) > after,
    unsubscribeTokenOf: (personId) => signedTokenOf(secret, 'unsubscribe', personId),
    personOfUnsubscribeToken: (token) => idOfSignedToken(secret, 'unsubscribe', token),
    tokenOfInvitation: (id, mailed) => signedTokenOf(secret, mailed ? 'invitation-by-mail' : 'invitation', id),
    invitationOfToken(token) {
      const id = idOfSignedToken(secret, 'invitation', token)
      if (id !== null) return { id, isMailed: false }
      const mailedId = idOfSignedToken(secret, 'invitation-by-mail', token)
      return mailedId === null ? null : { id: mailedId, isMailed: true }
    },

    async identify({ bearer, cookie }) {
      if (bearer !== null) return identityOfBearer(bearer)
      const session = cookie === null ? null : await sessions.find(cookie)
      const actor = session && (await actorOfSession(session))
      return actor ? { actor } : { actor: null, refusal: 'not-signed-in' }
    },

    async enterAsOwner(token) {
      return (await ownerLinks.opens(token)) ? people.owner() : null
    },
  }
}

/** A script with `WAYMARK_TOKEN`. */
const SCRIPT: Actor = {
  kind: 'token',
  id: 'token',
  name: 'Script',
  color: 7,
  sessionId: null,
  scope: null,
  memberships: [],
  grants: [],
}

/** A script with a share link's token: the link's right, without a session. */
const actorOfShare = (share: Share): Actor => ({
  kind: 'guest',
  id: share.shareId,
  name: share.name,
  color: 7,
  sessionId: null,
  scope: null,
  memberships: [],
  grants: [share],
})
