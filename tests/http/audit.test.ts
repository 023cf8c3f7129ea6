import { expect, it } from 'vitest'
import { ACTS_OF_ROUTES } from '#server/http/audit/acts-of-routes.ts'
import type { AuditBody, AuditEntry } from '#shared/contract/rest/audit.ts'
import { makeSharedJourney, type RequestOptions, startTestApp, type TestApp } from '#tests/support/http-app.ts'
import { describeOverStores, keptBy } from '#tests/support/http-stores.ts'
import { addPerson, addWorkspace, onStore } from '#tests/support/people.ts'

const LOG = '/api/workspaces/first/audit'
const post = (body: unknown, options: RequestOptions = {}): RequestOptions => ({ method: 'POST', body, ...options })

async function open(start: () => Promise<TestApp>) {
  const test = await start()
  const owner = await test.signIn()
  const read = async (query = '', cookie = owner): Promise<AuditBody> =>
    (await test.request<AuditBody>(`${LOG}${query}`, { cookie })).body
  const acts = async (query = ''): Promise<string[]> => (await read(query)).entries.map(({ act }) => act)
  const memberCookie = async (role: 'viewer' | 'editor' | 'admin') => {
    const person = await addPerson(keptBy(test), role)
    return { ...person, cookie: `${owner.split('=', 1)[0] ?? ''}=${person.token}` }
  }
  return { test, owner, read, acts, memberCookie }
}

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

it('has an act, or a reason why not, for every route that changes something', async () => {
  const test = await startTestApp({ token: 'a-script-token' })
  const { body } = await test.request<OpenApi>('/api/openapi.json', { bearer: 'a-script-token' })
  const routes = Object.entries(body.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
  )
  const changing = routes.filter((route) => !route.startsWith('GET '))
  // Say in `server/http/audit/acts-of-routes.ts` what it does, or why nobody has to know.
  expect(changing.filter((route) => !Object.hasOwn(ACTS_OF_ROUTES, route))).toEqual([])
  expect(Object.keys(ACTS_OF_ROUTES).filter((route) => !routes.includes(route))).toEqual([])
})

