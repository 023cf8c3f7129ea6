import type { Configuration } from 'openid-client'
import { MINUTE_MS } from '#shared/lib/time.ts'
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
  const { issuer, clientId, clientSecret, label } = settings
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
      })
      const claims = tokens.claims()
      if (!claims) return null
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
