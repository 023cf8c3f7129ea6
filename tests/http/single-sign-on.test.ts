import { expect, it } from 'vitest'
import type { OidcSettings } from '#server/auth/single-sign-on.ts'
import type { SignInWays } from '#shared/contract/rest/accounts.ts'
import type { SessionBody, SignedOut } from '#shared/contract/rest/session.ts'
import type { InvitationMade } from '#shared/contract/rest/workspaces.ts'
import { freePort } from '#tests/support/free-port.ts'
import type { RequestOptions, TestApp } from '#tests/support/http-app.ts'
import { describeOverStores, type StartOnStore } from '#tests/support/http-stores.ts'
import { CLIENT, type IdentityProvider, startIdentityProvider } from '#tests/support/identity-provider.ts'

const ANN = { sub: 'ann-at-the-provider', email: 'Ann@Example.org', email_verified: true, name: 'Ann Okafor' }

/** A browser that follows redirects between both servers and keeps each one's cookies. */
function newBrowser() {
  const jars = new Map<string, Map<string, string>>()
  const jarOf = (address: string) => {
    const { host } = new URL(address)
    const jar = jars.get(host) ?? new Map<string, string>()
    jars.set(host, jar)
    return jar
  }
  async function visit(
    address: string,
  ): Promise<{ readonly address: string; readonly status: number; readonly text: string }> {
    let at = address
    for (let hop = 0; hop < 20; hop++) {
      const jar = jarOf(at)
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
      const response = await fetch(at, { redirect: 'manual', headers: { accept: 'text/html', cookie } })
      for (const line of response.headers.getSetCookie()) {
        const [pair = ''] = line.split(';', 1)
        const cut = pair.indexOf('=')
        if (/expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(pair.slice(0, cut))
        else jar.set(pair.slice(0, cut), pair.slice(cut + 1))
      }
      const to = response.headers.get('location')
      if (to === null) return { address: at, status: response.status, text: await response.text() }
      at = new URL(to, at).href
    }
    throw new Error(`${address} leads nowhere`)
  }
  return {
    visit,
    cookieFor: (address: string) => [...jarOf(address)].map(([name, value]) => `${name}=${value}`).join('; '),
  }
}

interface Scene {
  readonly test: TestApp
  readonly provider: IdentityProvider
  readonly owner: string
  readonly invite: (body?: object) => Promise<string>
  readonly me: (cookie: string) => Promise<SessionBody>
}

async function open(start: StartOnStore, more: Partial<OidcSettings> = {}): Promise<Scene> {
  const port = await freePort()
  const provider = await startIdentityProvider(`http://127.0.0.1:${port}/sso/callback`)
  const oidc = { issuer: provider.issuer, clientId: CLIENT.id, clientSecret: CLIENT.secret, label: 'Example', ...more }
  const test = await start({ port, oidc })
  const owner = await test.signIn()
  const invite = async (body: object = { role: 'editor' }) => {
    const options: RequestOptions = { method: 'POST', body, cookie: owner }
    const made = await test.request<InvitationMade>('/api/workspaces/first/invitations', options)
    return made.body.url.split('/join/')[1] ?? ''
  }
  const me = async (cookie: string) => (await test.request<SessionBody>('/api/session', { cookie })).body
  return { test, provider, owner, invite, me }
}

describeOverStores('single sign-on', (start) => {
  it('takes an invitation with the provider’s word for who it is, and signs in again without one', async () => {
    const { test, provider, invite, me } = await open(start)
    expect((await test.request<SignInWays>('/api/sign-in')).body).toEqual({
      mail: false,
      sso: 'Example',
      passkeys: false,
    })
    provider.become(ANN)
    const browser = newBrowser()
    const arrived = await browser.visit(`${test.app.url}/sso?invitation=${await invite()}`)
    expect(arrived.address).toBe(`${test.app.url}/`)
    const joined = await me(browser.cookieFor(test.app.url))
    expect(joined).toMatchObject({ kind: 'person', name: 'Ann Okafor', workspaces: [{ role: 'editor' }] })

    const elsewhere = newBrowser()
    await elsewhere.visit(`${test.app.url}/sso`)
    expect((await me(elsewhere.cookieFor(test.app.url))).id).toBe(joined.id)
    // By the name that the provider has for them, whatever their address is now.
    provider.become({ ...ANN, email: 'ann.okafor@example.org' })
    const later = newBrowser()
    await later.visit(`${test.app.url}/sso`)
    expect((await me(later.cookieFor(test.app.url))).id).toBe(joined.id)
  })

  it('lets nobody in who is not invited, or whose invitation is for somebody else', async () => {
    const { test, provider, invite } = await open(start)
    provider.become(ANN)
    const tries = ['', `?invitation=${await invite({ role: 'viewer', email: 'bob@example.org' })}`, '?invitation=x.y']
    for (const query of tries) {
      const browser = newBrowser()
      const { status, text } = await browser.visit(`${test.app.url}/sso${query}`)
      expect(status).toBe(401)
      expect(text).toContain('Nobody here knows you yet')
      expect((await test.request('/api/session', { cookie: browser.cookieFor(test.app.url) })).status).toBe(401)
    }
  })

  it('gives an account to whom its address belongs, and ends what somebody else had of it', async () => {
    const { test, provider, invite, me } = await open(start)
    // Somebody gave her address before she came, and knows the password.
    const body = { name: 'Not Ann', email: 'ann@example.org', password: 'correct horse battery' }
    const taken = await test.request(`/api/invitations/${await invite()}/accept`, { method: 'POST', body })
    const impostor = taken.headers.get('set-cookie')?.split(';', 1)[0] ?? ''

    provider.become({ ...ANN, email_verified: false })
    expect((await newBrowser().visit(`${test.app.url}/sso`)).status).toBe(401)
    provider.become(ANN)
    const browser = newBrowser()
    await browser.visit(`${test.app.url}/sso`)
    expect(await me(browser.cookieFor(test.app.url))).toMatchObject({
      kind: 'person',
      workspaces: [{ role: 'editor' }],
    })
    expect((await test.request('/api/session', { cookie: impostor })).status).toBe(401)
    const signIn = { method: 'POST', body: { email: body.email, password: body.password } }
    expect((await test.request('/api/sign-in', signIn)).status).toBe(401)
  })

  it('takes only the answer to what this browser was sent for', async () => {
    const { test, provider, invite } = await open(start)
    provider.become(ANN)
    const begun = await test.request(`/sso?invitation=${await invite()}`)
    const there = new URL(begun.headers.get('location') ?? '')
    expect(Object.fromEntries(there.searchParams)).toMatchObject({
      code_challenge_method: 'S256',
      response_type: 'code',
    })
    expect(begun.headers.get('set-cookie')).toMatch(/Path=\/sso; HttpOnly; SameSite=Lax/)
    const state = there.searchParams.get('state') ?? ''
    const ticket = begun.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
    const answers = [
      test.request(`/sso/callback?code=x&state=${state}`),
      test.request('/sso/callback?code=x&state=another', { cookie: ticket }),
      test.request(`/sso/callback?code=x&state=${state}`, { cookie: `${ticket}x` }),
      test.request(`/sso/callback?code=x&state=${state}`, { cookie: ticket }),
    ]
    for (const answer of await Promise.all(answers)) {
      expect(answer).toMatchObject({ status: 401, body: { error: { code: 'sign-in-refused' } } })
    }
  })

  it('asks how fresh and how strong the provider’s check has to be, and takes no weaker one', async () => {
    const { test, provider, invite } = await open(start, { maxAgeMinutes: 5, acr: ['strong', 'stronger'] })
    provider.become(ANN)
    const begun = await test.request('/sso')
    const asked = new URL(begun.headers.get('location') ?? '').searchParams
    expect([asked.get('max_age'), asked.get('acr_values')]).toEqual(['300', 'strong stronger'])
    const browser = newBrowser()
    const { status } = await browser.visit(`${test.app.url}/sso?invitation=${await invite()}`)
    // This provider leaves undone what it is asked for.
    expect(status).toBe(401)
    provider.become({ ...ANN, acr: 'strong' })
    expect((await newBrowser().visit(`${test.app.url}/sso?invitation=${await invite()}`)).status).toBe(200)
  })

  it('signs out at the provider as well where that is set, and only whom it let in', async () => {
    const { test, provider, invite, owner } = await open(start, { signsOut: true })
    provider.become(ANN)
    const browser = newBrowser()
    await browser.visit(`${test.app.url}/sso?invitation=${await invite()}`)
    const cookie = browser.cookieFor(test.app.url)
    const left = await test.request<SignedOut>('/api/session', { method: 'DELETE', cookie })
    expect(left.status).toBe(200)
    expect(left.headers.get('clear-site-data')).toBe('"cache"')
    const there = new URL(left.body.there)
    expect(there.origin).toBe(provider.issuer)
    expect(there.searchParams.get('post_logout_redirect_uri')).toBe(`${test.app.url}/`)
    expect((await test.request('/api/session', { cookie })).status).toBe(401)
    expect((await test.request('/api/session', { method: 'DELETE', cookie: owner })).status).toBe(204)
  })

  it('says when the provider does not answer, and finds it when it is back', async () => {
    const port = await freePort()
    const there = await freePort()
    const oidc = {
      issuer: `http://127.0.0.1:${there}`,
      clientId: CLIENT.id,
      clientSecret: CLIENT.secret,
      label: 'Example',
    }
    const test = await start({ port, oidc })
    const { status, text } = await newBrowser().visit(`${test.app.url}/sso`)
    expect(status).toBe(401)
    expect(text).toContain('Example does not answer just now')
    const provider = await startIdentityProvider(`http://127.0.0.1:${port}/sso/callback`, there)
    provider.become(ANN)
    expect((await newBrowser().visit(`${test.app.url}/sso`)).text).toContain('Nobody here knows you yet')
  })

  it('is not there where no provider is set', async () => {
    const test = await start()
    expect((await test.request<SignInWays>('/api/sign-in')).body).toEqual({ mail: false, sso: null, passkeys: false })
    expect((await test.request('/sso')).status).toBe(401)
    expect((await test.request('/sso/callback?code=x&state=y')).status).toBe(401)
  })
})
