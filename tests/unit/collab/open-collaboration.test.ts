import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { StorageError, type UpdateLog } from '#server/storage/ports.ts'
import { type Collaboration, openCollaboration } from '#src/collab/open-collaboration.ts'
import { changingRights, JOURNEY, startTestSync, type TestSync } from '#tests/support/sync-server.ts'

let server: TestSync
let opened: Collaboration[]
let storing: Promise<void>
let rights: ReturnType<typeof changingRights>

beforeEach(async () => {
  opened = []
  storing = Promise.resolve()
  const slowed = (log: UpdateLog): UpdateLog => ({
    ...log,
    async append(...args) {
      await storing
      return log.append(...args)
    },
  })
  rights = changingRights()
  server = await startTestSync({ wrapLog: slowed, authorize: rights.authorize })
})
afterEach(async () => {
  await Promise.all(opened.map((collaboration) => collaboration.close()))
  await server.close()
})

function open(name: string, more: Record<string, string> = {}, doc = new Y.Doc()) {
  const collaboration = openCollaboration({
    journeyId: JOURNEY,
    doc,
    serverUrl: server.url,
    params: { as: name, ...more },
  })
  opened.push(collaboration)
  return { collaboration, doc, state: () => collaboration.connection.getState() }
}

async function online(name: string, more: Record<string, string> = {}, doc = new Y.Doc()) {
  const person = open(name, more, doc)
  const settled = more['role'] === 'viewer' ? 'read-only' : 'saved'
  await expect.poll(() => person.state()).toMatchObject({ status: 'online', saved: settled })
  await person.collaboration.whenSynced
  return person
}
const othersOf = ({ collaboration }: { collaboration: Collaboration }) => [
  ...collaboration.participants.getState().others.values(),
]
const cardsOf = (doc: Y.Doc) => doc.getMap('cards')

describe('the saved state', () => {
  it('begins as connecting, and is saved once the server has what was here', async () => {
    const ana = open('Ana')
    expect(ana.state()).toEqual({ status: 'connecting', saved: 'saving', storage: 'ok', role: null, refusal: null })
    await expect
      .poll(ana.state)
      .toEqual({ status: 'online', saved: 'saved', storage: 'ok', role: 'editor', refusal: null })
  })

  it('is saved only when the change is on disk', async () => {
    const ana = await online('Ana')
    let release = (): void => {}
    storing = new Promise((resolve) => (release = resolve))
    cardsOf(ana.doc).set('a', 1)
    expect(ana.state().saved).toBe('saving')
    cardsOf(ana.doc).set('b', 2)
    release()
    storing = Promise.resolve()
    await expect.poll(() => ana.state().saved).toBe('saved')
    const stored = new Y.Doc()
    const { snapshot, updates } = await server.store.log.load(JOURNEY)
    for (const update of [...(snapshot ? [snapshot] : []), ...updates]) Y.applyUpdate(stored, update.data)
    expect(cardsOf(stored).toJSON()).toEqual({ a: 1, b: 2 })
  })

  it('is not saved while the server is away, and what was changed then is saved when it is back', async () => {
    const [ana, ben] = [await online('Ana'), await online('Ben')]
    const restarted = server.restart()
    await expect.poll(() => ana.state().status).toBe('offline')
    cardsOf(ana.doc).set('offline', true)
    expect(ana.state().saved).toBe('unsaved')
    await restarted
    await expect.poll(() => ana.state(), { timeout: 10_000 }).toMatchObject({ status: 'online', saved: 'saved' })
    await expect.poll(() => cardsOf(ben.doc).toJSON(), { timeout: 10_000 }).toEqual({ offline: true })
  })

  it('is not saved while the server’s storage is away, says why, and is once it has come through', async () => {
    const [ana, vic] = [await online('Ana'), await online('Vic', { role: 'viewer' })]
    const away = Promise.reject(new StorageError('away'))
    away.catch(() => undefined)
    storing = away
    cardsOf(ana.doc).set('a', 1)
    await expect.poll(ana.state).toMatchObject({ status: 'online', saved: 'unsaved', storage: 'waiting' })
    expect(vic.state()).toMatchObject({ saved: 'read-only', storage: 'waiting' })
    cardsOf(ana.doc).set('b', 2)
    storing = Promise.resolve()
    await expect.poll(ana.state).toMatchObject({ saved: 'saved', storage: 'ok' })
    await expect.poll(() => cardsOf(vic.doc).toJSON()).toEqual({ a: 1, b: 2 })
  })

  it('is read-only for a viewer, who follows all the same', async () => {
    const ana = await online('Ana')
    const viewer = await online('Vic', { role: 'viewer' })
    expect(viewer.state()).toEqual({
      status: 'online',
      saved: 'read-only',
      storage: 'ok',
      role: 'viewer',
      refusal: null,
    })
    cardsOf(ana.doc).set('a', 1)
    await expect.poll(() => cardsOf(viewer.doc).toJSON()).toEqual({ a: 1 })
    expect(viewer.state().saved).toBe('read-only')
  })
})

