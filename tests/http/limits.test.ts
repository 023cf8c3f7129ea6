import { once } from 'node:events'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { readConfig } from '#server/config.ts'
import type { ErrorBody } from '#shared/contract/errors.ts'
import { makeSharedJourney, startTestApp, type TestApp } from '#tests/support/http-app.ts'

const TOKEN = 'a-script-token'

/** A whole server with settings as an operator writes them. */
async function startWith(env: Readonly<Record<string, string>>) {
  const { maxConnections, maxConnectionsPerAddress, connectsPerSecond, publicUrl, trustedProxies } = readConfig(env)
  const settings = { maxConnections, maxConnectionsPerAddress, connectsPerSecond, publicUrl, trustedProxies }
  const test = await startTestApp({ ...settings, token: TOKEN })
  const address = test.app.fastify.server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { test, base: `127.0.0.1:${String(port)}` }
}

type Door = Readonly<{ opened: WebSocket } | { status: number; retryAfter: string | undefined; code: string }>

/** Knocks at the websocket's door as somebody behind a proxy that says where they are. */
async function knock(url: string, from: string, token = TOKEN): Promise<Door> {
  const socket = new WebSocket(`${url}?token=${token}`, { headers: { 'x-forwarded-for': from } })
  onTestFinished(() => socket.terminate())
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve({ opened: socket }))
    socket.on('error', reject)
    socket.on('unexpected-response', (_request, response) => {
      let text = ''
      response.on('data', (data: Buffer) => (text += data.toString()))
      response.on('end', () => {
        const { code } = (JSON.parse(text) as ErrorBody).error
        resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'], code })
      })
    })
  })
}

const journeyOf = async (test: TestApp, base: string): Promise<string> => {
  const shared = await makeSharedJourney(
    { ...test, request: (path, options) => test.request(`http://${base}${path}`, options) },
    { bearer: TOKEN },
  )
  return `ws://${base}/sync/${shared.id}`
}

const FULL = { status: 429, retryAfter: '10', code: 'too-many-requests' }

describe('websockets', () => {
  it('are as many for one address as WAYMARK_MAX_CONNECTIONS_PER_ADDRESS says, whoever they are', async () => {
    const { test, base } = await startWith({ WAYMARK_MAX_CONNECTIONS_PER_ADDRESS: '3' })
    const url = await journeyOf(test, base)
    const doors = [await knock(url, '192.0.2.1'), await knock(url, '192.0.2.2'), await knock(url, '192.0.2.3')]
    // No proxy is trusted, so all of them come from one address, whatever they say.
    expect(await knock(url, '192.0.2.4')).toEqual(FULL)
    const [first] = doors
    if (first === undefined || !('opened' in first)) throw new Error('the first was refused')
    first.opened.close()
    await once(first.opened, 'close')
    await expect.poll(async () => 'opened' in (await knock(url, '192.0.2.1'))).toBe(true)
  })

  it('are counted for the address that a trusted proxy names', async () => {
    const { test, base } = await startWith({
      WAYMARK_MAX_CONNECTIONS_PER_ADDRESS: '1',
      WAYMARK_URL: 'http://waymark.example.org',
    })
    const url = await journeyOf(test, base)
    for (const from of ['192.0.2.1', '192.0.2.2', '2001:db8:0:1::1']) {
      expect(await knock(url, from)).toHaveProperty('opened')
    }
    expect(await knock(url, '192.0.2.1')).toEqual(FULL)
    expect(await knock(url, '2001:db8:0:1:2:3:4:5')).toEqual(FULL)
    // Somebody who wrote an address of their own before the proxy's.
    expect(await knock(url, '198.51.100.1, 192.0.2.2')).toEqual(FULL)
  })

  it('are counted for the proxies that WAYMARK_TRUST_PROXY names, and for no others', async () => {
    const { test, base } = await startWith({
      WAYMARK_MAX_CONNECTIONS_PER_ADDRESS: '1',
      WAYMARK_TRUST_PROXY: 'loopback, 10.0.0.0/8',
    })
    const url = await journeyOf(test, base)
    expect(await knock(url, '192.0.2.1, 10.0.0.7')).toHaveProperty('opened')
    expect(await knock(url, '192.0.2.2, 10.0.0.7')).toHaveProperty('opened')
    expect(await knock(url, '192.0.2.3, 172.16.0.1')).toHaveProperty('opened')
    expect(await knock(url, '192.0.2.4, 172.16.0.1')).toEqual(FULL)
  })

  it('are as many in all as WAYMARK_MAX_CONNECTIONS says, while requests go on', async () => {
    const { test, base } = await startWith({ WAYMARK_MAX_CONNECTIONS: '2' })
    const url = await journeyOf(test, base)
    await knock(url, '192.0.2.1')
    await knock(url, '192.0.2.1')
    expect(await knock(url, '192.0.2.1')).toEqual({ status: 503, retryAfter: '10', code: 'server-busy' })
    expect((await test.request('/api/journeys', { bearer: TOKEN })).status).toBe(200)
  })

  it('are opened at the pace of WAYMARK_CONNECTS_PER_SECOND; a flood of wrong ones never reaches the database', async () => {
    const { test, base } = await startWith({ WAYMARK_CONNECTS_PER_SECOND: '2' })
    const url = await journeyOf(test, base)
    const statuses: number[] = []
    for (let guess = 0; guess < 30; guess++) {
      const door = await knock(url, '192.0.2.1', `guess-${String(guess)}`)
      statuses.push('status' in door ? door.status : 101)
    }
    const asked = statuses.filter((status) => status === 401).length
    expect(statuses.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 401))
    expect(statuses.filter((status) => status === 429)).toHaveLength(30 - asked)
    expect(asked).toBeLessThan(20)
    await expect.poll(async () => 'opened' in (await knock(url, '192.0.2.1')), { timeout: 5_000 }).toBe(true)
  })
})

describe('requests', () => {
  it('of one IPv6 network are counted together', async () => {
    const { test, base } = await startWith({ WAYMARK_URL: 'http://waymark.example.org' })
    const statuses = new Map<number, number>()
    for (let guess = 0; guess < 250; guess++) {
      const headers = { 'x-forwarded-for': `2001:db8:0:1::${guess.toString(16)}` }
      const { status } = await test.request(`http://${base}/enter/guess`, { headers })
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
    expect([...statuses]).toEqual([
      [401, 240],
      [429, 10],
    ])
    const headers = { 'x-forwarded-for': '2001:db8:0:2::1' }
    expect((await test.request(`http://${base}/enter/guess`, { headers })).status).toBe(401)
  })
})
