import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { withoutSecrets } from '#server/http/logger.ts'
import type { ErrorBody } from '#shared/contract/errors.ts'
import { connectRaw, type RawClient } from '#tests/support/sync-raw-client.ts'

const ROOT = path.resolve(import.meta.dirname, '../..')
const NODE = path.join(ROOT, 'node_modules/.bin/node')
const LINK = /Open Waymark: http:\/\/\S+\/enter\/([\w-]+)/

const TOKEN = 'the-script-token-that-must-not-be-logged'
const METRICS_TOKEN = 'the-metrics-token-that-must-not-be-logged'
const SECRET = 'the-secret-of-all-nodes-that-must-not-be-logged'
const WRONG = 'a-wrong-token-that-may-be-somebody-elses'

interface Line {
  readonly level: number
  readonly msg: string
  readonly requestId?: string
  readonly connectionId?: string
  readonly address?: string
  readonly journeyId?: string
  readonly role?: string
  readonly reason?: string
}

/** One whole server that logs all it can, tried with every kind of credential, and everything it said. */
describe('what the server logs at its most talkative', () => {
  let stdout = ''
  let stderr = ''
  let lines: readonly Line[] = []
  const secrets = new Map<string, string>()
  const seen = { journeyId: '', failedRequestId: '', unknownRequestId: '' }

  beforeAll(async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'waymark-logs-'))
    const child = spawn(NODE, ['server/main.ts'], {
      cwd: ROOT,
      env: {
        ...process.env,
        PORT: '0',
        WAYMARK_DATA: folder,
        WAYMARK_LOG: 'debug',
        WAYMARK_TOKEN: TOKEN,
        WAYMARK_METRICS_TOKEN: METRICS_TOKEN,
        WAYMARK_SECRET: SECRET,
        WAYMARK_TRUST_PROXY: 'loopback',
      },
    })
    child.stdout.on('data', (data: Buffer) => (stdout += data.toString()))
    child.stderr.on('data', (data: Buffer) => (stderr += data.toString()))
    const exited = once(child, 'close')
    try {
      await vi.waitFor(() => expect(stdout).toMatch(LINK), { timeout: 30_000 })
      await tryEverything(/Open Waymark: (http:\/\/[^/]+)/.exec(stdout)?.[1] ?? '', folder)
      child.kill('SIGTERM')
      await exited
    } finally {
      child.kill('SIGKILL')
      await exited
      await rm(folder, { recursive: true, force: true })
    }
    lines = stderr
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Line)
  })

  async function tryEverything(base: string, folder: string): Promise<void> {
    const ask = async (address: string, init: RequestInit & { readonly headers?: Record<string, string> } = {}) => {
      const response = await fetch(base + address, { redirect: 'manual', ...init })
      return { response, text: await response.text() }
    }
    const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
    const json = { 'content-type': 'application/json' }
    secrets.set('script token', TOKEN).set('metrics token', METRICS_TOKEN).set('secret', SECRET).set('wrong', WRONG)

    // The owner link, right, wrong, twice, as a page and as a script; what it gives is the session's cookie.
    const ownerToken = LINK.exec(stdout)?.[1] ?? ''
    secrets.set('owner link', ownerToken)
    const entered = await ask(`/enter/${ownerToken}`)
    const cookie = entered.response.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
    secrets.set('session', cookie.split('=')[1] ?? '')
    for (const address of [`/enter/${WRONG}`, `/s/${WRONG}`, `/enter/${ownerToken}/more`, `//enter/${ownerToken}`]) {
      await ask(address)
      await ask(address, { headers: { accept: 'text/html' } })
    }

    // A journey, its links, and everything that can be said with them by REST.
    const made = await ask('/api/journeys', { method: 'POST', body: '{}', headers: { ...json, cookie } })
    seen.journeyId = (JSON.parse(made.text) as { id: string }).id
    const journey = `/api/journeys/${seen.journeyId}`
    const share = async (role: string): Promise<{ id: string; token: string }> => {
      const init = { method: 'POST', body: JSON.stringify({ role }), headers: { ...json, ...bearer(TOKEN) } }
      return JSON.parse((await ask(`${journey}/shares`, init)).text) as { id: string; token: string }
    }
    const viewer = await share('viewer')
    const editor = await share('editor')
    secrets.set('viewer link', viewer.token).set('editor link', editor.token)
    await ask(`/s/${viewer.token}`)
    await ask(`/open/${viewer.token}`, { headers: { accept: 'text/html' } })
    await ask(`/api/links/${viewer.token}`)
    const guest = await ask(`/api/links/${viewer.token}/enter`, { method: 'POST', body: '{}', headers: json })
    const guestCookie = guest.response.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
    secrets.set('guest session', guestCookie.split('=')[1] ?? '')
    for (const token of [TOKEN, viewer.token, editor.token, WRONG]) {
      await ask(journey, { headers: bearer(token) })
      await ask(`${journey}?token=${token}`)
      await ask(`${journey}?a=b&token=${token}`, { method: 'PATCH', body: '{"title":', headers: json })
      await ask(`/api/nothing/${token}?token=${token}`)
      await ask(`/%zz?token=${token}`)
      await ask('/metrics', { headers: bearer(token) })
      await ask(`/metrics?token=${token}`)
    }
    await ask('/metrics', { headers: bearer(METRICS_TOKEN) })
    for (const each of [cookie, guestCookie, `${cookie}x`]) await ask(journey, { headers: { cookie: each } })

    // What goes wrong inside is logged with all that is known of it.
    const { openConnection } = await import('#server/storage/sqlite/connection.ts')
    const connection = openConnection(folder)
    connection.prepare('UPDATE journeys SET counts = ? WHERE id = ?').run('{', seen.journeyId)
    connection.close()
    const failed = await ask(`${journey}/summary?token=${TOKEN}`, {
      headers: { cookie, 'x-request-id': 'from-the-proxy-1' },
    })
    seen.failedRequestId = (JSON.parse(failed.text) as ErrorBody).error.requestId ?? ''
    const unknown = await ask('/api/journeys/unknown', {
      headers: { ...bearer(TOKEN), 'x-request-id': 'x'.repeat(65) },
    })
    seen.unknownRequestId = unknown.response.headers.get('x-request-id') ?? ''

    // The websocket, by every kind of credential, right and wrong; malformed messages, a viewer's change, a link that is revoked.
    const address = `${base.replace('http', 'ws')}/sync/${seen.journeyId}`
    const open: RawClient[] = []
    for (const token of [TOKEN, viewer.token, editor.token])
      open.push(await connectRaw(`${address}?v=1&token=${token}`))
    for (const headers of [{ cookie }, bearer(TOKEN)]) {
      const socket = new WebSocket(address, { headers })
      await once(socket, 'open')
      socket.close()
      await once(socket, 'close')
    }
    for (const [url, headers] of [
      [`${address}?token=${WRONG}`, {}],
      [`${address}?v=1&token=${WRONG}`, {}],
      [address, { cookie: `${cookie}x` }],
      [address, bearer(WRONG)],
      [address, { cookie, origin: `https://evil.example/?token=${WRONG}` }],
      [`${base.replace('http', 'ws')}/sync/unknown?token=${TOKEN}`, {}],
      [`${base.replace('http', 'ws')}/elsewhere?token=${TOKEN}`, {}],
    ] as const) {
      const socket = new WebSocket(url, { headers })
      socket.on('error', () => undefined)
      await new Promise((resolve) => socket.on('close', resolve))
    }
    const [script, , revoked] = open
    await ask(`${journey}/shares/${editor.id}`, { method: 'DELETE', headers: bearer(TOKEN) })
    await revoked?.closed
    script?.send('text')
    await script?.closed
    open[1]?.close()

    // An address as a proxy request has it, and one that is no HTTP at all.
    for (const request of [
      `GET ${base}/enter/${ownerToken}?token=${TOKEN} HTTP/1.1\r\nHost: a\r\n\r\n`,
      `GET /s/${viewer.token}\r\n\r\n`,
    ]) {
      const socket = net.connect(Number(new URL(base).port), '127.0.0.1')
      socket.end(request)
      socket.resume()
      await once(socket, 'close')
    }
  }

  it('has no token, no secret and no cookie in it', () => {
    expect([...secrets].filter(([, secret]) => secret.length < 20)).toEqual([])
    expect(secrets.size).toBe(9)
    const found = [...secrets].filter(([, secret]) => stderr.includes(secret)).map(([name]) => name)
    expect(found).toEqual([])
    expect(stdout.match(/\/enter\//g)).toHaveLength(1)
    expect([...secrets].filter(([name, secret]) => name !== 'owner link' && stdout.includes(secret))).toEqual([])
    // It did talk.
    expect(lines.length).toBeGreaterThan(50)
  })

  it('has one line for each upgrade: whose, from where, to which journey, in which role or why not', () => {
    const { journeyId } = seen
    const upgrades = lines.filter(({ msg }) => msg === 'a connection was let in' || msg === 'an upgrade was refused')
    expect(upgrades.filter(({ role }) => role !== undefined)).toMatchObject(
      ['owner', 'viewer', 'editor', 'owner', 'owner'].map((role) => ({ journeyId, role, address: '127.0.0.1' })),
    )
    const refused = upgrades.filter(({ role }) => role === undefined)
    expect(refused.map(({ reason }) => reason)).toEqual([
      'not-signed-in',
      'not-signed-in',
      'not-signed-in',
      'not-signed-in',
      'bad-origin',
      'journey-not-found',
      'not-found',
    ])
    expect(new Set(upgrades.map(({ connectionId }) => connectionId)).size).toBe(upgrades.length)
  })

  it('tells by the id what became of a connection', () => {
    const idOf = (fitting: Partial<Line>): string | undefined =>
      lines.find((line) => Object.entries(fitting).every(([key, value]) => line[key as keyof Line] === value))
        ?.connectionId
    const editor = idOf({ msg: 'a connection was let in', role: 'editor' })
    expect(editor).toMatch(/^\w{14}$/)
    const sentAway = lines.filter(
      ({ connectionId, msg }) => connectionId === editor && msg !== 'a connection was let in',
    )
    expect(sentAway).toMatchObject([{ msg: 'a connection is sent away', reason: 'not-signed-in' }])
    const malformed = lines.find(({ msg }) => msg === 'a connection sent something that is no message')
    expect(malformed?.connectionId).toBe(idOf({ msg: 'a connection was let in', role: 'owner' }))
  })

  it('has the request’s id in every line of a request; a proxy’s when it is plain', () => {
    expect(seen.failedRequestId).toBe('from-the-proxy-1')
    const failed = lines.filter(({ requestId }) => requestId === 'from-the-proxy-1')
    expect(failed.map(({ msg }) => msg)).toEqual(['request failed', 'answered'])
    expect(seen.unknownRequestId).toMatch(/^\w{14}$/)
    const ofRequests = lines.filter(({ msg }) => msg === 'answered' || msg === 'request failed')
    expect(ofRequests.length).toBeGreaterThan(40)
    expect(ofRequests.filter(({ requestId }) => requestId === undefined)).toEqual([])
  })
})

