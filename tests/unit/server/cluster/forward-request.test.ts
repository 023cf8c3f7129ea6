import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import http, { type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import net, { type AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it, onTestFinished } from 'vitest'
import { FORWARDED_BY, forwardRequest } from '#server/cluster/forward-request.ts'
import { freePort } from '#tests/support/free-port.ts'

async function listen(answer: RequestListener): Promise<string> {
  const server = http.createServer(answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
}

/** A node that passes everything on, and says 503 when nobody answered. */
const passingOn = (to: string, outcome: { answered?: boolean } = {}): Promise<string> =>
  listen((request, response) => {
    void forwardRequest({ request, response, to, nodeId: 'node-a' }).then((answered) => {
      outcome.answered = answered
      if (!answered) response.writeHead(503).end('nobody')
    })
  })

/** What arrives, told back. */
const echo = (request: IncomingMessage, response: ServerResponse): void => {
  const hash = createHash('sha256')
  let bytes = 0
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    hash.update(chunk)
  })
  request.on('end', () => {
    const { method, url, headers } = request
    response.writeHead(201, { 'content-type': 'application/json', 'set-cookie': ['a=1', 'b=2'], 'x-own': 'yes' })
    response.end(JSON.stringify({ method, url, headers, bytes, digest: hash.digest('hex') }))
  })
}

interface Echo {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly bytes: number
  readonly digest: string
}

it('passes on who asks for what, and the whole answer back', async () => {
  const node = await passingOn(await listen(echo))
  const answer = await fetch(`${node}/api/datasets?x=1`, {
    method: 'PATCH',
    body: 'text',
    headers: { authorization: 'Bearer t', cookie: 'c=1', 'x-forwarded-for': '10.0.0.9', 'x-forwarded-proto': 'https' },
  })
  expect(answer.status).toBe(201)
  expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  expect(answer.headers.get('x-own')).toBe('yes')
  const heard = (await answer.json()) as Echo
  expect(heard).toMatchObject({ method: 'PATCH', url: '/api/datasets?x=1', bytes: 4 })
  expect(heard.headers).toMatchObject({
    authorization: 'Bearer t',
    cookie: 'c=1',
    // Origins are compared with it.
    host: new URL(node).host,
    'x-forwarded-proto': 'https',
    'x-forwarded-for': '10.0.0.9, 127.0.0.1',
    [FORWARDED_BY]: 'node-a',
  })
})

it('streams uploads of any size, without holding them', async () => {
  const node = await passingOn(await listen(echo))
  const chunk = randomBytes(1024 * 1024)
  const chunks = 300
  const expected = createHash('sha256')
  // What is no longer used is not held, though it may lie there for a while.
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const held = (): number => {
    collect()
    return process.memoryUsage().arrayBuffers
  }
  let peak = 0
  const body = Readable.from(
    (function* () {
      for (let index = 0; index < chunks; index++) {
        expected.update(chunk)
        if (index % 20 === 0) peak = Math.max(peak, held())
        yield chunk
      }
    })(),
  )
  const before = held()
  const request = http.request(node, { method: 'POST' })
  body.pipe(request)
  const [answer] = (await once(request, 'response')) as [IncomingMessage]
  const heard = JSON.parse(Buffer.concat(await answer.toArray()).toString()) as Echo
  expect(heard).toMatchObject({ bytes: chunks * chunk.length, digest: expected.digest('hex') })
  expect(peak - before).toBeLessThan(100 * 1024 * 1024)
})

it('says that nobody answered when the node is not there, hangs up, or is a stranger to HTTP', async () => {
  const nowhere = `http://127.0.0.1:${String(await freePort())}`
  expect((await fetch(await passingOn(nowhere))).status).toBe(503)
  const hangsUp = await listen((request) => request.socket.destroy())
  expect((await fetch(await passingOn(hangsUp), { method: 'POST', body: 'x'.repeat(100_000) })).status).toBe(503)
  const stranger = net.createServer((socket) => socket.end('hello')).listen(0, '127.0.0.1')
  await once(stranger, 'listening')
  onTestFinished(() => void stranger.close())
  const address = `http://127.0.0.1:${String((stranger.address() as AddressInfo).port)}`
  expect((await fetch(await passingOn(address))).status).toBe(503)
})

it('hands on a refusal that comes before the end of the body', async () => {
  const strict = await listen((_request, response) => {
    response.writeHead(413).end('too large')
  })
  const node = await passingOn(strict)
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = http.request(node, { method: 'POST' }, resolve)
    request.on('error', reject)
    // More is announced than ever comes.
    request.setHeader('content-length', 10_000_000)
    request.write('x'.repeat(1000))
  })
  expect(answer.statusCode).toBe(413)
  expect(answer.headers.connection).toBe('close')
  expect(Buffer.concat(await answer.toArray()).toString()).toBe('too large')
})

it('breaks off when the other side does, whichever that is', async () => {
  const dying = await listen((_request, response) => {
    response.writeHead(200, { 'content-length': 1000 }).write('half')
    setImmediate(() => response.destroy())
  })
  const cut = await fetch(await passingOn(dying))
  await expect(cut.text()).rejects.toThrow('terminated')

  let askedFor: IncomingMessage | null = null
  const silent = await listen((request) => {
    askedFor = request
  })
  const outcome: { answered?: boolean } = {}
  const leaving = new AbortController()
  const asked = fetch(await passingOn(silent, outcome), { signal: leaving.signal })
  await expect.poll(() => askedFor).not.toBeNull()
  leaving.abort()
  await expect(asked).rejects.toThrow('aborted')
  await expect.poll(() => askedFor?.socket.destroyed).toBe(true)
  await expect.poll(() => outcome.answered).toBe(true)
})
