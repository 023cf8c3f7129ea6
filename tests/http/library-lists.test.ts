import { expect, it } from 'vitest'
import type { ErrorBody } from '#shared/contract/errors.ts'
import type { JourneyListBody, JourneySort } from '#shared/contract/rest/journeys.ts'
import type { MoveFacts, TagItem, WorkspaceContents } from '#shared/contract/rest/library.ts'
import { describeOverStores, keptBy } from '#tests/support/http-stores.ts'
import { openLibrary } from '#tests/support/library-scene.ts'
import { onStore } from '#tests/support/people.ts'

describeOverStores('the list of journeys', (start) => {
  it('comes in pages, in every order, with none twice and none left out', async () => {
    const { owner } = await openLibrary(start)
    const titles = ['Map 10', 'map 2', 'Ärger', 'zebra', 'apfel', 'Map 10', 'map 1']
    const ids: string[] = []
    for (const title of titles) ids.push(await owner.newJourney(title))
    for (const id of [ids[3], ids[0]]) await owner.send('POST', `/api/journeys/${id ?? ''}/opened`)
    const walk = async (sort: JourneySort, more = '') => {
      const found: { id: string; title: string }[] = []
      for (let cursor: string | null = ''; cursor !== null;) {
        const at: string = cursor === '' ? '' : `&cursor=${cursor}`
        const { body } = await owner.ask<JourneyListBody>(`/api/journeys?limit=2&sort=${sort}${at}${more}`)
        expect(body.journeys.length).toBeLessThanOrEqual(2)
        found.push(...body.journeys)
        cursor = body.next
      }
      return found
    }
    const named = (await walk('name')).map(({ title }) => title)
    expect(named).toEqual(['apfel', 'Ärger', 'map 1', 'map 2', 'Map 10', 'Map 10', 'zebra'])
    for (const sort of ['changed', 'made', 'opened', 'name'] as const)
      expect((await walk(sort)).map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
    expect((await walk('opened', '&opened=true')).map(({ id }) => id)).toEqual([ids[0], ids[3]])
    const wrong = async (query: string) => (await owner.ask<ErrorBody>(`/api/journeys?${query}`)).body.error.code
    expect(await wrong('limit=2&cursor=nonsense')).toBe('not-valid')
    expect(await wrong('limit=2&search=map')).toBe('not-valid')
    expect(await wrong('limit=0')).toBe('not-valid')
    // Who asks as before gets all at once, as before.
    expect(await owner.titles('search=10%20map')).toEqual(['Map 10', 'Map 10'])
  })

  it('is narrowed by tags, which are renamed, merged and deleted', async () => {
    const { owner, add } = await openLibrary(start)
    const [a, b] = [await owner.newJourney('A'), await owner.newJourney('B')]
    const [mobile, app, phone] = [await owner.newTag('Mobile'), await owner.newTag('App'), await owner.newTag('Phone')]
    await owner.bulk([a, b], { kind: 'tag', tagId: mobile })
    await owner.bulk([a], { kind: 'tag', tagId: app })
    await owner.bulk([a, b], { kind: 'tag', tagId: phone })
    expect(await owner.titles(`limit=9&tags=${mobile},${app}`)).toEqual(['A'])
    const codeOf = async (method: string, address: string, body: unknown) =>
      (await owner.send<ErrorBody>(method, address, body)).body.error.code
    expect(await codeOf('POST', '/api/workspaces/first/tags', { name: ' mobile ' })).toBe('tag-exists')
    expect(await codeOf('PATCH', `/api/tags/${app}`, { name: 'MÓBILE' })).toBe('tag-exists')
    expect((await owner.send<TagItem>('PATCH', `/api/tags/${app}`, { name: 'APP', color: 5 })).body).toMatchObject({
      name: 'APP',
      color: 5,
    })
    expect((await owner.send<TagItem>('POST', `/api/tags/${mobile}/merge`, { into: app })).body.journeys).toBe(2)
    expect(await codeOf('POST', `/api/tags/${app}/merge`, { into: app })).toBe('not-valid')
    expect((await owner.send('DELETE', `/api/tags/${phone}`)).status).toBe(204)
    expect((await owner.list('limit=9&sort=name')).map(({ tags }) => tags)).toEqual([[app], [app]])
    const viewer = await add('viewer')
    expect((await viewer.send('PATCH', `/api/tags/${app}`, { name: 'x' })).status).toBe(403)
    expect((await (await add(null)).send('PATCH', `/api/tags/${app}`, { name: 'x' })).status).toBe(404)
  })

  it('takes one change to many, and tells with which it could not be done', async () => {
    const { owner, add } = await openLibrary(start)
    const ann = await add('editor', 'Ann')
    const locked = await owner.newCollection('Locked')
    await owner.say('collections', locked, { [ann.id]: 'viewer' })
    const [a, b, c] = [
      await owner.newJourney('A'),
      await owner.newJourney('B'),
      await owner.newJourney('C', { collectionId: locked }),
    ]
    expect(await ann.bulk([a, b, c, 'x'], { kind: 'archive' })).toMatchObject({
      done: [a, b],
      failed: [
        { id: c, code: 'not-allowed' },
        { id: 'x', code: 'journey-not-found' },
      ],
    })
    expect(await owner.titles('limit=9&archived=true&sort=name')).toEqual(['A', 'B'])
    expect((await ann.bulk([a], { kind: 'delete' })).failed).toMatchObject([{ code: 'not-allowed' }])
    expect(await owner.bulk([a, c], { kind: 'delete' })).toMatchObject({
      done: [a],
      failed: [{ id: c, code: 'not-ready' }],
    })
    expect((await ann.bulk([b], { kind: 'restore' })).done).toEqual([b])
    expect((await ann.bulk([b], { kind: 'move', collectionId: locked })).failed).toMatchObject([
      { code: 'not-allowed' },
    ])
    expect((await owner.bulk([b], { kind: 'move', collectionId: locked })).done).toEqual([b])
    expect((await ann.bulk([b, c], { kind: 'star' })).done).toEqual([b, c])
    expect(await ann.titles('limit=9&starred=true&sort=name')).toEqual(['B', 'C'])
    expect(await owner.titles('limit=9&starred=true')).toEqual([])
    await ann.bulk([c], { kind: 'unstar' })
    expect(await ann.titles('limit=9&starred=true')).toEqual(['B'])
  })
})

describeOverStores('a journey that goes to another workspace', (start) => {
  it('takes along what is its own, leaves numbers behind, and takes a right on both sides', async () => {
    const { test, owner, add } = await openLibrary(start)
    const other = (await owner.send<{ id: string }>('POST', '/api/workspaces', { name: 'Other' })).body.id
    const id = (await owner.send<{ id: string }>('POST', '/api/journeys', { template: 'card-fraud' })).body.id
    const tag = await owner.newTag('Cards')
    await owner.bulk([id], { kind: 'tag', tagId: tag })
    await owner.say('journeys', id, { everyone: 'viewer' })
    const link = await owner.send<{ token: string }>('POST', `/api/journeys/${id}/shares`, { role: 'viewer' })
    const shown = async () =>
      (await owner.ask<{ datasets: unknown[] }>(`/api/journeys/${id}/readings`)).body.datasets.length
    expect(await shown()).toBe(1)

    const facts = (await owner.ask<MoveFacts>(`/api/journeys/${id}/move/${other}`)).body
    expect(facts).toMatchObject({ links: 1, tagsLost: ['Cards'], entriesLost: 1 })
    expect(facts.datasets).toHaveLength(1)
    expect(facts.datasets[0]?.elements).toBe(facts.elements)

    const editor = await add('editor')
    const move = (who: typeof owner, workspaceId: string) =>
      who.send<ErrorBody>('POST', `/api/journeys/${id}/move`, { workspaceId })
    expect((await move(editor, other)).status).toBe(403)
    expect((await move(owner, 'first')).body.error.code).toBe('not-valid')
    expect((await move(owner, 'nowhere')).status).toBe(404)
    expect((await move(owner, other)).status).toBe(200)

    expect((await editor.ask(`/api/journeys/${id}`)).status).toBe(404)
    expect((await owner.list(`workspace=${other}`)).map(({ tags, hasOwnAccess }) => [tags, hasOwnAccess])).toEqual([
      [[], false],
    ])
    expect(await shown()).toBe(0)
    const guest = await test.openShare(link.body.token)
    expect((await test.request(`/api/journeys/${id}`, { cookie: guest })).status).toBe(200)
  })
})

describeOverStores('a workspace that is deleted', (start) => {
  it('goes with everything in it, and leaves nobody inside', async () => {
    const { test, owner, add } = await openLibrary(start)
    const ann = await add('editor')
    const id = (await owner.send<{ id: string }>('POST', '/api/workspaces', { name: 'Old' })).body.id
    const journey = await owner.newJourney('In it', { workspaceId: id, template: 'card-fraud' })
    await owner.newCollection('In it too', null, id)
    const { body: link } = await owner.send<{ token: string }>('POST', `/api/journeys/${journey}/shares`, {
      role: 'viewer',
    })
    const guest = await test.openShare(link.token)
    const socket = await owner.join(journey)
    const address = `/api/workspaces/${id}`
    const codeOf = async (target: string, name: string) =>
      (await owner.send<ErrorBody>('DELETE', target, { name })).body.error.code
    expect((await owner.ask<WorkspaceContents>(`${address}/contents`)).body).toEqual({
      journeys: 1,
      archived: 0,
      collections: 1,
      datasets: 1,
      members: 1,
      links: 1,
    })
    expect((await ann.send('DELETE', address, { name: 'Old' })).status).toBe(404)
    expect(await codeOf(address, 'New')).toBe('name-does-not-fit')
    expect(await codeOf('/api/workspaces/first', 'Workspace')).toBe('first-workspace')
    expect((await owner.send('DELETE', address, { name: 'Old' })).status).toBe(204)
    await socket.closed
    expect((await owner.ask(`/api/journeys/${journey}`)).status).toBe(404)
    expect((await test.request(`/api/journeys/${journey}`, { cookie: guest })).status).toBe(401)
    expect(JSON.stringify((await owner.ask('/api/session')).body)).not.toContain('Old')

    const left = () =>
      onStore(keptBy(test), async (database) => {
        const tables = ['journeys', 'datasets', 'collections', 'workspaces'] as const
        const counts = tables.map((table) => database.selectFrom(table).select('id').execute())
        const updates = database.selectFrom('journey_updates').select('journey_id').execute()
        return [...(await Promise.all(counts)), await updates].map((rows) => rows.length)
      })
    await expect.poll(left, { timeout: 15_000 }).toEqual([0, 0, 0, 1, 0])
  }, 30_000)
})
