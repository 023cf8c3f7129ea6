import { expect, it } from 'vitest'
import type { ErrorBody } from '#shared/contract/errors.ts'
import type { AccountBody } from '#shared/contract/rest/accounts.ts'
import type { SessionBody } from '#shared/contract/rest/session.ts'
import type { InvitationMade } from '#shared/contract/rest/workspaces.ts'
import type { Answer, RequestOptions } from '#tests/support/http-app.ts'
import { describeOverStores, keptBy, type StartOnStore } from '#tests/support/http-stores.ts'
import { startMailServer } from '#tests/support/mail-server.ts'
import { onStore } from '#tests/support/people.ts'

const ANN = { name: 'Ann', email: 'ann@example.org', password: 'correct horse battery' }
const EVE = { name: 'Eve', email: 'eve@example.org', password: 'a guess of several words' }
const PUBLIC_URL = 'http://waymark.example'

const post = (body: unknown, options: RequestOptions = {}): RequestOptions => ({ method: 'POST', body, ...options })
const cookieOf = ({ headers }: Answer<unknown>): string => headers.get('set-cookie')?.split(';', 1)[0] ?? ''
/** What somebody learns from an answer, beside what is new in each. */
const toldBy = ({ status, body, headers }: Answer<unknown>) => ({
  status,
  code: (body as Partial<ErrorBody>).error?.code,
  gotIn: headers.get('set-cookie') !== null,
})

async function open(start: StartOnStore, withMail: boolean) {
  const mail = await startMailServer()
  const test = await start(withMail ? { smtpUrl: mail.url, mailFrom: 'W <w@example.org>', publicUrl: PUBLIC_URL } : {})
  const { port } = test.app.fastify.server.address() as { port: number }
  const request = <Body>(address: string, options: RequestOptions = {}) =>
    test.request<Body>(`http://127.0.0.1:${port}${address}`, options)
  const owner = cookieOf(await request(new URL(test.app.ownerLink).pathname))
  const lettersTo = (email: string) => mail.letters.filter(({ to }) => to.includes(email))
  /** Waits for so many in all; gives the link in the last one. */
  const linkTo = async (email: string, page: string, count = 1) => {
    await expect.poll(() => lettersTo(email).length, { timeout: 10_000 }).toBe(count)
    return new RegExp(`/${page}/(\\S+)`).exec(lettersTo(email).at(-1)?.text ?? '')?.[1] ?? 'none'
  }
  const invite = async (email?: string) => {
    const body = { role: 'editor', ...(email !== undefined && { email }) }
    const made = await request<InvitationMade>('/api/workspaces/first/invitations', post(body, { cookie: owner }))
    return made.body.url.split('/join/')[1] ?? ''
  }
  const accept = (token: string, body: object = ANN) => request(`/api/invitations/${token}/accept`, post(body))
  return {
    test,
    request,
    owner,
    lettersTo,
    linkTo,
    invite,
    accept,
    signIn: ({ email, password }: typeof ANN) => request('/api/sign-in', post({ email, password })),
    account: async (cookie: string) => (await request<AccountBody>('/api/account', { cookie })).body,
    me: async (cookie: string) => (await request<SessionBody>('/api/session', { cookie })).body,
    change: (cookie: string, body: object) => request<AccountBody>('/api/account', { method: 'PATCH', body, cookie }),
    confirm: (token: string) => request(`/api/email-confirmation/${token}`, { method: 'POST' }),
  }
}

