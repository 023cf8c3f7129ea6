import { expect, it, onTestFinished } from 'vitest'
import { CLOSE_CODES } from '#shared/contract/close-codes.ts'
import type { JourneyListItem } from '#shared/contract/rest/journeys.ts'
import type { SessionBody } from '#shared/contract/rest/session.ts'
import type { MemberItem, WorkspaceItem } from '#shared/contract/rest/workspaces.ts'
import type { Role } from '#shared/contract/roles.ts'
import { makeSharedJourney, type RequestOptions, type TestApp } from '#tests/support/http-app.ts'
import { describeOverStores, keptBy } from '#tests/support/http-stores.ts'
import { addPerson, addWorkspace } from '#tests/support/people.ts'
import { changeOf, joinRaw, update } from '#tests/support/sync-raw-client.ts'

const MEMBERS = '/api/workspaces/first/members'

async function open(start: () => Promise<TestApp>) {
  const test = await start()
  const owner = await test.signIn()
  const cookieName = owner.split('=', 1)[0] ?? ''
  const add = async (role: Role | null, name?: string) => {
    const person = await addPerson(keptBy(test), role, name)
    return { ...person, cookie: `${cookieName}=${person.token}` }
  }
  const as =
    (cookie: string) =>
    async <Body = unknown>(address: string, options: RequestOptions = {}) =>
      test.request<Body>(address, { cookie, ...options })
  const post = (body: unknown) => ({ method: 'POST', body })
  const newJourney = async (body: object = {}) =>
    (await test.request<JourneyListItem>('/api/journeys', { cookie: owner, ...post(body) })).body
  const join = async (journeyId: string, cookie: string) => {
    const client = await joinRaw(`${test.app.url.replace('http', 'ws')}/sync/${journeyId}?v=1`, undefined, { cookie })
    onTestFinished(() => client.close())
    return client
  }
  return { test, owner, add, as, newJourney, join }
}

