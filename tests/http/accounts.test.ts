import { expect, it, onTestFinished } from 'vitest'
import { CLOSE_CODES } from '#shared/contract/close-codes.ts'
import type { ErrorBody } from '#shared/contract/errors.ts'
import type { AccountBody, ApiTokenItem, InvitationFacts, SessionItem } from '#shared/contract/rest/accounts.ts'
import type { SessionBody } from '#shared/contract/rest/session.ts'
import type { InvitationItem, InvitationMade } from '#shared/contract/rest/workspaces.ts'
import { type Answer, makeSharedJourney, type RequestOptions, type TestApp } from '#tests/support/http-app.ts'
import { describeOverStores } from '#tests/support/http-stores.ts'
import { joinRaw } from '#tests/support/sync-raw-client.ts'

const ANN = { name: 'Ann', email: 'ann@example.org', password: 'correct horse battery' }
const INVITATIONS = '/api/workspaces/first/invitations'

const post = (body: unknown, options: RequestOptions = {}): RequestOptions => ({ method: 'POST', body, ...options })
const cookieOf = ({ headers }: Answer<unknown>): string => headers.get('set-cookie')?.split(';', 1)[0] ?? ''
const codeOf = (answer: Answer<unknown>): string => (answer.body as Partial<ErrorBody>).error?.code ?? 'none'

async function open(start: () => Promise<TestApp>) {
  const test = await start()
  const owner = await test.signIn()
  const invite = async (body: object = { role: 'editor' }) => {
    const made = await test.request<InvitationMade>(INVITATIONS, post(body, { cookie: owner }))
    expect(made.status).toBe(201)
    return { ...made.body, token: made.body.url.split('/join/')[1] ?? '' }
  }
  const accept = (token: string, body: object = ANN, cookie?: string) =>
    test.request(`/api/invitations/${token}/accept`, post(body, { cookie }))
  const signIn = (email: string, password: string, options: RequestOptions = {}) =>
    test.request('/api/sign-in', post({ email, password }, options))
  const me = async (cookie: string) => (await test.request<SessionBody>('/api/session', { cookie })).body
  const join = async (journeyId: string, how: { cookie?: string; token?: string }) => {
    const query = new URLSearchParams({ v: '1', ...(how.token !== undefined && { token: how.token }) })
    const address = `${test.app.url.replace('http', 'ws')}/sync/${journeyId}?${query}`
    const client = await joinRaw(address, undefined, how.cookie === undefined ? {} : { cookie: how.cookie })
    onTestFinished(() => client.close())
    return client
  }
  return { test, owner, invite, accept, signIn, me, join }
}