describeOverStores('with a mail server an address', (start) => {
  it('is proved by the link that comes to it, and signs in from then on', async () => {
    const { request, invite, accept, account, linkTo, confirm, signIn } = await open(start, true)
    const cookie = cookieOf(await accept(await invite()))
    expect(await account(cookie)).toEqual({
      email: null,
      isVerified: false,
      pendingEmail: ANN.email,
      hasPassword: true,
    })
    expect((await signIn(ANN)).status).toBe(401)
    const token = await linkTo(ANN.email, 'confirm')
    expect((await request(`/api/email-confirmation/${token}`)).body).toEqual({ email: ANN.email })
    expect((await confirm(`${token}x`)).status).toBe(401)
    expect((await confirm(token)).status).toBe(204)
    expect((await confirm(token)).status).toBe(401)
    expect(await account(cookie)).toMatchObject({ email: ANN.email, isVerified: true, pendingEmail: null })
    expect((await signIn(ANN)).status).toBe(204)
  })

  it('is proved by an invitation that came to it, but not by the link that was shown to who invited', async () => {
    const { invite, accept, account, linkTo } = await open(start, true)
    await invite(ANN.email)
    const mailed = await linkTo(ANN.email, 'join')
    const shown = await invite(ANN.email)
    const byLink = cookieOf(await accept(shown, { ...ANN, name: 'Not Ann', password: EVE.password }))
    expect(await account(byLink)).toMatchObject({ email: null, pendingEmail: ANN.email })
    const byMail = cookieOf(await accept(mailed))
    expect(await account(byMail)).toMatchObject({ email: ANN.email, isVerified: true, pendingEmail: null })
  })

  it('is changed when the new one is proved, which the old one is told', async () => {
    const { invite, accept, account, change, linkTo, lettersTo, confirm, signIn } = await open(start, true)
    const cookie = cookieOf(await accept(await invite()))
    await confirm(await linkTo(ANN.email, 'confirm'))
    const email = 'ann@home.example'
    expect((await change(cookie, { email })).status).toBe(403)
    const asked = await change(cookie, { email, current: ANN.password })
    expect(asked.body).toMatchObject({ email: ANN.email, isVerified: true, pendingEmail: email })
    expect((await signIn(ANN)).status).toBe(204)
    await confirm(await linkTo(email, 'confirm'))
    expect(await account(cookie)).toMatchObject({ email, isVerified: true, pendingEmail: null })
    expect((await signIn({ ...ANN, email })).status).toBe(204)
    await expect.poll(() => lettersTo(ANN.email).length).toBe(2)
    expect(lettersTo(ANN.email)[1]?.text).toContain('has another e-mail address now')

    // Taken back before it was proved.
    await change(cookie, { email: 'ann@away.example', current: ANN.password })
    const late = await linkTo('ann@away.example', 'confirm')
    expect((await change(cookie, { email, current: ANN.password })).body).toMatchObject({ pendingEmail: null })
    expect((await confirm(late)).status).toBe(401)
  })

  it('tells nobody but its owner that there is an account', async () => {
    const scene = await open(start, true)
    const { invite, accept, account, change, confirm, linkTo, lettersTo, signIn, me } = scene
    const ann = cookieOf(await accept(await invite()))
    await confirm(await linkTo(ANN.email, 'confirm'))

    // Somebody with an invitation tries her address.
    const tried = await accept(await invite(), { ...EVE, email: ANN.email })
    const other = await accept(await invite(), { ...EVE, email: 'nobody@example.org' })
    expect(toldBy(tried)).toEqual(toldBy(other))
    const [eve, bob] = [cookieOf(tried), cookieOf(other)]
    expect((await me(eve)).id).not.toBe((await me(ann)).id)
    expect(await account(eve)).toEqual({ ...(await account(bob)), pendingEmail: ANN.email })

    // A member tries it as their own.
    const claimed = await change(eve, { email: ANN.email, current: EVE.password })
    const free = await change(bob, { email: 'another@example.org', current: EVE.password })
    expect(toldBy(claimed)).toEqual(toldBy(free))
    expect(claimed.body).toEqual({ ...free.body, pendingEmail: ANN.email })

    // She is written to, with nothing that gives her address to anybody.
    await expect.poll(() => lettersTo(ANN.email).length).toBe(3)
    for (const { text } of lettersTo(ANN.email).slice(1)) {
      expect(text).toContain('It belongs to an account already')
      expect(text).not.toContain('/confirm/')
    }
    expect((await signIn({ ...EVE, email: ANN.email })).status).toBe(401)
    expect((await signIn(ANN)).status).toBe(204)
  })

  it('is written to a few times an hour, whoever asks', async () => {
    const { invite, accept, change, lettersTo } = await open(start, true)
    const cookie = cookieOf(await accept(await invite()))
    const ask = () => change(cookie, { email: 'victim@example.org', current: ANN.password })
    const statuses: number[] = []
    for (let round = 0; round < 7; round++) statuses.push((await ask()).status)
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429])
    await expect.poll(() => lettersTo('victim@example.org').length).toBe(6)
  })
})

describeOverStores('without a mail server an address', (start) => {
  it('tells nobody that there is an account: two people may give the same', async () => {
    const { invite, accept, account, change, signIn, me } = await open(start, false)
    const ann = cookieOf(await accept(await invite()))
    const tried = await accept(await invite(), { ...EVE, email: ANN.email })
    const other = await accept(await invite(), { ...EVE, email: 'nobody@example.org' })
    expect(toldBy(tried)).toEqual(toldBy(other))
    expect(await account(cookieOf(tried))).toMatchObject({ email: ANN.email, isVerified: false, pendingEmail: null })

    const bob = cookieOf(other)
    const taken = await change(bob, { email: ANN.email, current: EVE.password })
    expect(taken).toMatchObject({ status: 200, body: { email: ANN.email } })

    // Each comes in as who they are.
    expect((await me(cookieOf(await signIn(ANN)))).id).toBe((await me(ann)).id)
    expect([(await me(cookieOf(tried))).id, (await me(bob)).id]).toContain(
      (await me(cookieOf(await signIn({ ...EVE, email: ANN.email })))).id,
    )
    expect((await signIn({ ...ANN, password: 'neither of them' })).status).toBe(401)
  })
})

describeOverStores('changing how one signs in', (start) => {
  it('takes showing who one is, when that was some time ago', async () => {
    const { test, request, owner, invite, accept, change } = await open(start, false)
    const cookie = cookieOf(await accept(await invite()))
    const newToken = () => request('/api/account/tokens', post({ name: 'Mine', scope: 'read', days: 1 }, { cookie }))
    expect((await newToken()).status).toBe(201)
    await onStore(keptBy(test), (database) => database.updateTable('sessions').set({ proved_at: 1 }).execute())
    expect(toldBy(await newToken())).toMatchObject({ status: 403, code: 'proof-needed' })
    // Who has no password shows it by coming in anew.
    const first = { email: 'boss@example.org', password: 'several words of mine' }
    expect(toldBy(await change(owner, first)).code).toBe('proof-needed')
    const prove = (password: string) => request('/api/account/proof', post({ password }, { cookie }))
    expect(toldBy(await prove('not her password')).code).toBe('password-not-right')
    expect((await newToken()).status).toBe(403)
    expect((await prove(ANN.password)).status).toBe(204)
    expect((await newToken()).status).toBe(201)
  })

  it('refuses a password that everybody would try', async () => {
    const { invite, accept, change } = await open(start, false)
    const token = await invite()
    expect(toldBy(await accept(token, { ...ANN, password: 'password123' })).code).toBe('password-too-common')
    const cookie = cookieOf(await accept(token))
    const weak = await change(cookie, { password: 'Basketball', current: ANN.password })
    expect(toldBy(weak).code).toBe('password-too-common')
  })
})
