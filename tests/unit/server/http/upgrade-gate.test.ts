import { once } from 'node:events'
import http from 'node:http'
import net, { type AddressInfo } from 'node:net'
import { pino } from 'pino'
import { expect, it, onTestFinished } from 'vitest'
import { trustedProxies } from '#server/http/client-address.ts'
import { createUpgradeGate, type UpgradeLimits } from '#server/http/upgrade-gate.ts'

const GENEROUS: UpgradeLimits = { maxConnections: 1_000, maxConnectionsPerAddress: 1_000, connectsPerSecond: 1_000 }

interface Answer {
  readonly status: number
  readonly retryAfter: string | undefined
  readonly code: string | undefined
  readonly socket: net.Socket
}

/** A server whose websockets are sockets that got a 101: what comes after the gate is not what is tested. */
async function startGate(limits: Partial<UpgradeLimits> = {}, lagMs: () => number = () => 0) {
  const lines: { address?: string; connectionId?: string; reason?: string }[] = []
  const logger = pino({ level: 'info' }, { write: (line) => void lines.push(JSON.parse(line) as (typeof lines)[0]) })
  const gate = createUpgradeGate({
    limits: { ...GENEROUS, ...limits },
    isTrustedProxy: trustedProxies(['loopback']),
    lag: { lagMs },
    logger,
  })
  const server = http.createServer()
  server.on('upgrade', (request, socket) => {
    const admitted = gate.admit(request, socket)
    if (admitted === null) return
    admitted.logger.info('let in')
    socket.on('error', () => socket.destroy())
    socket.on('end', () => socket.end())
    socket.resume()
    socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  async function connect(address: string): Promise<Answer> {
    const socket = net.connect(port, '127.0.0.1')
    onTestFinished(() => void socket.destroy())
    socket.write(
      `GET /sync/a HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nX-Forwarded-For: ${address}\r\n\r\n`,
    )
    let text = ''
    socket.on('data', (data) => (text += data.toString()))
    await expect.poll(() => /\r\n\r\n(\{|$)/.test(text)).toBe(true)
    return {
      status: Number(/^HTTP\/1.1 (\d+)/.exec(text)?.[1]),
      retryAfter: /^retry-after: (.+)$/im.exec(text)?.[1],
      code: /"code":"([\w-]+)"/.exec(text)?.[1],
      socket,
    }
  }
  onTestFinished(() => void server.close())
  return { gate, connect, lines, port }
}

const OK = { status: 101 }

it('holds so many connections of one address, of which an IPv6 network has one, and lets the next in when one goes', async () => {
  const { gate, connect } = await startGate({ maxConnectionsPerAddress: 2 })
  const first = await connect('2001:db8:0:1::1')
  expect(await connect('2001:db8:0:1::2')).toMatchObject(OK)
  const refused = { status: 429, retryAfter: '10', code: 'too-many-requests' }
  expect(await connect('2001:db8:0:1:ffff::3')).toMatchObject(refused)
  expect(await connect('2001:db8:0:2::1')).toMatchObject(OK)
  expect(await connect('192.0.2.1')).toMatchObject(OK)
  expect(gate.refused['address-full']).toBe(1)
  expect(gate.connections()).toBe(4)
  first.socket.end()
  await once(first.socket, 'close')
  await expect.poll(() => gate.connections()).toBe(3)
  expect(await connect('2001:db8:0:1::1')).toMatchObject(OK)
})

it('forgets an address without connections', async () => {
  const { gate, connect } = await startGate()
  const sockets = await Promise.all(Array.from({ length: 20 }, (_, index) => connect(`192.0.2.${String(index)}`)))
  expect(gate.addresses()).toBe(20)
  for (const { socket } of sockets) socket.resetAndDestroy()
  await expect.poll(() => [gate.connections(), gate.addresses()]).toEqual([0, 0])
})

it('lets one address open so many a second, and five times as many at once', async () => {
  const { gate, connect } = await startGate({ connectsPerSecond: 1 })
  for (let index = 0; index < 5; index++) expect(await connect('192.0.2.1')).toMatchObject(OK)
  expect(await connect('192.0.2.1')).toMatchObject({ status: 429, retryAfter: '1', code: 'too-many-requests' })
  expect(await connect('192.0.2.2')).toMatchObject(OK)
  expect(gate.refused['address-too-fast']).toBe(1)
  await expect.poll(async () => (await connect('192.0.2.1')).status, { timeout: 5_000 }).toBe(101)
})

it('holds so many connections in all', async () => {
  const { gate, connect } = await startGate({ maxConnections: 2 })
  expect(await connect('192.0.2.1')).toMatchObject(OK)
  expect(await connect('192.0.2.2')).toMatchObject(OK)
  expect(await connect('192.0.2.3')).toMatchObject({ status: 503, retryAfter: '10', code: 'server-busy' })
  expect(gate.refused['node-full']).toBe(1)
})

it('takes nobody in while the node is more than a second behind', async () => {
  let lagMs = 1_001
  const { gate, connect } = await startGate({}, () => lagMs)
  expect(await connect('192.0.2.1')).toMatchObject({ status: 503, retryAfter: '2', code: 'server-busy' })
  lagMs = 1_000
  expect(await connect('192.0.2.1')).toMatchObject(OK)
  expect(gate.refused['node-busy']).toBe(1)
})

it('hangs up on a refused client that does not', async () => {
  const { port } = await startGate({ maxConnections: 0 })
  const rude = net.connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  rude.write('GET /sync/a HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
  rude.resume()
  await once(rude, 'end')
  // Its own side stays open; only a reset from the other side can end it.
  const writing = setInterval(() => rude.write('x'), 100)
  await once(rude, 'error')
  clearInterval(writing)
})

it('says of each one whose it is', async () => {
  const { connect, lines } = await startGate({ maxConnectionsPerAddress: 1 })
  await connect('192.0.2.1')
  await connect('192.0.2.1')
  expect(lines).toMatchObject([
    { address: '192.0.2.1', connectionId: expect.stringMatching(/^\w{14}$/), msg: 'let in' },
    { address: '192.0.2.1', reason: 'address-full', msg: 'an upgrade was refused at the gate' },
  ])
})