describeOverStores('an invitation', (start) => {
  it('takes somebody in who then signs in with e-mail and password', async () => {
    const { test, owner, invite, accept, signIn, me } = await open(start)
    const { token, url, isSent } = await invite()
    expect(url).toMatch(new RegExp(`^${test.app.url}/join/`))
    expect(isSent).toBe(false)
    expect((await test.request<InvitationFacts>(`/api/invitations/${token}`)).body).toEqual({
      workspace: 'Workspace',
      role: 'editor',
      email: null,
    })
    const accepted = await accept(token, { ...ANN, email: ' Ann@Example.org ' })
    expect(accepted.status).toBe(204)
    expect(accepted.headers.get('set-cookie')).toMatch(/; HttpOnly; SameSite=Lax$/)
    expect(await me(cookieOf(accepted))).toMatchObject({
      kind: 'person',
      name: 'Ann',
      workspaces: [{ role: 'editor' }],
    })

    // It has served.
    expect(codeOf(await accept(token, { ...ANN, email: 'bob@example.org' }))).toBe('link-not-valid')
    expect((await test.request(`/api/invitations/${token}`)).status).toBe(401)
    const left = await test.request<{ invitations: InvitationItem[] }>(INVITATIONS, { cookie: owner })
    expect(left.body.invitations).toEqual([])

    const signedIn = await signIn('ANN@example.org', ANN.password)
    expect(signedIn.status).toBe(204)
    expect((await me(cookieOf(signedIn))).id).toBe((await me(cookieOf(accepted))).id)
  })

  it('serves once, however many open it at the same moment', async () => {
    const { invite, accept } = await open(start)
    const { token } = await invite()
    const emails = ['a@example.org', 'b@example.org', 'c@example.org']
    const answers = await Promise.all(emails.map((email) => accept(token, { ...ANN, email })))
    expect(answers.map(({ status }) => String(status)).toSorted()).toEqual(['204', '401', '401'])
  })

  it('can be listed with its link, and revoked', async () => {
    const { test, owner, invite, accept } = await open(start)
    const { id, url, token } = await invite({ role: 'viewer', email: 'Ann@example.org' })
    const list = async () =>
      (await test.request<{ invitations: InvitationItem[] }>(INVITATIONS, { cookie: owner })).body.invitations
    expect(await list()).toMatchObject([{ id, url, role: 'viewer', email: 'ann@example.org' }])
    const revoke = () => test.request(`${INVITATIONS}/${id}`, { method: 'DELETE', cookie: owner })
    expect((await revoke()).status).toBe(204)
    expect(codeOf(await revoke())).toBe('invitation-not-found')
    expect(codeOf(await accept(token))).toBe('link-not-valid')
  })

  it('to an address is for nobody else', async () => {
    const { invite, accept } = await open(start)
    const { token } = await invite({ role: 'viewer', email: 'ann@example.org' })
    expect(codeOf(await accept(token, { ...ANN, email: 'eve@example.org' }))).toBe('link-not-valid')
    expect((await accept(token)).status).toBe(204)
  })

  it('gives nobody more than who invites has, and its link is shown to nobody who is less', async () => {
    const { test, owner, invite, accept } = await open(start)
    const admin = cookieOf(await accept((await invite({ role: 'admin' })).token))
    expect((await test.request(INVITATIONS, post({ role: 'owner' }, { cookie: admin }))).status).toBe(403)
    expect((await test.request(INVITATIONS, post({ role: 'admin' }, { cookie: admin }))).status).toBe(201)
    await invite({ role: 'owner' })
    const seenBy = async (cookie: string) =>
      (await test.request<{ invitations: InvitationItem[] }>(INVITATIONS, { cookie })).body.invitations.map(
        ({ role }) => role,
      )
    expect(await seenBy(owner)).toEqual(['owner', 'admin'])
    expect(await seenBy(admin)).toEqual(['admin'])
  })

  it('brings who has an account into another workspace: by its password, or as who is signed in', async () => {
    const { test, owner, invite, accept, me } = await open(start)
    const cookie = cookieOf(await accept((await invite()).token))
    const other = await test.request<{ id: string }>('/api/workspaces', post({ name: 'Sales' }, { cookie: owner }))
    const inviteThere = async () => {
      const address = `/api/workspaces/${other.body.id}/invitations`
      const { body } = await test.request<InvitationMade>(address, post({ role: 'viewer' }, { cookie: owner }))
      return body.url.split('/join/')[1] ?? ''
    }
    const token = await inviteThere()
    expect((await test.request(`/api/invitations/${token}/join`, post({}, { cookie }))).status).toBe(204)
    expect((await me(cookie)).workspaces.map(({ name, role }) => [name, role])).toEqual([
      ['Workspace', 'editor'],
      ['Sales', 'viewer'],
    ])
    // Once more: she is in already, and stays what she is.
    const again = await accept(await inviteThere())
    expect(again.status).toBe(204)
    expect((await me(cookieOf(again))).workspaces).toHaveLength(2)
  })
})

describeOverStores('signing in', (start) => {
  it('says the same whether the account, the password or neither is right', async () => {
    const { invite, accept, signIn } = await open(start)
    await accept((await invite()).token)
    const withoutId = (answer: Answer<unknown>) => ({
      status: answer.status,
      body: { ...(answer.body as ErrorBody).error, requestId: null },
      cookie: answer.headers.get('set-cookie'),
    })
    const wrong = withoutId(await signIn(ANN.email, 'not her password'))
    expect(wrong).toMatchObject({ status: 401, body: { code: 'sign-in-failed' }, cookie: null })
    expect(withoutId(await signIn('nobody@example.org', 'not her password'))).toEqual(wrong)
    // The owner has no password, so none is right.
    expect(withoutId(await signIn('', ''))).toMatchObject({ status: 400 })
  })

  it('is slowed down for one account, whether there is one or not, and for one address', async () => {
    const { invite, accept, signIn } = await open(start)
    await accept((await invite()).token)
    const statuses = async (email: string, tries: number) => {
      const seen: number[] = []
      for (let round = 0; round < tries; round++) seen.push((await signIn(email, 'a guess')).status)
      return seen
    }
    // One try was the invitation.
    expect(await statuses(ANN.email, 10)).toEqual([...Array<number>(9).fill(401), 429])
    expect((await signIn(ANN.email, ANN.password)).status).toBe(429)
    expect(await statuses('nobody@example.org', 11)).toEqual([...Array<number>(10).fill(401), 429])
    expect((await statuses('another@example.org', 10)).at(-1)).toBe(429)
  })

  it('is not done from another site’s page', async () => {
    const { signIn, accept, invite, test } = await open(start)
    const { token } = await invite()
    const headers = { origin: 'http://evil.example' }
    expect(codeOf(await signIn(ANN.email, ANN.password, { headers }))).toBe('bad-origin')
    const foreign = await test.request(`/api/invitations/${token}/accept`, post(ANN, { headers }))
    expect(codeOf(foreign)).toBe('bad-origin')
    expect((await accept(token)).status).toBe(204)
  })

  it('keeps what a guest had opened by link, and ends the guest', async () => {
    const { test, owner, invite, accept, signIn } = await open(start)
    await accept((await invite({ role: 'viewer' })).token)
    const shared = await makeSharedJourney(test, { cookie: owner })
    const guest = await test.openShare(shared.editor.token)
    const cookie = cookieOf(await signIn(ANN.email, ANN.password, { cookie: guest }))
    expect(cookie).not.toBe(guest)
    const { body } = await test.request(`/api/journeys/${shared.id}/summary`, { cookie })
    expect(body).toMatchObject({ role: 'editor' })
    expect((await test.request('/api/session', { cookie: guest })).status).toBe(401)
  })
})

