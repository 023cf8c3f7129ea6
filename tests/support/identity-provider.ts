import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'
import { onTestFinished } from 'vitest'

export const CLIENT = { id: 'waymark', secret: 'the secret between both' } as const

const SIGNING_KEY = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })

/** Whom the provider knows. */
export interface ProviderUser {
  readonly sub: string
  readonly email?: string
  readonly email_verified?: boolean
  readonly name?: string
  /** How strongly the provider says to have checked. */
  readonly acr?: string
}

export interface IdentityProvider {
  readonly issuer: string
  /** Who is sitting at the browser: signs in without being asked, and agrees to everything. */
  become(user: ProviderUser): void
  stop(): Promise<void>
}

/** A real OpenID provider on a free port, whose login page is a person who always says yes. */
export async function startIdentityProvider(redirectUri: string, port = 0): Promise<IdentityProvider> {
  let user: ProviderUser = { sub: 'nobody' }
  const server = createServer()
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code'],
        response_types: ['code'],
        post_logout_redirect_uris: [new URL('/', redirectUri).href],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ['a key'] },
    jwks: { keys: [{ ...SIGNING_KEY, use: 'sig', alg: 'RS256' }] },
    acrValues: ['strong', 'weak'],
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
    interactions: { url: (_context, interaction) => `/yes/${interaction.uid}` },
    findAccount: () => ({ accountId: user.sub, claims: () => ({ ...user }) }),
  })
  const callback = provider.callback()
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/yes/')) {
      void callback(request, response)
      return
    }
    void sayYes().catch((error: unknown) => {
      response.writeHead(500).end(String(error))
    })

    async function sayYes(): Promise<void> {
      const { prompt, params, session } = await provider.interactionDetails(request, response)
      if (prompt.name === 'login') {
        const login = { accountId: user.sub, ...(user.acr !== undefined && { acr: user.acr }) }
        await provider.interactionFinished(request, response, { login })
        return
      }
      const grant = new provider.Grant({
        accountId: session?.accountId ?? user.sub,
        clientId: String(params['client_id']),
      })
      grant.addOIDCScope('openid email profile')
      const consent = { grantId: await grant.save() }
      await provider.interactionFinished(request, response, { consent }, { mergeWithLastSubmission: true })
    }
  })
  const stop = async (): Promise<void> => {
    server.closeAllConnections()
    if (server.listening) await new Promise((resolve) => server.close(resolve))
  }
  onTestFinished(stop)
  return {
    issuer,
    become(next) {
      user = next
    },
    stop,
  }
}
