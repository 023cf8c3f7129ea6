import { expect, it } from 'vitest'
import type { SignInWays } from '#shared/contract/rest/accounts.ts'
import type { InvitationMade } from '#shared/contract/rest/workspaces.ts'
import { type RequestOptions, startTestApp } from '#tests/support/http-app.ts'
import { startMailServer } from '#tests/support/mail-server.ts'

const ANN = { name: 'Ann', email: 'ann@example.org', password: 'correct horse battery' }
const PUBLIC_URL = 'http://waymark.example'

const post = (body: unknown, options: RequestOptions = {}): RequestOptions => ({ method: 'POST', body, ...options })
const tokenIn = (text: string, page: string): string =>
  new RegExp(`${PUBLIC_URL}/${page}/(\\S+)`).exec(text)?.[1] ?? 'none'

async function openWithMail() {
  const mail = await startMailServer()
  const test = await startTestApp({ smtpUrl: mail.url, mailFrom: 'Waymark <w@example.org>', publicUrl: PUBLIC_URL })
  const cookie = (await test.app.fastify.inject(new URL(test.app.ownerLink).pathname)).cookies[0]
  const base = `http://127.0.0.1:${(test.app.fastify.server.address() as { port: number }).port}`
  const request = <Body>(address: string, options: RequestOptions = {}) => test.request<Body>(base + address, options)
  const letters = async (count: number) => {
    await expect.poll(() => mail.letters.length, { timeout: 10_000 }).toBe(count)
    return mail.letters
  }
  const invite = () =>
    request<InvitationMade>(
      '/api/workspaces/first/invitations',
      post({ role: 'editor', email: ANN.email }, { cookie: `${cookie?.name ?? ''}=${cookie?.value ?? ''}` }),
    )
  return { request, letters, invite }
}

it('carries an invitation to whom it is for', async () => {
  const { request, letters, invite } = await openWithMail()
  expect(await invite()).toMatchObject({ status: 201, body: { isSent: true } })
  const [letter] = await letters(1)
  expect(letter?.to).toEqual([ANN.email])
  expect(letter?.text).toContain('Owner invites you to')
  const token = tokenIn(letter?.text ?? '', 'join')
  expect((await request(`/api/invitations/${token}/accept`, post(ANN))).status).toBe(204)
})

it('brings a new password to who forgot theirs, once, and says nothing to anybody else', async () => {
  const { request, letters, invite } = await openWithMail()
  await invite()
  const token = tokenIn((await letters(1))[0]?.text ?? '', 'join')
  await request(`/api/invitations/${token}/accept`, post(ANN))
  expect((await request<SignInWays>('/api/sign-in')).body).toEqual({ mail: true, sso: null, passkeys: false })

  const ask = (email: string) => request('/api/password-reset', post({ email }))
  const [known, unknown] = [await ask('Ann@example.org'), await ask('nobody@example.org')]
  expect([unknown.status, unknown.body]).toEqual([202, known.body])
  const all = await letters(2)
  expect(all[1]?.to).toEqual([ANN.email])
  const reset = tokenIn(all[1]?.text ?? '', 'reset')
  const set = (value: string, password: string) => request(`/api/password-reset/${value}`, post({ password }))
  expect((await set(`${reset}x`, 'a whole new password')).status).toBe(401)
  expect((await set(reset, 'short')).status).toBe(400)
  expect((await set(reset, 'a whole new password')).status).toBe(204)
  expect((await set(reset, 'another new password')).status).toBe(401)
  const signIn = (password: string) => request('/api/sign-in', post({ email: ANN.email, password }))
  expect((await signIn(ANN.password)).status).toBe(401)
  expect((await signIn('a whole new password')).status).toBe(204)
})

it('is not promised where there is no mail server, and not waited for where it does not answer', async () => {
  const without = await startTestApp()
  expect((await without.request<SignInWays>('/api/sign-in')).body).toEqual({ mail: false, sso: null, passkeys: false })
  expect((await without.request('/api/password-reset', post({ email: ANN.email }))).status).toBe(409)
  const deaf = await startTestApp({ smtpUrl: 'smtp://127.0.0.1:1', mailFrom: 'w@example.org' })
  const made = await deaf.request<InvitationMade>(
    '/api/workspaces/first/invitations',
    post({ role: 'viewer', email: ANN.email }, { cookie: await deaf.signIn() }),
  )
  // The link is there all the same.
  expect(made).toMatchObject({ status: 201, body: { isSent: false, url: expect.stringContaining('/join/') } })
})