describeOverStores('an account', (start) => {
  it('of the owner gets an e-mail address and a password, by which they sign in from then on', async () => {
    const { test, owner, signIn, me } = await open(start)
    const account = (body: object) =>
      test.request<AccountBody>('/api/account', { method: 'PATCH', body, cookie: owner })
    const nothing = { email: null, isVerified: false, pendingEmail: null, hasPassword: false }
    expect((await test.request('/api/account', { cookie: owner })).body).toEqual(nothing)
    expect((await account({ email: 'Boss@example.org', password: 'a password of length' })).body).toEqual({
      ...nothing,
      email: 'boss@example.org',
      hasPassword: true,
    })
    const cookie = cookieOf(await signIn('boss@example.org', 'a password of length'))
    expect((await me(cookie)).id).toBe((await me(owner)).id)
    expect(codeOf(await account({ email: 'b@example.org' }))).toBe('password-not-right')
    expect(codeOf(await account({ email: 'b@example.org', current: 'wrong' }))).toBe('password-not-right')
    expect((await account({ email: 'b@example.org', current: 'a password of length' })).status).toBe(200)
    expect(codeOf(await account({ password: 'short', current: 'a password of length' }))).toBe('not-valid')
  })

  it('lists the browsers that are signed in, signs one out, and all others with a new password', async () => {
    const { test, owner, invite, accept, signIn, join } = await open(start)
    const first = cookieOf(await accept((await invite()).token))
    const client = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
    const second = cookieOf(await signIn(ANN.email, ANN.password, { headers: { 'user-agent': client } }))
    const third = cookieOf(await signIn(ANN.email, ANN.password))
    const shared = await makeSharedJourney(test, { cookie: owner })
    const list = async (cookie: string) =>
      (await test.request<{ sessions: SessionItem[] }>('/api/account/sessions', { cookie })).body.sessions
    const mine = await list(second)
    expect(mine).toHaveLength(3)
    expect(mine.find(({ isThis }) => isThis)).toMatchObject({ client: 'Firefox on Linux' })
    const thirdId = (await list(third)).find(({ isThis }) => isThis)?.id ?? ''

    const [out, other] = [await join(shared.id, { cookie: third }), await join(shared.id, { cookie: first })]
    const end = (id: string, cookie: string) =>
      test.request(`/api/account/sessions/${id}`, { method: 'DELETE', cookie })
    expect(codeOf(await end(thirdId, owner))).toBe('session-not-found')
    expect((await end(thirdId, second)).status).toBe(204)
    expect((await out.closed).code).toBe(CLOSE_CODES['not-signed-in'])

    const body = { password: 'another long password', current: ANN.password }
    expect((await test.request('/api/account', { method: 'PATCH', body, cookie: second })).status).toBe(200)
    expect((await other.closed).code).toBe(CLOSE_CODES['not-signed-in'])
    expect((await test.request('/api/session', { cookie: first })).status).toBe(401)
    expect(await list(second)).toHaveLength(1)
    expect((await signIn(ANN.email, ANN.password)).status).toBe(401)
    expect((await signIn(ANN.email, 'another long password')).status).toBe(204)
  })

  it('has tokens for scripts that may as much as their scope and their person, until they are revoked', async () => {
    const { test, owner, invite, accept, join } = await open(start)
    const cookie = cookieOf(await accept((await invite()).token))
    const shared = await makeSharedJourney(test, { cookie: owner })
    const make = async (scope: string, days: number | null = null) =>
      (
        await test.request<ApiTokenItem & { token: string }>(
          '/api/account/tokens',
          post({ name: `to ${scope}`, scope, days }, { cookie }),
        )
      ).body
    const [read, write, ingest] = [await make('read', 30), await make('write'), await make('ingest')]
    expect(read.token).toMatch(/^wmk_[\w-]{43}$/)
    expect(read.expiresAt).toBeGreaterThan(Date.now())
    const dataset = await test.request<{ id: string }>('/api/datasets', post({ name: 'Live' }, { bearer: write.token }))
    expect(dataset.status).toBe(201)
    const tries = async (bearer: string) => [
      (await test.request(`/api/journeys/${shared.id}`, { bearer })).status,
      (await test.request('/api/journeys', post({}, { bearer }))).status,
      (await test.request(`/api/ingest/${dataset.body.id}`, post({ case: 'a', event: 'b' }, { bearer }))).status,
      (await test.request('/api/account/tokens', { bearer })).status,
      (await test.request(INVITATIONS, { bearer })).status,
    ]
    expect(await tries(read.token)).toEqual([200, 403, 403, 403, 403])
    expect(await tries(write.token)).toEqual([200, 201, 200, 403, 403])
    expect(await tries(ingest.token)).toEqual([404, 403, 200, 403, 404])

    const looking = await join(shared.id, { token: read.token })
    await expect(looking.next('hello')).resolves.toMatchObject({ value: { role: 'viewer' } })
    const listed = await test.request<{ tokens: ApiTokenItem[] }>('/api/account/tokens', { cookie })
    expect(listed.body.tokens.map(({ name }) => name).toSorted()).toEqual(['to ingest', 'to read', 'to write'])
    expect(listed.body.tokens.every(({ lastUsedAt }) => lastUsedAt !== null)).toBe(true)
    expect(JSON.stringify(listed.body)).not.toContain(read.token)

    const revoke = (id: string, by: string) =>
      test.request(`/api/account/tokens/${id}`, { method: 'DELETE', cookie: by })
    expect(codeOf(await revoke(read.id, owner))).toBe('token-not-found')
    expect((await revoke(read.id, cookie)).status).toBe(204)
    expect((await looking.closed).code).toBe(CLOSE_CODES['not-signed-in'])
    expect(codeOf(await test.request('/api/session', { bearer: read.token }))).toBe('link-not-valid')
  })
})

