import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createNoDoorbell } from '#server/cluster/no-doorbell.ts'
import { createReadiness } from '#server/http/readiness.ts'
import { type Cluster, type ClusterNode, startCluster } from '#tests/support/cluster.ts'
import { temporaryFolder } from '#tests/support/data-temporary-folder.ts'
import { startTestApp } from '#tests/support/http-app.ts'
import { parsePrometheusText, valueOf } from '#tests/support/prometheus-text.ts'
import { haveServices } from '#tests/support/services.ts'

interface Readiness {
  readonly status: string
  readonly store: string
  readonly doorbell: string
}

/** A folder with a web app in it. */
async function builtApp(): Promise<string> {
  const folder = await temporaryFolder()
  await writeFile(path.join(folder, 'index.html'), '<!doctype html><title>The app</title>')
  return folder
}

const READY = { status: 'ready', store: 'ok', doorbell: 'ok', app: 'ok', draining: false }

describe('a node', () => {
  it('is alive, and ready once it has all that it needs', async () => {
    const test = await startTestApp({ appFolder: await builtApp() })
    expect(await test.request('/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } })
    const ready = await test.request('/readyz')
    expect(ready).toMatchObject({ status: 200, body: READY })
    expect(ready.body).toEqual(READY)
    expect(ready.headers.get('cache-control')).toBe('no-store')
  })

  it('is alive but not ready without the web app, and says so', async () => {
    const test = await startTestApp({ appFolder: await temporaryFolder() })
    expect((await test.request('/healthz')).status).toBe(200)
    expect(await test.request('/readyz')).toMatchObject({
      status: 503,
      body: { status: 'not-ready', app: 'missing', store: 'ok' },
    })
  })
})

describe('readiness', () => {
  const needs = async (checkStore: () => Promise<void>) => ({
    checkStore,
    doorbell: createNoDoorbell(),
    appFolder: await builtApp(),
  })

  it('goes with the store, which is asked once a second however many ask', async () => {
    let asked = 0
    let isAway = true
    const checkStore = (): Promise<void> => {
      asked++
      return isAway ? Promise.reject(new Error('away')) : Promise.resolve()
    }
    const readiness = createReadiness(await needs(checkStore))
    const reports = await Promise.all(Array.from({ length: 50 }, () => readiness.report()))
    expect(reports.at(-1)).toMatchObject({ isReady: false, store: 'away' })
    expect(asked).toBe(1)
    isAway = false
    expect((await readiness.report()).isReady).toBe(false)
    await expect.poll(async () => (await readiness.report()).isReady, { timeout: 3_000 }).toBe(true)
    expect(asked).toBe(2)
  })

  it('does not wait for a store that hangs, and does not ask it again and again', async () => {
    let asked = 0
    const checkStore = (): Promise<void> => {
      asked++
      return new Promise(() => undefined)
    }
    const readiness = createReadiness(await needs(checkStore))
    const startedAt = performance.now()
    const reports = [readiness.report()]
    const asking = setInterval(() => reports.push(readiness.report()), 100)
    expect(await reports[0]).toMatchObject({ isReady: false, store: 'away' })
    clearInterval(asking)
    await Promise.all(reports)
    expect(performance.now() - startedAt).toBeLessThan(2_700)
    expect(asked).toBe(1)
  })

  it('does not end with the doorbell: the log is the truth', async () => {
    const doorbell = { isConnected: () => false }
    const readiness = createReadiness({ ...(await needs(() => Promise.resolve())), doorbell })
    expect(await readiness.report()).toMatchObject({ isReady: true, doorbell: 'away' })
  })

  it('ends when the node is about to stop', async () => {
    const readiness = createReadiness(await needs(() => Promise.resolve()))
    expect((await readiness.report()).isReady).toBe(true)
    readiness.drain()
    expect(await readiness.report()).toMatchObject({ isReady: false, store: 'ok', draining: true })
  })
})

describe.skipIf(!haveServices())('a node whose services go away', () => {
  let cluster: Cluster
  beforeAll(async () => {
    cluster = await startCluster({ nodes: 1 })
  })
  afterAll(() => cluster?.close())

  const node = (): ClusterNode => cluster.nodes[0] as ClusterNode
  const ready = async () => (await node().request<Readiness>('/readyz')).body
  const alive = async () => (await node().request('/healthz')).status
  const figure = async (name: string) =>
    valueOf(parsePrometheusText((await node().request<string>('/metrics')).body), name)

  it('stays ready without Redis, and tells of it', async () => {
    await expect.poll(ready).toMatchObject({ store: 'ok', doorbell: 'ok' })
    const before = await node().request('/readyz')
    await cluster.redis.stop()
    await expect.poll(ready).toMatchObject({ store: 'ok', doorbell: 'away' })
    expect((await node().request('/readyz')).status).toBe(before.status)
    expect(await figure('waymark_doorbell_connected')).toBe(0)
    await cluster.redis.start()
    await expect.poll(ready, { timeout: 10_000 }).toMatchObject({ store: 'ok', doorbell: 'ok' })
    expect(await figure('waymark_doorbell_connected')).toBe(1)
  })

  it.each([
    ['stops', () => cluster.postgres.stop('immediate'), () => cluster.postgres.start()],
    ['hangs', async () => cluster.postgres.pause(), async () => cluster.postgres.resume()],
  ])('is alive but not ready while PostgreSQL %s, and ready again after', async (_how, goAway, comeBack) => {
    await expect.poll(ready, { timeout: 10_000 }).toMatchObject({ store: 'ok' })
    await goAway()
    try {
      await expect.poll(ready, { timeout: 10_000 }).toMatchObject({ status: 'not-ready', store: 'away' })
      expect((await node().request('/readyz')).status).toBe(503)
      const startedAt = performance.now()
      expect(await alive()).toBe(200)
      expect(performance.now() - startedAt).toBeLessThan(1_000)
    } finally {
      await comeBack()
    }
    await expect.poll(ready, { timeout: 20_000 }).toMatchObject({ store: 'ok' })
  })
})
