import { once } from 'node:events'
import http, { type IncomingMessage } from 'node:http'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import * as Y from 'yjs'
import { type ClusterNode, CLUSTER_TOKEN, createNode } from '#tests/support/cluster.ts'
import { temporaryFolder } from '#tests/support/data-temporary-folder.ts'
import { startPostgres, type TestPostgres } from '#tests/support/postgres.ts'
import { haveServices } from '#tests/support/services.ts'
import { changeOf, joinRaw, update } from '#tests/support/sync-raw-client.ts'

const headers = { authorization: `Bearer ${CLUSTER_TOKEN}` }

async function startNode(env: Readonly<Record<string, string>> = {}): Promise<ClusterNode> {
  const node = await createNode({ WAYMARK_DATA: await temporaryFolder(), ...env })
  onTestFinished(() => node.kill())
  await node.start()
  return node
}

/** Tells the node to stop; its exit code and how long it took. */
async function stop(node: ClusterNode): Promise<{ code: number | null; tookMs: number }> {
  const toldAt = performance.now()
  node.signal('SIGTERM')
  return { code: await node.exited(), tookMs: performance.now() - toldAt }
}

async function openJourney(node: ClusterNode) {
  const { body } = await node.request<{ id: string }>('/api/journeys', { method: 'POST', body: { title: 'Drained' } })
  return joinRaw(`${node.url.replace('http', 'ws')}/sync/${body.id}?v=1`, new Y.Doc(), headers)
}

it('a request under way finishes, and nobody else is let in, when the server is told to stop', async () => {
  const node = await startNode()
  const boundary = 'xxxx'
  const upload = http.request(`${node.url}/api/datasets`, {
    method: 'POST',
    headers: { ...headers, 'content-type': `multipart/form-data; boundary=${boundary}` },
  })
  const answered = once(upload, 'response')
  upload.write(
    `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\ncase,time,event\r\n`,
  )
  const client = await openJourney(node)
  const stopped = stop(node)
  // Everyone is sent away to come back later, at once and not when the upload has ended.
  expect((await client.closed).code).toBe(1012)
  await expect(fetch(`${node.url}/healthz`)).rejects.toThrow('fetch failed')
  upload.end(`1,2026-01-01,visit\r\n--${boundary}--\r\n`)
  const [answer] = (await answered) as [IncomingMessage]
  expect(answer.statusCode).toBe(202)
  answer.resume()
  expect(await stopped).toMatchObject({ code: 0 })

  await node.start()
  expect((await node.request('/api/datasets')).body).toMatchObject({ datasets: [{ name: 'a' }] })
})

it('a request that does not end is cut off in time', async () => {
  const node = await startNode()
  const endless = http.request(`${node.url}/api/datasets`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json', 'content-length': 100 },
  })
  const cut = once(endless, 'error')
  endless.write('{"name":')
  // The server has read what was sent so far.
  expect((await node.request('/api/datasets')).status).toBe(200)
  const { code, tookMs } = await stop(node)
  expect(code).toBe(0)
  expect(tookMs).toBeLessThan(10_000)
  await cut
})

describe.skipIf(!haveServices('postgresql'))('with PostgreSQL', () => {
  let postgres: TestPostgres
  beforeAll(async () => {
    postgres = await startPostgres()
  })
  afterAll(() => postgres.close())

  it('the server stops within ten seconds although the database does not answer', async () => {
    const node = await startNode({ DATABASE_URL: await postgres.createDatabase() })
    const client = await openJourney(node)
    postgres.pause()
    onTestFinished(() => postgres.resume())
    client.send(update(changeOf(client.doc, (doc) => doc.getMap('anything').set('key', 'value'))))
    await expect
      .poll(() => client.received, { timeout: 20_000 })
      .toContainEqual({ kind: 'push', value: { kind: 'storage', state: 'waiting' } })
    const { code, tookMs } = await stop(node)
    expect(tookMs).toBeLessThan(10_000)
    expect(code).toBe(0)
    expect(client.count('saved')).toBe(0)
  })
})