describe('being put out', () => {
  it('ends for good with the reason', async () => {
    const ana = await online('Ana')
    rights.change('Ana', 'not-allowed')
    await server.sync.askAgain({ actorId: 'id-of-Ana' })
    await expect.poll(ana.state).toMatchObject({ status: 'refused', refusal: 'not-allowed' })
    const joins = server.sync.figures().counters.joins
    await online('Ben')
    expect(server.sync.figures().counters.joins).toBe(joins + 1)
    expect(ana.state().status).toBe('refused')
  })

  it('comes back by itself when only the role has changed', async () => {
    const ana = await online('Ana')
    const { joins } = server.sync.figures().counters
    rights.change('Ana', { role: 'owner' })
    await server.sync.askAgain({})
    await expect.poll(() => server.sync.figures().counters.joins).toBe(joins + 1)
    await expect.poll(ana.state).toMatchObject({ status: 'online', saved: 'saved' })
  })
})

describe('presence', () => {
  it('shows others with the name that the server knows, and oneself', async () => {
    const [ana, ben] = [await online('Ana'), await online('Ben', { role: 'viewer' })]
    ana.collaboration.showPresence({ cursor: { x: 1, y: 2 }, selection: ['card1'] })
    const user = { id: 'id-of-Ana', name: 'Ana', color: 3, role: 'editor' }
    await expect.poll(() => othersOf(ben)).toEqual([{ user, cursor: { x: 1, y: 2 }, selection: ['card1'] }])
    await expect.poll(() => ana.collaboration.participants.getState().self).toEqual(user)
    await expect.poll(() => othersOf(ana).map((other) => other.user.name)).toEqual(['Ben'])
  })

  it('gathers quick moves and always ends with the last', async () => {
    const [ana, ben] = [await online('Ana'), await online('Ben')]
    await expect.poll(() => othersOf(ben)).toHaveLength(1)
    let changes = 0
    ben.collaboration.participants.subscribe(() => changes++)
    for (let x = 1; x <= 500; x++) ana.collaboration.showPresence({ cursor: { x, y: 0 } })
    await expect.poll(() => othersOf(ben)[0]?.cursor).toEqual({ x: 500, y: 0 })
    expect(changes).toBeLessThan(5)
  })

  it('tells a listener of one connection of that one only, and keeps the identity of those who did not move', async () => {
    const [ana, ben, cleo] = [await online('Ana'), await online('Ben'), await online('Cleo')]
    await expect.poll(() => othersOf(cleo)).toHaveLength(2)
    const { store, idOf } = { store: cleo.collaboration.participants, idOf: (doc: Y.Doc) => doc.clientID }
    let heard = 0
    cleo.collaboration.subscribeToParticipant(idOf(ben.doc), () => heard++)
    const [anaBefore, benBefore] = [ana, ben].map(({ doc }) => store.getState().others.get(idOf(doc)))
    ana.collaboration.showPresence({ cursor: { x: 9, y: 9 } })
    await expect.poll(() => store.getState().others.get(idOf(ana.doc))?.cursor).toEqual({ x: 9, y: 9 })
    expect(heard).toBe(0)
    expect(store.getState().others.get(idOf(ben.doc))).toBe(benBefore)
    expect(store.getState().others.get(idOf(ana.doc))?.user).toBe(anaBefore?.user)
  })

  it('never sends back what it was told about others', async () => {
    const [ana, ben] = [await online('Ana'), await online('Ben')]
    for (let x = 1; x <= 3; x++) {
      ana.collaboration.showPresence({ cursor: { x, y: 0 } })
      await expect.poll(() => othersOf(ben)[0]?.cursor?.x).toBe(x)
    }
    expect(server.sync.figures().counters.foreignPresence).toBe(0)
  })

  it('is shown again after a reconnect, though nobody moved', async () => {
    const [ana, ben] = [await online('Ana'), await online('Ben')]
    ana.collaboration.showPresence({ selection: ['card1'] })
    await expect.poll(() => othersOf(ben)[0]?.selection).toEqual(['card1'])
    await server.restart()
    await expect.poll(() => othersOf(ben).length, { timeout: 10_000 }).toBe(0)
    await expect.poll(() => othersOf(ben)[0]?.selection, { timeout: 10_000 }).toEqual(['card1'])
  })

  it('is gone when someone leaves', async () => {
    const [ana, ben] = [await online('Ana'), await online('Ben')]
    await expect.poll(() => othersOf(ben)).toHaveLength(1)
    await ana.collaboration.close()
    await expect.poll(() => othersOf(ben)).toHaveLength(0)
  })
})

describe('what the server tells', () => {
  it('keeps the newest readings and hands on every message', async () => {
    const ana = await online('Ana')
    const messages: unknown[] = []
    const stop = ana.collaboration.onPush((message) => messages.push(message))
    const readings = { computedAt: 5, elements: [], links: [], datasets: [] }
    server.sync.push(JOURNEY, { kind: 'readings', readings })
    server.sync.push(JOURNEY, { kind: 'journey-changed' })
    await expect.poll(() => messages).toEqual([{ kind: 'readings', readings }, { kind: 'journey-changed' }])
    expect(ana.collaboration.readings.getState()).toEqual(readings)
    stop()
  })
})
