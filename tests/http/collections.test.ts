import { expect, it } from 'vitest'
import { CLOSE_CODES } from '#shared/contract/close-codes.ts'
import type { ErrorBody } from '#shared/contract/errors.ts'
import type { AccessBody, CollectionItem } from '#shared/contract/rest/collections.ts'
import type * as Y from 'yjs'
import type { JourneyListItem } from '#shared/contract/rest/journeys.ts'
import { SECOND_MS } from '#shared/lib/time.ts'
import { describeOverStores } from '#tests/support/http-stores.ts'
import { openLibrary } from '#tests/support/library-scene.ts'
import { changeOf, update } from '#tests/support/sync-raw-client.ts'

describeOverStores('collections', (start) => {
  it('nest five levels deep, move with what is in them, never into themselves', async () => {
    const { owner } = await openLibrary(start)
    const ids = [await owner.newCollection('1')]
    for (const name of ['2', '3', '4', '5']) ids.push(await owner.newCollection(name, ids.at(-1) ?? null))
    const [first = '', second = '', , , fifth = ''] = ids
    const codeOf = async (method: string, address: string, body: unknown) =>
      (await owner.send<ErrorBody>(method, address, body)).body.error.code
    const inside = '/api/workspaces/first/collections'
    expect(await codeOf('POST', inside, { name: '6', parentId: fifth })).toBe('collection-too-deep')
    expect(await codeOf('PATCH', `/api/collections/${first}`, { parentId: fifth })).toBe('collection-in-itself')
    expect(await codeOf('PATCH', `/api/collections/${first}`, { parentId: first })).toBe('collection-in-itself')
    expect(await codeOf('PATCH', `/api/collections/${first}`, { parentId: 'nowhere' })).toBe('collection-not-found')
    const other = await owner.newCollection('other')
    expect(await codeOf('PATCH', `/api/collections/${first}`, { parentId: other })).toBe('collection-too-deep')
    const moved = await owner.send<CollectionItem>('PATCH', `/api/collections/${second}`, {
      parentId: other,
      name: 'B',
    })
    expect(moved.body).toMatchObject({ name: 'B', parentId: other })
  })

  it('hold journeys, and give them up to the one around when they are deleted', async () => {
    const { owner } = await openLibrary(start)
    const outer = await owner.newCollection('Outer')
    const inner = await owner.newCollection('Inner', outer)
    const deep = await owner.newCollection('Deep', inner)
    const made = await owner.newJourney('In the inner one', { collectionId: inner })
    const moved = await owner.newJourney('Moved there')
    expect((await owner.send('PATCH', `/api/journeys/${moved}`, { collectionId: inner })).status).toBe(200)
    expect((await owner.send('PATCH', `/api/journeys/${moved}`, { collectionId: 'nowhere' })).status).toBe(404)
    await owner.newJourney('Loose')
    expect(await owner.titles(`collection=${outer}&limit=10&sort=name`)).toEqual(['In the inner one', 'Moved there'])
    expect(await owner.titles('collection=none&limit=10')).toEqual(['Loose'])
    expect(await owner.collections()).toMatchObject({ loose: 1, total: 3 })

    const removed = await owner.send('DELETE', `/api/collections/${inner}`)
    expect(removed.body).toEqual({ journeys: 2, collections: 1 })
    const { collections } = await owner.collections()
    expect(collections.map(({ id, parentId, journeys }) => [id, parentId, journeys])).toEqual([
      [deep, outer, 0],
      [outer, null, 2],
    ])
    expect((await owner.list()).find(({ id }) => id === made)?.collectionId).toBe(outer)
  })

  it('narrow and widen what members may, and what they may not see does not exist', async () => {
    const { owner, add } = await openLibrary(start)
    const [ann, bob] = [await add('editor', 'Ann'), await add('viewer', 'Bob')]
    const board = await owner.newCollection('Board')
    const inside = await owner.newCollection('Inside', board)
    const secret = await owner.newJourney('Secret', { collectionId: inside })
    const open = await owner.newJourney('Open')
    const roleOf = async (who: typeof ann, id: string) => {
      const answer = await who.ask<JourneyListItem>(`/api/journeys/${id}/summary`)
      return answer.status === 200 ? answer.body.role : answer.status
    }

    expect((await owner.say('collections', board, { everyone: 'none', [bob.id]: 'editor' })).status).toBe(200)
    expect([await roleOf(ann, secret), await roleOf(bob, secret)]).toEqual([404, 'editor'])
    expect([await roleOf(ann, open), await roleOf(bob, open)]).toEqual(['editor', 'viewer'])
    expect(await ann.titles()).toEqual(['Open'])
    expect((await ann.collections()).collections).toEqual([])
    expect(await ann.collections()).toMatchObject({ loose: 1, total: 1 })
    expect((await bob.collections()).collections.map(({ name, role }) => [name, role])).toEqual([
      ['Board', 'editor'],
      ['Inside', 'editor'],
    ])
    for (const address of ['', '/thumbnail.svg', '/readings', '/access', '/shares', '/images/x'])
      expect([address, (await ann.ask(`/api/journeys/${secret}${address}`)).status]).toEqual([address, 404])
    for (const address of ['', '/access'])
      expect((await ann.send('PATCH', `/api/collections/${board}${address}`, { name: 'x' })).status).toBe(404)
    expect((await ann.bulk([secret, open], { kind: 'star' })).failed).toMatchObject([
      { id: secret, code: 'journey-not-found' },
    ])

    // Bob edits in there, and only there.
    expect((await bob.send('POST', '/api/journeys', { title: 'Mine', collectionId: inside })).status).toBe(201)
    expect((await bob.send('POST', '/api/journeys', { title: 'Mine', workspaceId: 'first' })).status).toBe(403)
    expect((await bob.send('PATCH', `/api/journeys/${secret}`, { title: 'Known' })).status).toBe(200)

    // One journey in it is widened again, and then seems to lie at the top.
    await owner.say('journeys', secret, { [ann.id]: 'commenter' })
    expect(await roleOf(ann, secret)).toBe('commenter')
    expect((await ann.list()).find(({ id }) => id === secret)).toMatchObject({ collectionId: null, hasOwnAccess: true })
    expect(await ann.titles('collection=none&limit=9&sort=name')).toEqual(['Known', 'Open'])

    // A copy is no way out.
    const copy = (await bob.send<JourneyListItem>('POST', `/api/journeys/${secret}/duplicate`)).body.id
    expect([await roleOf(ann, copy), await roleOf(bob, copy)]).toEqual(['commenter', 'editor'])
  })

  it('say who may see a thing, and where that comes from', async () => {
    const { owner, add } = await openLibrary(start)
    const [ann, bob, admin] = [await add('editor', 'Ann'), await add('viewer', 'Bob'), await add('admin', 'Dan')]
    const board = await owner.newCollection('Board')
    const journey = await owner.newJourney('Here', { collectionId: board })
    await owner.say('collections', board, { everyone: 'viewer' })
    const { body } = await owner.say('journeys', journey, { [bob.id]: 'editor', [admin.id]: 'none' })
    const said = (answer: AccessBody) => answer.people.map(({ name, role, source }) => [name, role, source])
    expect(said(body)).toEqual([
      ['Owner', 'owner', { kind: 'manages' }],
      ['Dan', 'admin', { kind: 'manages' }],
      ['Ann', 'viewer', { kind: 'collection', name: 'Board', isOwn: false }],
      ['Bob', 'editor', { kind: 'here', isOwn: true }],
    ])
    expect(body.people.at(-1)?.inherited).toMatchObject({ role: 'viewer', source: { kind: 'collection' } })
    const seen = await ann.ask<AccessBody>(`/api/journeys/${journey}/access`)
    expect(seen.body).toMatchObject({ mayChange: false, links: 0 })
    expect((await ann.say('journeys', journey, {})).status).toBe(403)
    expect((await owner.say('journeys', journey, { nobody: 'viewer' })).status).toBe(404)
    // An editor may not open by deleting what says who may see it.
    await owner.say('collections', board, { everyone: 'viewer', [ann.id]: 'editor' })
    expect((await ann.send('DELETE', `/api/collections/${board}`)).status).toBe(403)
    expect((await admin.send('DELETE', `/api/collections/${board}`)).status).toBe(200)
    // Who is put out and comes back begins anew.
    await owner.send('DELETE', `/api/workspaces/first/members/${bob.id}`)
    expect((await owner.ask<AccessBody>(`/api/journeys/${journey}/access`)).body.entries).toEqual([
      { personId: admin.id, role: 'none' },
    ])
  })

  it('reach open sockets within a second when they are narrowed, and leave the others alone', async () => {
    const { owner, add } = await openLibrary(start)
    const [ann, bob] = [await add('editor', 'Ann'), await add('editor', 'Bob')]
    const board = await owner.newCollection('Board')
    const id = await owner.newJourney('Here', { collectionId: board })
    const [hers, his] = [await ann.join(id), await bob.join(id)]
    await owner.say('collections', board, { [ann.id]: 'viewer' })
    const startedAt = performance.now()
    expect((await hers.closed).code).toBe(CLOSE_CODES['role-changed'])
    expect(performance.now() - startedAt).toBeLessThan(1 * SECOND_MS)
    const again = await ann.join(id)
    again.send(update(changeOf(again.doc, write)))
    await again.next('denied')
    await owner.say('journeys', id, { everyone: 'none', [bob.id]: 'editor' })
    expect((await again.closed).code).toBe(CLOSE_CODES['not-allowed'])
    his.send(update(changeOf(his.doc, write)))
    await his.next('saved')
  })
})

const write = (doc: Y.Doc): unknown => doc.getMap('words').set('by', 'somebody')