describeOverStores('members', (start) => {
  it('are told what they are, and see each other', async () => {
    const { owner, add, as } = await open(start)
    const editor = await add('editor', 'Edith')
    const { body: session } = await as(editor.cookie)<SessionBody>('/api/session')
    expect(session).toMatchObject({
      kind: 'person',
      name: 'Edith',
      workspaces: [{ id: 'first', name: 'Workspace', role: 'editor' }],
    })
    const { body } = await as(editor.cookie)<{ members: MemberItem[] }>(MEMBERS)
    expect(body.members.map(({ name, role }) => [name, role])).toEqual([
      ['Owner', 'owner'],
      ['Edith', 'editor'],
    ])
    expect((await as(owner)<SessionBody>('/api/session')).body.workspaces[0]?.role).toBe('owner')
  })

  it('are signed out everywhere by whoever manages them everywhere, or owns the server', async () => {
    const { test, owner, add, as, newJourney, join } = await open(start)
    const [admin, editor] = [await add('admin'), await add('editor')]
    const { id } = await newJourney()
    const end = async (cookie: string, personId: string) =>
      (await as(cookie)(`${MEMBERS}/${personId}/sessions`, { method: 'DELETE' })).status
    expect(await end(editor.cookie, admin.id)).toBe(403)
    const socket = await join(id, editor.cookie)
    expect(await end(admin.cookie, editor.id)).toBe(204)
    expect((await socket.closed).code).toBe(CLOSE_CODES['not-signed-in'])
    expect((await as(editor.cookie)('/api/session')).status).toBe(401)
    const { members } = (await as(owner)<{ members: MemberItem[] }>(MEMBERS)).body
    expect(members.some(({ personId }) => personId === editor.id)).toBe(true)

    const elsewhere = await add('viewer')
    await addWorkspace(keptBy(test), elsewhere.id, 'owner')
    expect(await end(admin.cookie, elsewhere.id)).toBe(403)
    expect(await end(owner, elsewhere.id)).toBe(204)
    expect((await as(elsewhere.cookie)('/api/session')).status).toBe(401)
    expect(await end(owner, 'nobody')).toBe(404)
  })

  it('get another role, or are put out, by admins and owners within their own rank', async () => {
    const { owner, add, as } = await open(start)
    const [admin, editor, viewer] = [await add('admin'), await add('editor'), await add('viewer')]
    const ownerId = (await as(owner)<SessionBody>('/api/session')).body.id
    const give = async (cookie: string, personId: string, role: Role) =>
      (await as(cookie)(`${MEMBERS}/${personId}`, { method: 'PATCH', body: { role } })).status
    const remove = async (cookie: string, personId: string) =>
      (await as(cookie)(`${MEMBERS}/${personId}`, { method: 'DELETE' })).status

    expect(await give(admin.cookie, viewer.id, 'editor')).toBe(200)
    expect(await give(admin.cookie, viewer.id, 'owner')).toBe(403)
    expect(await give(admin.cookie, ownerId, 'viewer')).toBe(403)
    expect(await remove(admin.cookie, ownerId)).toBe(403)
    expect(await give(editor.cookie, viewer.id, 'viewer')).toBe(403)
    expect(await remove(editor.cookie, viewer.id)).toBe(403)
    expect(await give(owner, ownerId, 'viewer')).toBe(409)
    expect(await remove(owner, ownerId)).toBe(409)
    expect(await remove(editor.cookie, editor.id)).toBe(204)
    expect(await remove(admin.cookie, viewer.id)).toBe(204)
    expect(await remove(admin.cookie, 'nobody')).toBe(404)
    // Signed in, but of no workspace: everything is gone from their sight.
    expect((await as(viewer.cookie)<SessionBody>('/api/session')).body.workspaces).toEqual([])
    expect((await as(viewer.cookie)<{ journeys: unknown[] }>('/api/journeys')).body.journeys).toEqual([])
    expect((await as(viewer.cookie)(MEMBERS)).status).toBe(404)
    expect(await give(owner, admin.id, 'owner')).toBe(200)
    expect(await give(owner, ownerId, 'viewer')).toBe(200)
    expect(await give(owner, admin.id, 'viewer')).toBe(403)
  })

  it('do with journeys and data what their role says', async () => {
    const { add, as, newJourney } = await open(start)
    const journey = `/api/journeys/${(await newJourney({ title: 'Shared' })).id}`
    const [viewer, editor, admin] = [await add('viewer'), await add('editor'), await add('admin')]
    const status = async (cookie: string, method: string, address: string, body?: unknown) =>
      (await as(cookie)(address, { method, ...(body !== undefined && { body }) })).status

    expect(await status(viewer.cookie, 'GET', journey)).toBe(200)
    expect(await status(viewer.cookie, 'PATCH', journey, { title: 'Mine' })).toBe(403)
    expect(await status(viewer.cookie, 'POST', '/api/journeys', {})).toBe(403)
    expect(await status(viewer.cookie, 'GET', '/api/datasets')).toBe(403)
    expect(await status(editor.cookie, 'PATCH', journey, { title: 'Ours' })).toBe(200)
    expect(await status(editor.cookie, 'POST', `${journey}/duplicate`)).toBe(201)
    expect(await status(editor.cookie, 'POST', `${journey}/shares`, {})).toBe(201)
    expect(await status(editor.cookie, 'PATCH', journey, { archived: true })).toBe(200)
    expect(await status(editor.cookie, 'DELETE', journey)).toBe(403)
    expect(await status(admin.cookie, 'DELETE', journey)).toBe(204)
    const { body } = await as(editor.cookie)<{ id: string }>('/api/datasets', {
      method: 'POST',
      body: { name: 'Live' },
    })
    expect(await status(editor.cookie, 'DELETE', `/api/datasets/${body.id}`)).toBe(403)
    expect(await status(admin.cookie, 'DELETE', `/api/datasets/${body.id}`)).toBe(204)
    const list = await as(viewer.cookie)<{ journeys: JourneyListItem[] }>('/api/journeys')
    expect(list.body.journeys).toMatchObject([{ role: 'viewer', may: { share: false, remove: false } }])
  })

  it('are made more, or put out, where they are connected, and stay what a link gives them', async () => {
    const { test, owner, add, as, newJourney, join } = await open(start)
    const { id } = await newJourney()
    const person = await add('viewer')
    const give = (role: Role) => as(owner)(`${MEMBERS}/${person.id}`, { method: 'PATCH', body: { role } })

    const looking = await join(id, person.cookie)
    await give('editor')
    expect((await looking.closed).code).toBe(CLOSE_CODES['role-changed'])
    const editing = await join(id, person.cookie)
    await expect(editing.next('hello')).resolves.toMatchObject({ value: { role: 'editor' } })
    editing.send(update(changeOf(editing.doc, (doc) => doc.getMap('words').set('by', 'an editor'))))
    await editing.next('saved')

    await as(owner)(`${MEMBERS}/${person.id}`, { method: 'DELETE' })
    expect((await editing.closed).code).toBe(CLOSE_CODES['not-allowed'])
    expect((await as(person.cookie)(`/api/journeys/${id}`)).status).toBe(404)

    const shared = await makeSharedJourney(test, { cookie: owner })
    await test.openShare(shared.editor.token, person.cookie)
    const byLink = await join(shared.id, person.cookie)
    await expect(byLink.next('hello')).resolves.toMatchObject({ value: { role: 'editor' } })
    expect((await as(person.cookie)(`/api/journeys/${shared.id}/summary`)).body).toMatchObject({
      role: 'editor',
      may: { share: false, archive: false },
    })
  })
})