it.each([
  ['GET /enter/4Yk0N3z_r1-XX4Yk0N3z_r1 failed', 'GET /enter/… failed'],
  ['"url":"https://a.example/s/abcdefghij.klmnopqrst?x=1"', '"url":"https://a.example/s/…?x=1"'],
  ['/api/journeys?x=1&token=abc.d-e&y=2', '/api/journeys?x=1&token=…&y=2'],
  ['{"authorization":"Bearer abc~d+e/f="}', '{"authorization":"Bearer …"}'],
  ['{"cookie":"a=b; waymark_0123abcd=secret; c=d"}', '{"cookie":"a=b; waymark_0123abcd=…; c=d"}'],
  ['connect to postgres://waymark:hunter2@db:5432/waymark', 'connect to postgres://waymark:…@db:5432/waymark'],
  ['redis://:hunter2@cache:6379', 'redis://:…@cache:6379'],
  ['{"err":{"message":"\\"?token=abc\\" is wrong"}}', '{"err":{"message":"\\"?token=…\\" is wrong"}}'],
])('strikes the secret out of %s', (line, clean) => {
  expect(withoutSecrets(line)).toBe(clean)
})

it('leaves a line as it is that holds none', () => {
  const line = '{"level":20,"journeyId":"abc","route":"/s/:token","path":"/home/s/file.ts:3:1","msg":"a @ b: c"}'
  expect(withoutSecrets(line)).toBe(line)
})
