import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import * as Y from 'yjs'
import type { DatasetBody, JobBody } from '#shared/contract/rest/datasets.ts'
import type { JourneyReadings } from '#shared/metrics/reading.ts'
import { type Cluster, type ClusterNode, CLUSTER_TOKEN, createNode, startCluster } from '#tests/support/cluster.ts'
import { temporaryFolder } from '#tests/support/data-temporary-folder.ts'
import { haveServices } from '#tests/support/services.ts'
import { changeOf, connectRaw, joinRaw, update } from '#tests/support/sync-raw-client.ts'

/** Two whole servers over one PostgreSQL and one Redis, each a process of its own. */

const isHere = haveServices()
const CSV = `customer_id,timestamp,event\n${Array.from(
  { length: 500 },
  (_, index) => `c${String(index)},2026-01-0${String(1 + (index % 9))}T10:00:00Z,${index % 2 === 0 ? 'visit' : 'buy'}`,
).join('\n')}\n`

async function jobDone(node: ClusterNode, id: string): Promise<void> {
  await expect
    .poll(async () => (await node.request<JobBody>(`/api/jobs/${id}`)).body, { timeout: 30_000 })
    .toMatchObject({ state: 'done', error: null })
}

async function importCsv(node: ClusterNode, text: string): Promise<string> {
  const form = new FormData()
  form.append('file', new Blob([text]), 'visits.csv')
  const uploaded = await node.request<{ id: string; job: string }>('/api/datasets', { method: 'POST', body: form })
  expect(uploaded).toMatchObject({ status: 202 })
  await jobDone(node, uploaded.body.job)
  const mapping = { case: 'customer_id', timestamp: 'timestamp', event: 'event' }
  const mapped = await node.request<{ job: string }>(`/api/datasets/${uploaded.body.id}/mapping`, {
    method: 'POST',
    body: mapping,
  })
  expect(mapped).toMatchObject({ status: 202 })
  await jobDone(node, mapped.body.job)
  return uploaded.body.id
}

const make = async (node: ClusterNode, wish: object): Promise<{ status: number; id: string }> => {
  const { status, body } = await node.request<{ id: string }>('/api/journeys', { method: 'POST', body: wish })
  return { status, id: body.id }
}