describeOverStores('another workspace', (start) => {
  it('is made by admins, and what is in one is not in the other', async () => {
    const { owner, add, as, newJourney } = await open(start)
    const editor = await add('editor')
    expect((await as(editor.cookie)('/api/workspaces', { method: 'POST', body: { name: 'Mine' } })).status).toBe(403)
    const made = await as(owner)<WorkspaceItem>('/api/workspaces', { method: 'POST', body: { name: 'Sales' } })
    expect(made).toMatchObject({ status: 201, body: { name: 'Sales', role: 'owner' } })
    const workspaceId = made.body.id
    const renamed = await as(owner)(`/api/workspaces/${workspaceId}`, { method: 'PATCH', body: { name: 'Selling' } })
    expect(renamed).toMatchObject({ status: 200, body: { name: 'Selling' } })

    const here = await newJourney({ title: 'Here' })
    const there = await newJourney({ title: 'There', workspaceId })
    expect([here.workspaceId, there.workspaceId]).toEqual(['first', workspaceId])
    const titles = async (cookie: string, query = '') =>
      (await as(cookie)<{ journeys: JourneyListItem[] }>(`/api/journeys${query}`)).body.journeys
        .map(({ title }) => title)
        .toSorted()
    expect(await titles(owner)).toEqual(['Here', 'There'])
    expect(await titles(owner, `?workspace=${workspaceId}`)).toEqual(['There'])
    expect(await titles(editor.cookie)).toEqual(['Here'])
    expect(await titles(editor.cookie, `?workspace=${workspaceId}`)).toEqual([])
    const refusedTo = async (method: string, address: string, body?: unknown) =>
      (await as(editor.cookie)(address, { method, ...(body !== undefined && { body }) })).body
    const missing = (code: string) => ({ error: expect.objectContaining({ code }) as unknown })
    expect(await refusedTo('GET', `/api/journeys/${there.id}`)).toEqual(missing('journey-not-found'))
    expect(await refusedTo('POST', '/api/journeys', { workspaceId })).toEqual(missing('workspace-not-found'))
    expect(await refusedTo('POST', '/api/journeys', { workspaceId: 'x' })).toEqual(missing('workspace-not-found'))
    expect(await refusedTo('GET', `/api/datasets?workspace=${workspaceId}`)).toEqual(missing('workspace-not-found'))
    expect(await refusedTo('GET', `/api/workspaces/${workspaceId}/members`)).toEqual(missing('workspace-not-found'))
    const { status } = await as(owner)('/api/journeys', { method: 'POST', body: { workspaceId: 'x' } })
    expect(status).toBe(404)
  })

  it('has data of its own, which no journey elsewhere is drafted from or shows numbers of', async () => {
    const { test, owner, add, as, newJourney } = await open(start)
    const stranger = await add(null)
    const workspaceId = await addWorkspace(keptBy(test), stranger.id, 'owner')
    const post = (body: unknown) => ({ method: 'POST', body })
    const made = await as(stranger.cookie)<{ id: string }>(
      `/api/datasets?workspace=${workspaceId}`,
      post({ name: 'Secret' }),
    )
    const { id: datasetId } = made.body
    const event = { case: 'c1', event: 'Visit' }
    expect((await as(stranger.cookie)(`/api/ingest/${datasetId}`, post(event))).status).toBe(200)

    expect((await as(owner)<{ datasets: unknown[] }>('/api/datasets')).body.datasets).toEqual([])
    expect((await as(owner)(`/api/datasets/${datasetId}`)).status).toBe(404)
    expect((await as(owner)(`/api/ingest/${datasetId}`, post(event))).status).toBe(404)
    expect((await as(owner)(`/api/datasets/${datasetId}/metrics`, post({ kind: 'overview' }))).status).toBe(404)
    expect((await as(owner)('/api/journeys', post({ datasetId }))).status).toBe(404)

    const journeyOf = async (cookie: string) => {
      const drafted = await as(stranger.cookie)<JourneyListItem>('/api/journeys', post({ datasetId, workspaceId }))
      const { body: document } = await as(stranger.cookie)(`/api/journeys/${drafted.body.id}`)
      const copied = await as(cookie)<JourneyListItem>('/api/journeys', post({ document }))
      return as(cookie)<{ elements: { readings: { value: number | null }[] }[]; datasets: unknown[] }>(
        `/api/journeys/${copied.body.id}/readings`,
      )
    }
    const own = (await journeyOf(stranger.cookie)).body
    expect(own.datasets).toHaveLength(1)
    // The same bindings in a journey of the first workspace.
    const { body } = await journeyOf(owner)
    expect(body.elements.length).toBe(own.elements.length)
    expect(body.datasets).toEqual([])
    expect(JSON.stringify(body.elements)).toContain('gone')
    expect((await newJourney()).workspaceId).toBe('first')
  })
})
