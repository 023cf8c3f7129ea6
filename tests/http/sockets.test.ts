import { once } from 'node:events'
import { expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { CLOSE_CODES } from '#shared/contract/close-codes.ts'
import { makeSharedJourney, type TestApp } from '#tests/support/http-app.ts'
import { describeOverStores } from '#tests/support/http-stores.ts'

const TOKEN = 'a-script-token'

interface Wish {
  readonly query?: string
  readonly cookie?: string
  readonly bearer?: string
  readonly origin?: string
}

/** Opens the websocket of a journey: the socket, or the status with which the upgrade was refused. */
async function join(test: TestApp, journeyId: string, wish: Wish = {}): Promise<WebSocket | number> {
  const { query = '', cookie, bearer, origin } = wish
  const socket = new WebSocket(`${test.app.url.replace('http', 'ws')}/sync/${journeyId}${query}`, {
    headers: {
      ...(cookie === undefined ? {} : { cookie }),
      ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
      ...(origin === undefined ? {} : { origin }),
    },
  })
  onTestFinished(() => socket.terminate())
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve(socket))
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0))
    socket.on('error', reject)
  })
}

async function joined(...args: Parameters<typeof join>): Promise<WebSocket> {
  const socket = await join(...args)
  if (typeof socket === 'number') throw new Error(`The upgrade was refused with ${String(socket)}.`)
  return socket
}

const closeCodeOf = async (socket: WebSocket): Promise<number> => ((await once(socket, 'close')) as [number])[0]

describeOverStores('the websocket’s door', (start) => {
  it('opens for the same credentials as REST', async () => {
    const test = await start({ token: TOKEN })
    const { id, viewer } = await makeSharedJourney(test, { bearer: TOKEN })
    const owner = await test.signIn()
    const guest = await test.openShare(viewer.token)
    await joined(test, id, { bearer: TOKEN })
    await joined(test, id, { query: `?token=${TOKEN}` })
    await joined(test, id, { bearer: viewer.token })
    await joined(test, id, { query: `?v=1&token=${viewer.token}` })
    await joined(test, id, { cookie: owner, origin: test.app.url })
    await joined(test, id, { cookie: guest, origin: test.app.url })
  })

  it('stays shut for everybody else, with the status that REST would give', async () => {
    const test = await start({ token: TOKEN })
    const { id, viewer } = await makeSharedJourney(test, { bearer: TOKEN })
    const other = await makeSharedJourney(test, { bearer: TOKEN })
    const owner = await test.signIn()
    expect(await join(test, id)).toBe(401)
    expect(await join(test, id, { bearer: 'wrong' })).toBe(401)
    expect(await join(test, id, { cookie: 'waymark_0=x' })).toBe(401)
    expect(await join(test, other.id, { bearer: viewer.token })).toBe(404)
    expect(await join(test, 'unknown', { bearer: TOKEN })).toBe(404)
    expect(await join(test, id, { cookie: owner, origin: 'http://evil.example' })).toBe(403)
    expect(await join(test, id, { cookie: owner, origin: 'http://evil.example', query: '?v=1' })).toBe(403)
  })

  it('is only at /sync', async () => {
    const test = await start({ token: TOKEN })
    const socket = new WebSocket(`${test.app.url.replace('http', 'ws')}/api/journeys?token=${TOKEN}`)
    const status = await new Promise((resolve, reject) => {
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode))
      socket.on('open', () => reject(new Error('it opened')))
      socket.on('error', reject)
    })
    expect(status).toBe(404)
  })
})