describe.skipIf(!isHere)('two nodes with one data folder', () => {
  let cluster: Cluster
  beforeAll(async () => {
    cluster = await startCluster()
  })
  afterAll(() => cluster.close())

  it('let in by the other one’s owner link, and know its session', async () => {
    const [a, b] = cluster.nodes as [ClusterNode, ClusterNode]
    const link = new URL(a.ownerLink())
    const entered = await b.request(link.pathname, { cookie: '' })
    expect(entered.status).toBe(302)
    const cookie = entered.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
    for (const node of [a, b]) {
      expect((await node.request('/api/session', { cookie })).body).toMatchObject({ kind: 'person' })
    }
    // The link of a node that started later does not end those of the others.
    expect((await a.request(link.pathname, { cookie: '' })).status).toBe(302)
    await a.request('/api/session', { method: 'DELETE', cookie, headers: { origin: a.url } })
    expect((await b.request('/api/session', { cookie })).status).toBe(401)
  })

  it('open the shares that the other one made, and close them together', async () => {
    const [a, b] = cluster.nodes as [ClusterNode, ClusterNode]
    const { id } = await make(a, { title: 'Shared' })
    const shares = `/api/journeys/${id}/shares`
    const { body: share } = await a.request<{ id: string; token: string }>(shares, {
      method: 'POST',
      body: { role: 'viewer' },
    })
    const opened = await b.request(`/api/links/${share.token}/enter`, { method: 'POST', body: {}, cookie: '' })
    expect(opened.body).toEqual({ address: `/view/${id}` })
    const cookie = opened.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
    expect((await a.request(`/api/journeys/${id}`, { cookie })).status).toBe(200)

    const viewer = await connectRaw(`${b.url.replace('http', 'ws')}/sync/${id}?v=1`, { cookie })
    await viewer.next('hello')
    const revokedAt = performance.now()
    await a.request(`${shares}/${share.id}`, { method: 'DELETE' })
    expect((await viewer.closed).code).toBe(4401)
    expect(performance.now() - revokedAt).toBeLessThan(1_000)
    expect((await b.request(`/api/journeys/${id}`, { cookie })).status).toBe(401)
  })

  it('take a file, live events and questions on either of them', async () => {
    const { home, others } = await cluster.dataNode()
    const other = others[0] as ClusterNode
    const id = await importCsv(other, CSV)
    const here = await home.request<DatasetBody>(`/api/datasets/${id}`)
    expect(here.body).toMatchObject({ state: 'ready', events: 500 })
    expect((await other.request(`/api/datasets/${id}`)).body).toEqual(here.body)

    const more = await other.request(`/api/ingest/${id}`, { method: 'POST', body: { case: 'x', event: 'visit' } })
    expect(more).toMatchObject({ status: 200, body: { accepted: 1 } })
    const rejects = await other.request(`/api/datasets/${id}/rejects?format=csv`)
    expect(rejects.headers.get('content-type')).toContain('text/csv')
    expect(await other.request('/api/datasets/none')).toMatchObject({
      status: 404,
      body: { error: { code: 'dataset-not-found' } },
    })
    expect((await other.request('/api/datasets', { cookie: 'x=1' })).status).toBe(401)
    // A browser's request is judged by the address that the browser knows, wherever it ends up.
    const entered = await other.request(new URL(other.ownerLink()).pathname, { cookie: '' })
    const cookie = entered.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
    const create = (origin: string) =>
      other.request('/api/datasets', { method: 'POST', body: { name: 'Browser' }, cookie, headers: { origin } })
    expect((await create(other.url)).status).toBe(201)
    expect((await create(home.url)).status).toBe(403)
    // What was passed on once is not passed on again.
    const again = await other.request('/api/datasets', { headers: { 'x-waymark-forwarded-by': 'another' } })
    expect(again).toMatchObject({ status: 503, body: { error: { code: 'engine-busy' } } })
  })

  it('show the same readings, and push them to whoever is connected to the other one', async () => {
    const { home, others } = await cluster.dataNode()
    const other = others[0] as ClusterNode
    const { status, id } = await make(other, { template: 'card-fraud' })
    expect(status).toBe(201)
    const [here, there] = await Promise.all(
      [home, other].map((node) => node.request<JourneyReadings>(`/api/journeys/${id}/readings`)),
    )
    expect(there?.body.elements).toEqual(here?.body.elements)
    const datasetId = here?.body.datasets[0]?.datasetId ?? ''
    expect(here?.body.datasets).toMatchObject([{ cases: 137_000 }])

    const headers = { authorization: `Bearer ${CLUSTER_TOKEN}` }
    const watcher = await connectRaw(`${other.url.replace('http', 'ws')}/sync/${id}?v=1`, headers)
    const lastPush = () =>
      watcher.received.flatMap((message) => (message.kind === 'push' ? [message.value] : [])).at(-1) as {
        readonly readings?: JourneyReadings
      }
    await expect
      .poll(lastPush, { timeout: 15_000 })
      .toMatchObject({ kind: 'readings', readings: { datasets: [{ cases: 137_000 }] } })
    await other.request(`/api/ingest/${datasetId}`, { method: 'POST', body: { case: 'new', event: 'anything' } })
    await expect.poll(lastPush, { timeout: 15_000 }).toMatchObject({ readings: { datasets: [{ cases: 137_001 }] } })
    watcher.close()
  })

  it('go on without the one that had the datasets: the other one takes them over', async () => {
    const { home, others } = await cluster.dataNode()
    const other = others[0] as ClusterNode
    const id = await importCsv(home, CSV)
    await home.kill()
    const dataset = async () => (await other.request<DatasetBody>(`/api/datasets/${id}`)).body
    await expect.poll(dataset, { timeout: 30_000 }).toMatchObject({ id, events: 500 })
    expect((await cluster.dataNode()).home).toBe(other)

    await home.start()
    const back = await home.request<DatasetBody>(`/api/datasets/${id}`)
    expect(back.body).toMatchObject({ id, events: 500 })
  })

  it('hand the datasets over when the one that has them is told to stop', async () => {
    const { home, others } = await cluster.dataNode()
    const other = others[0] as ClusterNode
    const before = (await home.request<{ datasets: unknown[] }>('/api/datasets')).body.datasets.length
    home.signal('SIGTERM')
    expect(await home.exited()).toBe(0)
    const count = async () => (await other.request<{ datasets?: unknown[] }>('/api/datasets')).body.datasets?.length
    await expect.poll(count, { timeout: 30_000 }).toBe(before)
    await home.start()
  })

  it('step down when they are cut off from PostgreSQL, and somebody has the datasets again', async () => {
    const { home } = await cluster.dataNode()
    const { body } = await home.request<{ datasets: unknown[] }>('/api/datasets')
    await cluster.postgres.cutConnections(cluster.databaseUrl)
    await expect.poll(() => home.said(), { timeout: 15_000 }).toContain('this node has given the datasets back')
    for (const node of cluster.nodes) {
      await expect
        .poll(async () => (await node.request('/api/datasets')).body, { timeout: 30_000 })
        .toEqual({ datasets: body.datasets })
    }
  })
})