describeOverStores('the audit log', (start) => {
  it('says who did what, on what, from where, the newest first', async () => {
    const { test, owner, read, memberCookie } = await open(start)
    const shared = await makeSharedJourney(test, { cookie: owner })
    const editor = await memberCookie('editor')
    await test.request(`/api/workspaces/first/members/${editor.id}`, {
      method: 'PATCH',
      body: { role: 'viewer' },
      cookie: owner,
    })
    await test.openShare(shared.viewer.token)
    await test.request(`/api/journeys/${shared.id}`, { method: 'PATCH', body: { archived: true }, cookie: owner })
    await test.request(`/api/journeys/${shared.id}`, { method: 'DELETE', cookie: owner })

    const { entries, keptDays } = await read()
    expect(keptDays).toBe(365)
    expect(entries.map(({ act }) => act)).toEqual([
      'journey-deleted',
      'journey-archived',
      'share-opened',
      'role-changed',
      'share-made',
      'share-made',
      'journey-made',
    ])
    const [deleted, , opened, changed, made] = entries as [AuditEntry, AuditEntry, AuditEntry, AuditEntry, AuditEntry]
    expect(deleted).toMatchObject({
      actor: { kind: 'person', name: 'Owner' },
      result: 'done',
      journey: { id: shared.id, title: null },
      target: { kind: 'journey', name: 'Shared' },
      address: '127.0.0.1',
    })
    expect(opened).toMatchObject({
      actor: { kind: 'guest' },
      target: { kind: 'share', id: shared.viewer.id },
      details: { role: 'viewer' },
    })
    expect(changed).toMatchObject({
      target: { kind: 'person', id: editor.id, name: 'editor' },
      details: { from: 'editor', to: 'viewer' },
    })
    expect(made.target).toMatchObject({ kind: 'share', id: shared.editor.id })
  })

  it('writes down what was tried and refused, and not what merely was not there', async () => {
    const { test, read, memberCookie } = await open(start)
    const viewer = await memberCookie('viewer')
    await test.request('/api/journeys', post({ workspaceId: 'first' }, { cookie: viewer.cookie }))
    await test.request('/api/journeys/nowhere', { method: 'DELETE', cookie: viewer.cookie })
    expect((await read()).entries).toMatchObject([
      { act: 'journey-made', result: 'refused', actor: { id: viewer.id }, details: { why: 'not-allowed' } },
    ])
  })

  it('keeps signing in apart, for the owners of the first workspace', async () => {
    const { test, read, memberCookie } = await open(start)
    await test.request('/api/sign-in', post({ email: 'ann@example.org', password: 'a guess' }))
    const { entries } = await read('?of=server')
    expect(entries).toMatchObject([
      { act: 'signed-in', result: 'refused', details: { email: 'ann@example.org', why: 'sign-in-failed' } },
      { act: 'signed-in', result: 'done', actor: { kind: 'person', name: 'Owner' }, details: { by: 'owner link' } },
    ])
    const admin = await memberCookie('admin')
    expect((await test.request(`${LOG}?of=server`, { cookie: admin.cookie })).status).toBe(403)
    expect((await test.request(LOG, { cookie: admin.cookie })).status).toBe(200)
    const viewer = await memberCookie('viewer')
    expect((await test.request(LOG, { cookie: viewer.cookie })).status).toBe(403)
    const stranger = await addPerson(keptBy(test), null)
    const elsewhere = await addWorkspace(keptBy(test), stranger.id, 'owner')
    const cookie = admin.cookie.replace(/=.*/, `=${stranger.token}`)
    expect((await test.request(LOG, { cookie })).status).toBe(404)
    expect((await test.request(`/api/workspaces/${elsewhere}/audit`, { cookie })).status).toBe(200)
    expect((await test.request(`/api/workspaces/${elsewhere}/audit?of=server`, { cookie })).status).toBe(403)
  })

  it('does not let whoever hammers at a door fill it', async () => {
    const { test, read } = await open(start)
    for (let tries = 0; tries < 75; tries++)
      await test.request('/api/sign-in', post({ email: 'a@b.org', password: 'x' }))
    const { entries } = await read('?of=server&limit=500')
    const refused = entries.filter(({ result }) => result === 'refused')
    // A minute of the clock may have ended in between.
    expect(refused.length).toBeGreaterThan(8)
    expect(refused.length).toBeLessThanOrEqual(60)
  })

  it('is filtered by person, act and time, and read by pages', async () => {
    const { test, owner, read, acts } = await open(start)
    const first = await makeSharedJourney(test, { cookie: owner })
    expect(await acts('?act=journey-made')).toEqual(['journey-made'])
    const { actors, entries } = await read()
    expect(actors).toMatchObject([{ name: 'Owner' }])
    expect(await acts(`?actor=${actors[0]?.id}`)).toHaveLength(3)
    expect(await acts('?actor=nobody')).toEqual([])
    expect(await acts(`?until=${entries.at(-1)?.at}`)).toEqual([])
    expect(await acts(`?from=${entries.at(-1)?.at}`)).toHaveLength(3)

    const page = await read('?limit=2')
    expect(page).toMatchObject({ hasMore: true, entries: [{ target: { id: first.editor.id } }, {}] })
    const rest = await read(`?limit=2&before=${page.entries[1]?.number}`)
    expect(rest).toMatchObject({ hasMore: false, actors: [], entries: [{ act: 'journey-made' }] })
  })

  it('is taken as a file that no spreadsheet runs, which is written down as well', async () => {
    const { test, owner, acts } = await open(start)
    const { id } = await makeSharedJourney(test, { cookie: owner })
    await test.request(`/api/journeys/${id}/shares`, post({ name: '=HYPERLINK("x")' }, { cookie: owner }))
    const csv = await test.request<string>(`${LOG}/export`, { cookie: owner })
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(csv.headers.get('content-disposition')).toMatch(/^attachment; filename="audit-[\d-]+\.csv"$/)
    const lines = csv.body.trim().split('\r\n')
    expect(lines[0]).toMatch(/number,time,actor,/)
    // That it was taken stands in it as well.
    expect(lines[1]).toContain(',audit-exported,')
    expect(lines[2]).toContain(`"'=HYPERLINK(""x"")"`)
    expect(lines).toHaveLength(6)

    const ndjson = await fetch(`${test.app.url}${LOG}/export?format=ndjson&act=share-made`, {
      headers: { cookie: owner },
    })
    const taken = (await ndjson.text()).trim().split('\n')
    expect(taken.map((line) => (JSON.parse(line) as AuditEntry).act)).toEqual(
      Array.from({ length: 3 }, () => 'share-made'),
    )
    expect((await acts()).slice(0, 2)).toEqual(['audit-exported', 'audit-exported'])
  })

  it('does not keep an answer back when it cannot be written', async () => {
    const { test, owner } = await open(start)
    await onStore(keptBy(test), (database) => database.schema.dropTable('audit_entries').execute())
    const made = await test.request('/api/journeys', post({ title: 'All the same' }, { cookie: owner }))
    expect(made.status).toBe(201)
  })
})
