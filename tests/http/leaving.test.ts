import { expect, it } from 'vitest'
import type { AuditBody } from '#shared/contract/rest/audit.ts'
import type { DeletionFacts } from '#shared/contract/rest/accounts.ts'
import type { InvitationMade } from '#shared/contract/rest/workspaces.ts'
import { DAY_MS } from '#shared/lib/time.ts'
import { type RequestOptions, startTestApp } from '#tests/support/http-app.ts'
import { describeOverStores, keptBy, type StartOnStore } from '#tests/support/http-stores.ts'
import { onStore } from '#tests/support/people.ts'

const ANN = { name: 'Ann Okafor', email: 'ann@example.org', password: 'correct horse battery' }
const post = (body: unknown, options: RequestOptions = {}): RequestOptions => ({ method: 'POST', body, ...options })

async function open(start: StartOnStore) {
  const test = await start()
  const owner = await test.signIn()
  const invite = async (cookie: string, role = 'editor') => {
    const made = await test.request<InvitationMade>('/api/workspaces/first/invitations', post({ role }, { cookie }))
    return made.body.url.split('/join/')[1] ?? ''
  }
  const taken = await test.request(`/api/invitations/${await invite(owner, 'admin')}/accept`, post(ANN))
  const ann = taken.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
  const facts = async (cookie: string) => (await test.request<DeletionFacts>('/api/account/deletion', { cookie })).body
  const leave = (cookie: string, body: object = {}) => test.request('/api/account', { method: 'DELETE', body, cookie })
  return { test, owner, ann, invite, facts, leave }
}

describeOverStores('whoever leaves', (start) => {
  it('goes with all by which they signed in, and what they made stays', async () => {
    const { test, owner, ann, invite, facts, leave } = await open(start)
    const journey = await test.request<{ id: string }>('/api/journeys', post({ title: 'Hers' }, { cookie: ann }))
    const token = await test.request<{ token: string }>(
      '/api/account/tokens',
      post({ name: 'Mine', scope: 'read', days: 1 }, { cookie: ann }),
    )
    const herInvitation = await invite(ann)
    expect(await facts(ann)).toEqual({ ownedAlone: [], proof: 'password' })
    expect((await leave(ann, { password: 'not hers' })).body).toMatchObject({ error: { code: 'password-not-right' } })
    expect((await leave(ann, { password: ANN.password })).status).toBe(204)

    expect((await test.request('/api/session', { cookie: ann })).status).toBe(401)
    expect((await test.request('/api/journeys', { bearer: token.body.token })).status).toBe(401)
    expect((await test.request('/api/sign-in', post(ANN))).status).toBe(401)
    expect((await test.request(`/api/invitations/${herInvitation}`)).status).toBe(401)
    expect((await test.request(`/api/journeys/${journey.body.id}`, { cookie: owner })).body).toMatchObject({
      title: 'Hers',
    })
    const log = await test.request<AuditBody>('/api/workspaces/first/audit', { cookie: owner })
    expect(log.body.entries.find(({ act }) => act === 'journey-made')?.actor.name).toBe('A former member')
    // Nothing that is kept has her name or her address any more; a try to sign in afterwards is what somebody typed.
    const left = await onStore(keptBy(test), async (database) =>
      JSON.stringify([
        await database.selectFrom('people').selectAll().execute(),
        await database.selectFrom('sessions').selectAll().execute(),
        await database.selectFrom('audit_entries').selectAll().where('result', '=', 'done').execute(),
      ]),
    )
    expect(left).not.toMatch(/Okafor|ann@example/)
  })

  it('cannot leave a workspace without an owner', async () => {
    const { test, owner, facts, leave, ann } = await open(start)
    expect(await facts(owner)).toEqual({ ownedAlone: [{ id: 'first', name: 'Workspace' }], proof: 'fresh' })
    expect((await leave(owner)).body).toMatchObject({ error: { code: 'last-owner', detail: 'Workspace' } })
    const { id } = (await test.request<{ id: string }>('/api/session', { cookie: ann })).body
    await test.request(`/api/workspaces/first/members/${id}`, {
      method: 'PATCH',
      body: { role: 'owner' },
      cookie: owner,
    })
    expect((await leave(owner)).status).toBe(204)
  })

  it('has to show who they are when they have no password and did so long ago', async () => {
    const { test, owner, facts, leave } = await open(start)
    await onStore(keptBy(test), (database) =>
      database
        .updateTable('sessions')
        .set({ proved_at: Date.now() - DAY_MS })
        .execute(),
    )
    expect((await facts(owner)).proof).toBe('fresh')
    expect((await leave(owner)).body).toMatchObject({ error: { code: 'proof-needed' } })
  })

  it('may take a copy of what is known of them, in which no secret is', async () => {
    const { test, ann } = await open(start)
    await test.request('/api/account/tokens', post({ name: 'Mine', scope: 'read', days: 1 }, { cookie: ann }))
    const made = await test.request<{ id: string }>('/api/journeys', post({ title: 'Hers' }, { cookie: ann }))
    const talk = { anchor: { kind: 'journey' }, comment: { text: 'Said by Ann', mentions: [] } }
    expect((await test.request(`/api/journeys/${made.body.id}/threads`, post(talk, { cookie: ann }))).status).toBe(201)
    const taken = await test.request<Record<string, unknown>>('/api/account/export', { cookie: ann })
    expect(taken.headers.get('content-disposition')).toMatch(/^attachment/)
    expect(taken.body).toMatchObject({
      person: { name: ANN.name, email: ANN.email },
      memberships: [{ id: 'first', role: 'admin' }],
      sessions: [{ lastSeenAt: expect.any(Number) as number }],
      tokens: [{ name: 'Mine' }],
      edits: [{ changes: 1 }],
      comments: [{ journeyId: made.body.id, text: 'Said by Ann' }],
      reactions: [],
      notices: [],
      noticeSettings: [],
    })
    expect(JSON.stringify(taken.body)).not.toMatch(/hash|argon2/)
  })
})

it('all datasets of a workspace go at once, when its owner types its name', async () => {
  const test = await startTestApp()
  const cookie = await test.signIn()
  for (const name of ['One', 'Two']) await test.request('/api/datasets', post({ name }, { cookie }))
  const erase = (name: string) =>
    test.request('/api/workspaces/first/datasets', { method: 'DELETE', body: { name }, cookie })
  expect((await erase('Something')).status).toBe(400)
  expect((await erase('Workspace')).body).toEqual({ deleted: 2 })
  expect((await test.request('/api/datasets', { cookie })).body).toEqual({ datasets: [] })
})