describe.skipIf(!isHere)('two nodes without Redis', () => {
  it('see each other’s changes a little later', async () => {
    const cluster = await startCluster({ env: { REDIS_URL: '' } })
    onTestFinished(() => cluster.close())
    const [a, b] = cluster.nodes as [ClusterNode, ClusterNode]
    const { id } = await make(a, { title: 'Polled' })
    const headers = { authorization: `Bearer ${CLUSTER_TOKEN}` }
    const open = (node: ClusterNode) =>
      joinRaw(`${node.url.replace('http', 'ws')}/sync/${id}?v=1`, new Y.Doc(), headers)
    const [one, other] = [await open(a), await open(b)]
    const change = changeOf(one.doc, (doc) => doc.getMap('anything').set('key', 'value'))
    one.send(update(change))
    await one.next('saved')
    Y.applyUpdate(other.doc, (await other.next('update')).update)
    expect(other.doc.getMap('anything').get('key')).toBe('value')
    expect((await b.request<{ doorbell: string }>('/readyz')).body).toMatchObject({ doorbell: 'away' })
  }, 120_000)
})

describe.skipIf(!isHere)('two nodes with data folders of their own', () => {
  let cluster: Cluster
  beforeAll(async () => {
    cluster = await startCluster({ folders: 'separate' })
  })
  afterAll(() => cluster.close())

  it('leave the datasets where they are, and say so while that node is away', async () => {
    const { home, others } = await cluster.dataNode()
    const other = others[0] as ClusterNode
    expect(home).toBe(cluster.nodes[0])
    const id = await importCsv(other, CSV)
    await home.kill()
    const away = { status: 503, body: { error: { code: 'engine-busy' } } }
    // For longer than it takes to take over where that is right: that nothing happens cannot be waited for otherwise.
    const since = performance.now()
    while (performance.now() - since < 5_000) {
      await delay(100)
      const answer = await other.request(`/api/datasets/${id}`)
      expect(answer).toMatchObject(away)
      expect(answer.headers.get('retry-after')).not.toBeNull()
    }
    expect(other.said()).toContain('the datasets lie in the data folder of another node')
    expect(await make(other, { template: 'card-fraud' })).toMatchObject({ status: 503 })
    // What needs no data goes on.
    expect(await make(other, { title: 'Blank' })).toMatchObject({ status: 201 })

    await home.start()
    await expect
      .poll(async () => (await other.request<DatasetBody>(`/api/datasets/${id}`)).body, { timeout: 30_000 })
      .toMatchObject({ events: 500 })
  })

  it('do not start with another secret', async () => {
    const stranger = await createNode({
      WAYMARK_DATA: await temporaryFolder(),
      DATABASE_URL: cluster.databaseUrl,
      REDIS_URL: cluster.redis.url,
      WAYMARK_SECRET: 'another secret, long enough to be one',
    })
    await expect(stranger.start()).rejects.toThrow('Set WAYMARK_SECRET to the same')
    expect(await stranger.exited()).toBe(1)
    expect(stranger.said()).not.toContain('    at ')
  })
})
