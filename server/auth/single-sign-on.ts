import type { Configuration } from 'openid-client'
import { MINUTE_MS, SECOND_MS } from '#shared/lib/time.ts'
import { isSigned, signatureOf } from './tokens.ts'

/** How long somebody may take at their provider. */
export const SSO_WITHIN_MS = 15 * MINUTE_MS

/** The provider that is set: `WAYMARK_OIDC_…`. */
export interface OidcSettings {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** On the button: “Sign in with …”. */
  readonly label: string
  /** How long ago somebody may have shown the provider who they are; `null`: as long as the provider likes. */
  readonly maxAgeMinutes?: number | null
  /** How strongly they have to have done so, in the provider's words (`acr`), any of these; none: however. */
  readonly acr?: readonly string[]
  /** Who signs out here is sent to sign out there. */
  readonly signsOut?: boolean
}

/** Who somebody is, on the provider's word. */
export interface ProvenIdentity {
  readonly issuer: string
  readonly subject: string
  readonly name: string | null
  /** In lower case; `null` when the provider does not say that it is theirs. */
  readonly email: string | null
}

/** Somebody is on their way to the provider; kept by their own browser, signed. */
interface Departure {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  /** The invitation that they are about to take. */
  readonly invitationId: string | null
  readonly expiresAt: number
}

export interface SingleSignOn {
  readonly label: string
  /** Where a browser signs out at the provider, and comes back from; `null` when that is not set, or the provider has no such page. */
  leave(backTo: string): Promise<string | null>
  /** Where to send a browser, and what it has to bring back. Rejects when the provider does not answer. */
  depart(redirectUri: string, invitationId: string | null): Promise<{ readonly url: string; readonly ticket: string }>
  /**
   * Who came back, and with which invitation. `null`: this is not an answer to what this browser was sent for, or the provider did not say
   * that it is anybody.
   */
  arrive(
    address: URL,
    ticket: string | null,
  ): Promise<{ readonly identity: ProvenIdentity; readonly invitationId: string | null } | null>
}

interface Needs {
  readonly settings: OidcSettings | null
  readonly secret: Buffer
  readonly now?: () => number
}

const SCOPE = 'openid email profile'

/** Single sign-on by OpenID Connect: authorization code with PKCE, state and nonce. `null` when no provider is set. */
export function createSingleSignOn({ settings, secret, now = Date.now }: Needs): SingleSignOn | null {
  if (settings === null) return null
  const { issuer, clientId, clientSecret, label, maxAgeMinutes = null, acr = [], signsOut = false } = settings
  const maxAgeSeconds = maxAgeMinutes === null ? null : (maxAgeMinutes * MINUTE_MS) / SECOND_MS
  let discovered: Promise<Configuration> | null = null

  /** Asked when somebody comes, so that a provider that was away at the start is found when it is back. */
  async function provider(): Promise<Configuration> {
    const client = await import('openid-client')
    discovered ??= client
      .discovery(new URL(issuer), clientId, clientSecret, undefined, {
        // An operator who names a provider by http has it on this machine; see `config.ts`.
        execute: issuer.startsWith('http:') ? [client.allowInsecureRequests] : [],
      })
      .catch((error: unknown) => {
        discovered = null
        throw error
      })
    return discovered
  }

  function readTicket(ticket: string | null): Departure | null {
    const [body = '', signature = ''] = (ticket ?? '').split('.')
    if (!isSigned(secret, 'sso', body, signature)) return null
    const departure = JSON.parse(Buffer.from(body, 'base64url').toString()) as Departure
    return departure.expiresAt > now() ? departure : null
  }

  return {
    label,

    async leave(backTo) {
      if (!signsOut) return null
      const client = await import('openid-client')
      // A provider that is away keeps nobody from signing out here.
      const config = await provider().catch(() => null)
      if (config?.serverMetadata().end_session_endpoint === undefined) return null
      return client.buildEndSessionUrl(config, { client_id: clientId, post_logout_redirect_uri: backTo }).href
    },

    async depart(redirectUri, invitationId) {
      const client = await import('openid-client')
      const config = await provider()
      const verifier = client.randomPKCECodeVerifier()
      const departure: Departure = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier,
        invitationId,
        expiresAt: now() + SSO_WITHIN_MS,
      }
      const url = client.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: SCOPE,
        state: departure.state,
        nonce: departure.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        ...(maxAgeSeconds !== null && { max_age: String(maxAgeSeconds) }),
        ...(acr.length > 0 && { acr_values: acr.join(' ') }),
      })
      const body = Buffer.from(JSON.stringify(departure)).toString('base64url')
      return { url: url.href, ticket: `${body}.${signatureOf(secret, 'sso', body)}` }
    },

    async arrive(address, ticket) {
      const departure = readTicket(ticket)
      if (!departure) return null
      const client = await import('openid-client')
      const tokens = await client.authorizationCodeGrant(await provider(), address, {
        pkceCodeVerifier: departure.verifier,
        expectedState: departure.state,
        expectedNonce: departure.nonce,
        idTokenExpected: true,
        // Then it refuses a word without `auth_time`, and one that is too old.
        ...(maxAgeSeconds !== null && { maxAge: maxAgeSeconds }),
      })
      const claims = tokens.claims()
      if (!claims) return null
      // What is asked for by `acr_values` a provider may leave undone; what it says of it counts.
      if (acr.length > 0 && !acr.some((word) => word === claims.acr)) return null
      const { sub, email, name } = claims
      // Some providers give these at their userinfo address only.
      const more = email === undefined ? await client.fetchUserInfo(await provider(), tokens.access_token, sub) : claims
      const { email: given, email_verified: isTheirs } = more
      return {
        identity: {
          issuer: claims.iss,
          subject: sub,
          name: wordOf(name) ?? wordOf(more['name']),
          email: isTheirs === true && typeof given === 'string' ? given.toLowerCase() : null,
        },
        invitationId: departure.invitationId,
      }
    },
  }
}

const wordOf = (claim: unknown): string | null =>
  typeof claim === 'string' && claim.trim() !== '' ? claim.trim() : null
