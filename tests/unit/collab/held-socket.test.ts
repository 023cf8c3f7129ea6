import { readFileSync } from 'node:fs'
import vm from 'node:vm'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { takeSocket } from '#src/collab/held-socket.ts'
import { type Collaboration, openCollaboration } from '#src/collab/open-collaboration.ts'
import { PROTOCOL_VERSION } from '#shared/contract/socket.ts'
import { JOURNEY, startTestSync, type TestSync } from '#tests/support/sync-server.ts'

let server: TestSync
const opened: Collaboration[] = []
const sockets: NotingSocket[] = []

/** A real one that remembers what went over it. */
class NotingSocket extends WebSocket {
  readonly sent: unknown[] = []
  heard = 0
  constructor(address: string) {
    super(address)
    sockets.push(this)
    this.addEventListener('message', () => (this.heard += 1))
  }
  override send(data: Parameters<WebSocket['send']>[0]): void {
    this.sent.push(data)
    super.send(data)
  }
}

beforeEach(async () => {
  server = await startTestSync()
  const { host } = new URL(server.url)
  const window = { location: { protocol: 'http:', host }, addEventListener() {}, removeEventListener() {} }
  vi.stubGlobal('window', window)
  vi.stubGlobal('WebSocket', NotingSocket)
})
afterEach(async () => {
  await Promise.all(opened.splice(0).map((collaboration) => collaboration.close()))
  for (const socket of sockets.splice(0)) socket.close()
  vi.unstubAllGlobals()
  await server.close()
})

const AHEAD = readFileSync(new URL('../../../public/ahead.js', import.meta.url), 'utf8')

/** As the start page does at the address of a journey. */
function holdSocket(journeyId: string): void {
  const document = {
    currentScript: { dataset: { journey: '/assets/page.js' } },
    createElement: () => ({}),
    head: { append() {} },
  }
  const location = { pathname: `/journeys/${journeyId}`, origin: `http://${new URL(server.url).host}` }
  vm.runInNewContext(AHEAD, { document, location, window, WebSocket, setTimeout })
}

function open(journeyId = JOURNEY): { readonly doc: Y.Doc; readonly collaboration: Collaboration } {
  const doc = new Y.Doc()
  const openSocket = (address: string): WebSocket => takeSocket(journeyId) ?? new WebSocket(address)
  const collaboration = openCollaboration({ journeyId, doc, openSocket })
  opened.push(collaboration)
  return { doc, collaboration }
}

async function journeyWithACard(): Promise<void> {
  const { doc, collaboration } = open()
  await collaboration.whenSynced
  doc.getMap('cards').set('a', 1)
  await expect.poll(() => collaboration.connection.getState().saved).toBe('saved')
  sockets.length = 0
}

it('gives what was heard before it was taken, over the same connection, asked for by its address', async () => {
  await journeyWithACard()
  holdSocket(JOURNEY)
  // Greeting, question and content.
  await expect.poll(() => sockets[0]?.heard).toBeGreaterThanOrEqual(3)
  const { doc, collaboration } = open()
  await collaboration.whenSynced
  expect(doc.getMap('cards').toJSON()).toEqual({ a: 1 })
  expect(sockets).toHaveLength(1)
  const questions = sockets[0]?.sent.filter((data) => data instanceof Uint8Array && data[0] === 0 && data[1] === 0)
  // Its address was one.
  expect(questions).toHaveLength(0)
  expect(sockets[0]?.url).toContain(`v=${PROTOCOL_VERSION}&all`)
  doc.getMap('cards').set('b', 2)
  await expect.poll(() => collaboration.connection.getState().saved).toBe('saved')
})

it('may be taken before it is connected', async () => {
  await journeyWithACard()
  holdSocket(JOURNEY)
  const { doc, collaboration } = open()
  await collaboration.whenSynced
  expect(doc.getMap('cards').toJSON()).toEqual({ a: 1 })
  expect(sockets).toHaveLength(1)
})

it('is not handed over for another journey, twice, or when it ended', async () => {
  holdSocket(JOURNEY)
  expect(takeSocket('another')).toBeNull()
  await expect.poll(() => sockets[0]?.readyState).toBe(WebSocket.OPEN)
  sockets[0]?.close()
  expect(takeSocket(JOURNEY)).toBeNull()
  expect(takeSocket(JOURNEY)).toBeNull()
})

it('is let go of with all that it heard when nobody comes for it', async () => {
  await journeyWithACard()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  holdSocket(JOURNEY)
  vi.advanceTimersByTime(20_000)
  vi.useRealTimers()
  expect(window.heldSocket).toBeUndefined()
  expect([WebSocket.CLOSING, WebSocket.CLOSED]).toContain(sockets[0]?.readyState)
})