describeOverStores('a forgotten password', (start) => {
  it('is replaced by a link that somebody makes who manages the person everywhere', async () => {
    const { test, owner, invite, accept, signIn, me } = await open(start)
    const ann = await me(cookieOf(await accept((await invite()).token)))
    const bob = { name: 'Bob', email: 'bob@example.org', password: 'another horse battery' }
    const admin = cookieOf(await accept((await invite({ role: 'admin' })).token, bob))
    const ask = (personId: string, cookie: string) =>
      test.request<{ url: string }>(`/api/workspaces/first/members/${personId}/reset-link`, post({}, { cookie }))

    const made = await ask(ann.id, admin)
    const reset = made.body.url.split('/reset/')[1] ?? ''
    const set = () => test.request(`/api/password-reset/${reset}`, post({ password: 'a whole new password' }))
    expect((await set()).status).toBe(204)
    expect(codeOf(await set())).toBe('link-not-valid')
    expect((await signIn(ANN.email, 'a whole new password')).status).toBe(204)

    const ownerId = (await me(owner)).id
    expect((await ask(ownerId, admin)).status).toBe(403)
    expect((await ask('nobody', admin)).status).toBe(404)
    expect(codeOf(await ask(ownerId, owner))).toBe('not-ready')
    // Also a member where the admin is none: the link would let the admin in there as well.
    const other = await test.request<{ id: string }>('/api/workspaces', post({ name: 'Sales' }, { cookie: owner }))
    const address = `/api/workspaces/${other.body.id}/invitations`
    const { body } = await test.request<InvitationMade>(address, post({ role: 'viewer' }, { cookie: owner }))
    await accept(body.url.split('/join/')[1] ?? '', { ...ANN, password: 'a whole new password' })
    expect((await ask(ann.id, admin)).status).toBe(403)
    expect((await ask(ann.id, owner)).status).toBe(201)
  })
})
