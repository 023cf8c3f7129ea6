import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import * as Y from 'yjs'
import { CLOSE_CODES, type CloseReason } from '#shared/contract/close-codes.ts'
import { SECOND_MS } from '#shared/lib/time.ts'
import { type Cluster, type ClusterNode, CLUSTER_TOKEN, startCluster } from '#tests/support/cluster.ts'
import { haveServices } from '#tests/support/services.ts'
import { changeOf, connectRaw, joinRaw, update } from '#tests/support/sync-raw-client.ts'

/** Somebody's right changes on one node while they are connected to the other. */

interface Link {
  readonly id: string
  readonly token: string
}

describe.skipIf(!haveServices())('a right that changes on one node', () => {
  let cluster: Cluster
  let here: ClusterNode
  let there: ClusterNode

  beforeAll(async () => {
    cluster = await startCluster()
    ;[here, there] = cluster.nodes as [ClusterNode, ClusterNode]
  })
  afterAll(() => cluster.close())

  const socketUrl = (node: ClusterNode, journeyId: string, token?: string) =>
    `${node.url.replace('http', 'ws')}/sync/${journeyId}?v=1${token === undefined ? '' : `&token=${token}`}`

  async function join(node: ClusterNode, journeyId: string, brought: { token?: string; cookie?: string }) {
    const { token, cookie } = brought
    const headers = cookie === undefined ? {} : { cookie, origin: node.url }
    const client = await joinRaw(socketUrl(node, journeyId, token), new Y.Doc(), headers)
    onTestFinished(() => client.close())
    return client
  }

  async function newJourney(): Promise<string> {
    const made = await here.request<{ id: string }>('/api/journeys', { method: 'POST', body: { title: 'Shared' } })
    return made.body.id
  }

  const addressOf = (journeyId: string) => `/api/journeys/${journeyId}`
  const newLink = async (journeyId: string, role: 'viewer' | 'commenter' | 'editor'): Promise<Link> =>
    (await here.request<Link>(`${addressOf(journeyId)}/shares`, { method: 'POST', body: { role } })).body
  const revoke = async (journeyId: string, { id }: Link): Promise<void> => {
    const answer = await here.request(`${addressOf(journeyId)}/shares/${id}`, { method: 'DELETE' })
    expect(answer.status).toBe(204)
  }
  const open = async (node: ClusterNode, { token }: Link, cookie = ''): Promise<string> => {
    const answer = await node.request(`/api/links/${token}/enter`, { method: 'POST', body: {}, cookie })
    return answer.headers.get('set-cookie')?.split(';', 1)[0] ?? cookie
  }
  const ownerSession = async (node: ClusterNode): Promise<string> => {
    const answer = await node.request(node.ownerLink(), { cookie: '' })
    return answer.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
  }

  /** Does it here and expects the connections there to be closed for that reason, all within a second. */
  async function expectClosed(
    act: () => Promise<unknown>,
    clients: readonly { readonly closed: Promise<{ code: number }> }[],
    reason: CloseReason,
  ): Promise<void> {
    await act()
    const startedAt = performance.now()
    const closed = await Promise.all(clients.map((client) => client.closed))
    expect(performance.now() - startedAt).toBeLessThan(1 * SECOND_MS)
    expect(closed.map(({ code }) => code)).toEqual(clients.map(() => CLOSE_CODES[reason]))
  }

  describe.each(['up', 'stopped'] as const)('with Redis %s', (state) => {
    beforeAll(async () => {
      if (state === 'stopped') await cluster.redis.stop()
    })
    afterAll(async () => {
      if (state === 'stopped') await cluster.redis.restart()
    })

    it('cuts off whoever came by a link that is revoked, and nobody else', async () => {
      const id = await newJourney()
      const [ending, staying] = [await newLink(id, 'commenter'), await newLink(id, 'commenter')]
      const [script, browser, other, owner] = [
        await join(there, id, { token: ending.token }),
        await join(there, id, { cookie: await open(there, ending) }),
        await join(there, id, { token: staying.token }),
        await join(there, id, { token: CLUSTER_TOKEN }),
      ]
      await expectClosed(() => revoke(id, ending), [script, browser], 'not-signed-in')
      expect([other, owner].map(({ socket }) => socket.readyState)).toEqual([other.socket.OPEN, owner.socket.OPEN])
      const again = await connectRaw(socketUrl(there, id, ending.token))
      expect((await again.closed).code).toBe(CLOSE_CODES['not-signed-in'])
    })

    it('makes an editor a viewer in the middle of typing, and stores nothing that they type from then on', async () => {
      const id = await newJourney()
      const [looking, editing] = [await newLink(id, 'viewer'), await newLink(id, 'editor')]
      const cookie = await open(there, editing, await open(there, looking))
      const guest = await join(there, id, { cookie })
      const watcher = await join(here, id, { token: CLUSTER_TOKEN })
      const sentAt = new Map<string, number>()
      const typing = setInterval(() => {
        const key = `letter ${sentAt.size}`
        sentAt.set(key, performance.now())
        guest.send(update(changeOf(guest.doc, (doc) => doc.getMap('typed').set(key, true))))
      }, 5)
      onTestFinished(() => clearInterval(typing))
      const stored = () => {
        for (const message of watcher.received)
          if (message.kind === 'update') Y.applyUpdate(watcher.doc, message.update)
        return [...watcher.doc.getMap('typed').keys()]
      }
      await expect.poll(() => stored().length, { timeout: 5 * SECOND_MS }).toBeGreaterThan(10)

      await expectClosed(() => revoke(id, editing), [guest], 'role-changed')
      const closedAt = performance.now()
      await expect.poll(() => sentAt.size, { interval: 5, timeout: 5 * SECOND_MS }).toBeGreaterThan(stored().length)
      clearInterval(typing)

      // Who comes back is told that they look on now, and is taken at that.
      const back = await join(there, id, { cookie })
      await expect(back.next('hello')).resolves.toMatchObject({ value: { role: 'viewer' } })
      back.send(update(changeOf(back.doc, (doc) => doc.getMap('typed').set('as a viewer', true))))
      expect((await back.closed).code).toBe(CLOSE_CODES['not-allowed'])
      const later = await join(here, id, { token: CLUSTER_TOKEN })
      const kept = [...later.doc.getMap('typed').keys()]
      expect(kept.length).toBeGreaterThan(10)
      expect(kept.filter((key) => (sentAt.get(key) ?? Infinity) > closedAt)).toEqual([])
    })

    it('lets whoever opens a link that gives more have it where they are', async () => {
      const id = await newJourney()
      const [looking, editing] = [await newLink(id, 'viewer'), await newLink(id, 'editor')]
      const cookie = await open(there, looking)
      const guest = await join(there, id, { cookie })
      await expectClosed(() => open(here, editing, cookie), [guest], 'role-changed')
      const back = await join(there, id, { cookie })
      await expect(back.next('hello')).resolves.toMatchObject({ value: { role: 'editor' } })
    })

    it('signs out one session, and gives a new name to all of one person’s', async () => {
      const id = await newJourney()
      const [one, two] = [await ownerSession(here), await ownerSession(here)]
      const [leaving, staying] = [await join(there, id, { cookie: one }), await join(there, id, { cookie: two })]
      const byOwn = (cookie: string) => ({ cookie, headers: { origin: here.url } })
      await expectClosed(
        () => here.request('/api/session', { method: 'DELETE', ...byOwn(one) }),
        [leaving],
        'not-signed-in',
      )
      expect(staying.socket.readyState).toBe(staying.socket.OPEN)
      await expectClosed(
        () => here.request('/api/session', { method: 'PATCH', body: { name: `Ada, ${state}` }, ...byOwn(two) }),
        [staying],
        'role-changed',
      )
    })

    it('gives a member another role, and puts them out', async () => {
      const id = await newJourney()
      const invitation = { method: 'POST', body: { role: 'editor' } }
      const invited = await here.request<{ url: string }>('/api/workspaces/first/invitations', invitation)
      const accept = `/api/invitations/${invited.body.url.split('/join/')[1] ?? ''}/accept`
      const body = { name: 'Ann', email: `ann-redis-${state}@example.org`, password: 'correct horse battery' }
      const accepted = await there.request(accept, { method: 'POST', body, cookie: '' })
      const cookie = accepted.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
      const { body: person } = await here.request<{ id: string }>('/api/session', { cookie })
      const member = `/api/workspaces/first/members/${person.id}`

      const editing = await join(there, id, { cookie })
      const lower = () => here.request(member, { method: 'PATCH', body: { role: 'viewer' } })
      await expectClosed(lower, [editing], 'role-changed')
      const looking = await join(there, id, { cookie })
      await expect(looking.next('hello')).resolves.toMatchObject({ value: { role: 'viewer' } })
      await expectClosed(() => here.request(member, { method: 'DELETE' }), [looking], 'not-allowed')
    })

    it('narrows a collection that a journey lies in, then the journey', async () => {
      const invitation = { method: 'POST', body: { role: 'editor' } }
      const invited = await here.request<{ url: string }>('/api/workspaces/first/invitations', invitation)
      const accept = `/api/invitations/${invited.body.url.split('/join/')[1] ?? ''}/accept`
      const body = { name: 'Bob', email: `bob-redis-${state}@example.org`, password: 'correct horse battery' }
      const accepted = await there.request(accept, { method: 'POST', body, cookie: '' })
      const cookie = accepted.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
      const { body: person } = await here.request<{ id: string }>('/api/session', { cookie })
      const make = { method: 'POST', body: { name: 'Board' } }
      const { body: board } = await here.request<{ id: string }>('/api/workspaces/first/collections', make)
      const id = await newJourney()
      await here.request(addressOf(id), { method: 'PATCH', body: { collectionId: board.id } })
      const say = (address: string, personId: string, role: string) =>
        here.request(`${address}/access`, { method: 'PUT', body: { entries: [{ personId, role }] } })

      const editing = await join(there, id, { cookie })
      const narrow = () => say(`/api/collections/${board.id}`, 'everyone', 'viewer')
      await expectClosed(narrow, [editing], 'role-changed')
      const looking = await join(there, id, { cookie })
      await expect(looking.next('hello')).resolves.toMatchObject({ value: { role: 'viewer' } })
      await expectClosed(() => say(addressOf(id), person.id, 'none'), [looking], 'not-allowed')
    })

    it('ends with the journey', async () => {
      const id = await newJourney()
      const link = await newLink(id, 'editor')
      const [guest, owner] = [
        await join(there, id, { token: link.token }),
        await join(there, id, { token: CLUSTER_TOKEN }),
      ]
      await here.request(addressOf(id), { method: 'PATCH', body: { archived: true } })
      expect([guest, owner].map(({ socket }) => socket.readyState)).toEqual([guest.socket.OPEN, owner.socket.OPEN])
      const remove = () => here.request(addressOf(id), { method: 'DELETE' })
      await expectClosed(remove, [guest, owner], 'journey-not-found')
    })
  })
})