describeOverStores('a right that ends', (start) => {
  it('by revoking puts browser and script out within a second, and nobody else', async () => {
    const test = await start({ token: TOKEN })
    const { id, viewer, editor } = await makeSharedJourney(test, { bearer: TOKEN })
    const guest = await test.openShare(viewer.token)
    const browser = await joined(test, id, { cookie: guest, origin: test.app.url, query: '?v=1' })
    const script = await joined(test, id, { bearer: viewer.token })
    const bystander = await joined(test, id, { bearer: editor.token })
    const owner = await joined(test, id, { bearer: TOKEN })
    const closed = Promise.all([closeCodeOf(browser), closeCodeOf(script)])
    const startedAt = performance.now()
    await test.request(`/api/journeys/${id}/shares/${viewer.id}`, { method: 'DELETE', bearer: TOKEN })
    expect(await closed).toEqual([CLOSE_CODES['not-signed-in'], CLOSE_CODES['not-signed-in']])
    expect(performance.now() - startedAt).toBeLessThan(1_000)
    expect([bystander.readyState, owner.readyState]).toEqual([WebSocket.OPEN, WebSocket.OPEN])
    expect(await join(test, id, { bearer: viewer.token })).toBe(401)
    expect(await join(test, id, { cookie: guest, origin: test.app.url })).toBe(401)
  })

  it('lets whoever has another link to the journey come back with what that one gives', async () => {
    const test = await start({ token: TOKEN })
    const { id, viewer, editor } = await makeSharedJourney(test, { bearer: TOKEN })
    const guest = await test.openShare(editor.token, await test.openShare(viewer.token))
    const browser = await joined(test, id, { cookie: guest, origin: test.app.url })
    const closed = closeCodeOf(browser)
    await test.request(`/api/journeys/${id}/shares/${editor.id}`, { method: 'DELETE', bearer: TOKEN })
    expect(await closed).toBe(CLOSE_CODES['role-changed'])
    await joined(test, id, { cookie: guest, origin: test.app.url })
    expect((await test.request(`/api/journeys/${id}/summary`, { cookie: guest })).body).toMatchObject({
      role: 'viewer',
    })
  })

  it('by signing out closes that session’s sockets only', async () => {
    const test = await start({ token: TOKEN })
    const { id } = await makeSharedJourney(test, { bearer: TOKEN })
    const [here, there] = [await test.signIn(), await test.signIn()]
    const leaving = await joined(test, id, { cookie: here })
    const staying = await joined(test, id, { cookie: there })
    const closed = closeCodeOf(leaving)
    await test.request('/api/session', { method: 'DELETE', cookie: here })
    expect(await closed).toBe(CLOSE_CODES['not-signed-in'])
    expect(staying.readyState).toBe(WebSocket.OPEN)
  })

  it('with the journey, which was deleted', async () => {
    const test = await start({ token: TOKEN })
    const { id } = await makeSharedJourney(test, { bearer: TOKEN })
    const socket = await joined(test, id, { bearer: TOKEN })
    const closed = closeCodeOf(socket)
    await test.request(`/api/journeys/${id}`, { method: 'PATCH', body: { archived: true }, bearer: TOKEN })
    await test.request(`/api/journeys/${id}`, { method: 'DELETE', bearer: TOKEN })
    expect(await closed).toBe(CLOSE_CODES['journey-not-found'])
    expect(await join(test, id, { bearer: TOKEN })).toBe(404)
  })
})

describeOverStores('a socket', (start) => {
  it('that has a new name is asked to come back, so that the cursors show it', async () => {
    const test = await start({ token: TOKEN })
    const { id } = await makeSharedJourney(test, { bearer: TOKEN })
    const cookie = await test.signIn()
    const socket = await joined(test, id, { cookie })
    const closed = closeCodeOf(socket)
    await test.request('/api/session', { method: 'PATCH', body: { name: 'Ada' }, cookie })
    expect(await closed).toBe(CLOSE_CODES['role-changed'])
  })

  it('is sent away, to come back later, when the server closes', async () => {
    const test = await start({ token: TOKEN })
    const { id } = await makeSharedJourney(test, { bearer: TOKEN })
    const socket = await joined(test, id, { bearer: TOKEN })
    const closed = closeCodeOf(socket)
    await test.close()
    expect(await closed).toBe(CLOSE_CODES['going-away'])
  })
})
