import { spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { DatasetBody } from '#shared/contract/rest/datasets.ts'
import type { SourceItem, SourceMade } from '#shared/contract/rest/sources.ts'
import { temporaryFolder } from '#tests/support/data-temporary-folder.ts'
import { startTestApp } from '#tests/support/http-app.ts'

const TOKEN = 'token-of-the-owner'
const as = { bearer: TOKEN }
const SECRET = 'shared-secret'

interface Answer {
  readonly accepted: number
  readonly duplicates: number
  readonly rejected: number
  readonly error?: { readonly code: string; readonly detail?: string }
}

const track = (id: string, more: object = {}) => ({
  type: 'track',
  event: 'Order Completed',
  userId: 'u1',
  messageId: id,
  timestamp: '2026-03-01T10:00:00Z',
  properties: { plan: 'pro' },
  ...more,
})

async function startWithSource(source: object = { name: 'Website' }) {
  const server = await startTestApp({ token: TOKEN })
  const { body: made } = await server.request<{ id: string }>('/api/datasets', {
    ...as,
    method: 'POST',
    body: { name: 'Live' },
  })
  const sources = `/api/datasets/${made.id}/sources`
  const { body } = await server.request<SourceMade>(sources, { ...as, method: 'POST', body: source })
  const send = (calls: unknown, headers: Record<string, string> = {}) =>
    server.request<Answer>(body.path, { method: 'POST', body: calls, headers })
  const dataset = async () => (await server.request<DatasetBody>(`/api/datasets/${made.id}`, as)).body
  const list = async () => (await server.request<{ sources: SourceItem[] }>(sources, as)).body.sources
  return { server, made: body, datasetId: made.id, sources, send, dataset, list }
}

test('a key is enough to send; the same event counts once, in one request, in two, and through a batch', async () => {
  const { made, send, dataset, list } = await startWithSource()
  expect(made).toMatchObject({
    name: 'Website',
    isSigned: false,
    path: expect.stringMatching(/^\/api\/hooks\/[\w-]{43}$/) as unknown,
  })
  expect((await send(track('1'))).body).toMatchObject({ accepted: 1, duplicates: 0 })
  expect((await send([track('1'), track('2'), track('2')])).body).toMatchObject({
    accepted: 1,
    duplicates: 2,
    rejected: 0,
  })
  expect((await send({ batch: [track('3'), track('1')], sentAt: '2026-03-01T10:00:01Z' })).body).toMatchObject({
    accepted: 1,
    duplicates: 1,
  })
  const again = await send(track('1'))
  expect([again.status, again.body]).toMatchObject([200, { accepted: 0, duplicates: 1 }])
  // Without an id each counts.
  expect(
    (
      await send([
        { case: 'c', event: 'x' },
        { case: 'c', event: 'x' },
      ])
    ).body,
  ).toMatchObject({ accepted: 2 })
  expect(await dataset()).toMatchObject({
    events: 5,
    cases: 2,
    fields: [{ name: 'plan', values: [{ value: 'pro', events: 3 }] }],
  })
  expect(await list()).toMatchObject([{ accepted: 5, duplicates: 4, rejected: 0, rejects: [] }])
})

test('what is refused is counted with its reason, and the good ones of a request are stored', async () => {
  const { send, list, dataset } = await startWithSource()
  const mixed = await send({
    batch: [track('1'), { type: 'track', userId: 'u' }, { type: 'later', userId: 'u' }, { type: 'later', userId: 'u' }],
  })
  expect(mixed.body).toMatchObject({ accepted: 1, rejected: 3 })
  const none = await send({ type: 'later', userId: 'u' })
  expect([none.status, none.body.error]).toMatchObject([
    400,
    { code: 'not-valid', detail: expect.stringContaining('type: not one of') as unknown },
  ])
  expect((await send('{oops')).status).toBe(400)
  expect((await dataset()).events).toBe(1)
  const [source] = await list()
  expect(source).toMatchObject({ accepted: 1, rejected: 5 })
  expect(source?.rejects.map(({ reason, events }) => [reason, events])).toEqual([
    ['type: not one of track, page, screen, identify, group, alias', 3],
    ['event: a track call without the name of what happened', 1],
    ['the body is not JSON', 1],
  ])
})

test('with a secret only what is signed by it over these very bytes is taken; the secret is never told', async () => {
  const { server, made, send, list, sources } = await startWithSource({ name: 'Segment', secret: SECRET })
  const body = JSON.stringify(track('1', { properties: { city: 'Zürich' } }))
  const signed = (text: string, secret = SECRET) => ({
    'x-signature': createHmac('sha1', secret).update(text).digest('hex'),
  })
  for (const headers of [{}, signed(`${body} `), signed(body, 'another'), { 'x-signature': 'zz' }]) {
    const refused = await send(body, headers)
    expect([refused.status, refused.body.error?.code]).toEqual([401, 'signature-not-right'])
  }
  expect((await send(body, signed(body))).body).toMatchObject({ accepted: 1 })
  expect(await list()).toMatchObject([{ isSigned: true, accepted: 1, rejected: 4 }])
  const told = JSON.stringify([made, await server.request(sources, as)])
  expect(told).not.toContain(SECRET)
})

test('two senders that number their events alike do not take each other’s away; a key that was taken back is worth nothing', async () => {
  const { server, send, sources, list, dataset } = await startWithSource()
  const { body: second } = await server.request<SourceMade>(sources, { ...as, method: 'POST', body: { name: 'App' } })
  await send(track('1'))
  const other = await server.request<Answer>(second.path, { method: 'POST', body: track('1') })
  expect(other.body).toMatchObject({ accepted: 1 })
  const [first] = await list()
  expect((await server.request(`${sources}/${first?.id ?? ''}`, { ...as, method: 'DELETE' })).status).toBe(204)
  const refused = await send(track('2'))
  expect([refused.status, refused.body.error?.code]).toEqual([404, 'source-not-found'])
  expect((await server.request<Answer>(second.path, { method: 'POST', body: track('2') })).body.accepted).toBe(1)
  expect(await dataset()).toMatchObject({ events: 3 })
  expect(await list()).toMatchObject([{ name: 'App' }])
})

test('ids are known after a restart; a script’s token has ids of its own', async () => {
  const { server, datasetId, send, made } = await startWithSource()
  await send(track('1'))
  const event = { id: '1', case: 'u1', event: 'Order Completed' }
  const ingest = (test: typeof server) =>
    test.request<Answer>(`/api/ingest/${datasetId}`, { ...as, method: 'POST', body: event })
  expect((await ingest(server)).body).toMatchObject({ accepted: 1, duplicates: 0 })
  await server.close()
  const again = await startTestApp({ token: TOKEN, dataFolder: server.folder })
  expect((await ingest(again)).body).toMatchObject({ accepted: 0, duplicates: 1 })
  const sent = await again.request<Answer>(made.path, { method: 'POST', body: [track('1'), track('2')] })
  expect(sent.body).toMatchObject({ accepted: 1, duplicates: 1 })
})

test('what was answered is there after kill -9, and sending all of it again adds nothing', async () => {
  const folder = await temporaryFolder()
  const first = await startProcess(folder)
  const { id } = (await first.ask<{ id: string }>('/api/datasets', { name: 'Live' })).body
  const { path: hook } = (await first.ask<SourceMade>(`/api/datasets/${id}/sources`, { name: 'Website' })).body
  const batches = Array.from({ length: 40 }, (_, batch) =>
    Array.from({ length: 25 }, (_each, index) => track(`${batch}-${index}`)),
  )
  const answered: Promise<boolean>[] = []
  for (const batch of batches)
    answered.push(
      first.ask<Answer>(hook, { batch }).then(
        ({ status }) => status === 200,
        () => false,
      ),
    )
  // As soon as some were answered, others being on their way.
  await Promise.any(answered.map(async (each) => ((await each) ? true : Promise.reject(new Error('not answered')))))
  process.kill(-first.pid, 'SIGKILL')
  const kept = (await Promise.all(answered)).filter(Boolean).length
  const second = await startProcess(folder)
  const events = async () => (await second.read<DatasetBody>(`/api/datasets/${id}`)).body.events
  expect(kept).toBeGreaterThan(0)
  expect(await events()).toBeGreaterThanOrEqual(kept * 25)
  for (const batch of batches) expect((await second.ask<Answer>(hook, { batch })).status).toBe(200)
  expect(await events()).toBe(1_000)
}, 60_000)

const ROOT = path.resolve(import.meta.dirname, '../..')

interface Heard<Body> {
  readonly status: number
  readonly body: Body
}

/** The whole server as a process that can be killed. */
async function startProcess(folder: string) {
  const child = spawn(path.join(ROOT, 'node_modules/.bin/node'), ['server/main.ts'], {
    cwd: ROOT,
    env: { ...process.env, PORT: '0', WAYMARK_DATA: folder, WAYMARK_TOKEN: TOKEN },
    detached: true,
  })
  const exited = once(child, 'close')
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (said += data.toString()))
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await exited
  })
  await expect.poll(() => said, { timeout: 20_000 }).toMatch(/Open Waymark: /)
  const base = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0] ?? ''
  const send = async <Body>(address: string, init: RequestInit): Promise<Heard<Body>> => {
    const response = await fetch(base + address, init)
    return { status: response.status, body: (await response.json()) as Body }
  }
  const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' }
  return {
    pid: child.pid ?? 0,
    ask: <Body>(address: string, body: unknown): Promise<Heard<Body>> =>
      send<Body>(address, { method: 'POST', headers, body: JSON.stringify(body) }),
    read: <Body>(address: string): Promise<Heard<Body>> => send<Body>(address, { headers }),
  }
}
