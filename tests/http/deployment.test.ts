import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import * as Y from 'yjs'
import { SETTINGS } from '#server/config.ts'
import { CLOSE_CODES } from '#shared/contract/close-codes.ts'
import { type Cluster, CLUSTER_TOKEN, type ClusterNode, startCluster } from '#tests/support/cluster.ts'
import { parsePrometheusText, valueOf } from '#tests/support/prometheus-text.ts'
import { PROXIES, type TestProxy } from '#tests/support/proxies.ts'
import { freePort } from '#tests/support/free-port.ts'
import { haveServices } from '#tests/support/services.ts'
import { askState, changeOf, connectRaw, type RawClient, update } from '#tests/support/sync-raw-client.ts'

const ROOT = path.resolve(import.meta.dirname, '../..')
const read = (file: string): Promise<string> => readFile(path.join(ROOT, file), 'utf8')
/** Read by the test command, not by the server. */
const OF_THE_TESTS = 'WAYMARK_SKIP_SERVICES'
const METRICS_TOKEN = 'a-metrics-token-for-all-nodes'

describe('what the documentation says', () => {
  it('names every setting in the README, with its default and its meaning', async () => {
    const rows = (await read('README.md')).split('\n').filter((line) => /^\| `[A-Z_]+`/.test(line))
    const named = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name))
    expect(new Set(named)).toEqual(new Set(SETTINGS))
    expect(named).toHaveLength(SETTINGS.length)
    for (const row of rows)
      expect(
        row
          .split('|')
          .map((cell) => cell.trim())
          .filter(Boolean),
      ).toHaveLength(3)
  })

  it.each(['README.md', 'docs/deployment.md', 'docs/deployment/compose.yaml', 'docs/deployment/Dockerfile'])(
    '%s speaks of no setting that does not exist',
    async (file) => {
      const named = (await read(file)).match(/\b(WAYMARK|DATABASE|REDIS)_[A-Z_]+\b/g) ?? []
      const isSetting = (name: string) => SETTINGS.includes(name) || name === OF_THE_TESTS
      expect([...new Set(named)].filter((name) => !isSetting(name))).toEqual([])
    },
  )

  it('gives both nodes of the compose file all that several nodes need', async () => {
    const compose = await read('docs/deployment/compose.yaml')
    const needed = [
      'DATABASE_URL',
      'REDIS_URL',
      'WAYMARK_SECRET',
      'WAYMARK_URL',
      'WAYMARK_TRUST_PROXY',
      'WAYMARK_NODE_URL',
    ]
    for (const name of needed) expect(compose).toMatch(new RegExp(`^ +${name}: \\S`, 'm'))
    for (const node of ['node-1', 'node-2']) expect(compose).toContain(`WAYMARK_NODE_URL: http://${node}:4400`)
  })
})

describe.each(PROXIES)('the configuration for $name', (kind) => {
  it.skipIf(!kind.isHere())('is taken by it', async () => {
    await kind.check(['http://127.0.0.1:4401', 'http://127.0.0.1:4402'])
  })

  describe.skipIf(!kind.isHere() || !haveServices())('before two nodes', () => {
    let cluster: Cluster
    let proxy: TestProxy
    let base = ''
    beforeAll(async () => {
      const port = await freePort()
      base = `http://127.0.0.1:${String(port)}`
      const env = { WAYMARK_URL: base, WAYMARK_METRICS_TOKEN: METRICS_TOKEN }
      cluster = await startCluster({ env })
      proxy = await kind.start(
        port,
        cluster.nodes.map(({ url }) => url),
      )
    })
    afterAll(async () => {
      await proxy?.close()
      await cluster?.close()
    })

    const journey = async (): Promise<string> => {
      const [node] = cluster.nodes as [ClusterNode]
      return (await node.request<{ id: string }>(`${base}/api/journeys`, { method: 'POST', body: {} })).body.id
    }

    const join = async (id: string, doc = new Y.Doc(), query = ''): Promise<RawClient & { doc: Y.Doc }> => {
      const client = await connectRaw(`${base.replace('http', 'ws')}/sync/${id}?v=1&token=${CLUSTER_TOKEN}${query}`)
      onTestFinished(() => client.socket.terminate())
      client.send(askState(doc))
      Y.applyUpdate(doc, (await client.next('state')).update)
      return { ...client, doc }
    }

    const write = async (client: RawClient & { doc: Y.Doc }, key: string): Promise<void> => {
      client.send(update(changeOf(client.doc, (doc) => doc.getMap('notes').set(key, key))))
      await client.next('saved')
    }

    const hear = async (client: RawClient & { doc: Y.Doc }): Promise<void> =>
      Y.applyUpdate(client.doc, (await client.next('update')).update)

    const connectionsOf = async (node: ClusterNode): Promise<number> => {
      const headers = { authorization: `Bearer ${METRICS_TOKEN}` }
      const { body } = await node.request<string>('/metrics', { headers })
      return valueOf(parsePrometheusText(body), 'waymark_connections')
    }

    it('lets a browser in by the owner link, and its pages write', async () => {
      const [node] = cluster.nodes as [ClusterNode]
      expect(node.ownerLink()).toContain(base)
      const entered = await node.request(node.ownerLink(), { cookie: '' })
      expect(entered.status).toBe(302)
      const cookie = entered.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
      const headers = { origin: base }
      const made = await node.request(`${base}/api/journeys`, { method: 'POST', body: {}, cookie, headers })
      expect(made.status).toBe(201)
      const foreign = { origin: 'https://evil.example' }
      const refused = await node.request(`${base}/api/journeys`, { method: 'POST', body: {}, cookie, headers: foreign })
      expect(refused.status).toBe(403)
    })

    it('brings everyone on a journey to one node, and journeys to both', async () => {
      // So many that chance does not bring all of them to one node.
      const JOURNEYS = 20
      const ids: string[] = []
      for (let index = 0; index < JOURNEYS; index++) ids.push(await journey())
      const before = await Promise.all(cluster.nodes.map(connectionsOf))
      const clients = await Promise.all(ids.flatMap((id) => [join(id), join(id)]))
      const counts = (await Promise.all(cluster.nodes.map(connectionsOf))).map((count, at) => count - (before[at] ?? 0))
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2 * JOURNEYS)
      for (const count of counts) {
        expect(count % 2).toBe(0)
        expect(count).toBeGreaterThan(0)
      }
      const [ann, bea] = clients as [(typeof clients)[0], (typeof clients)[0]]
      await write(ann, 'a')
      await hear(bea)
      expect(bea.doc.getMap('notes').toJSON()).toEqual({ a: 'a' })
    })

    it('tells the node who asks, and nobody can say that they are somebody else', async () => {
      const [node] = cluster.nodes as [ClusterNode]
      const headers = { 'x-forwarded-for': '203.0.113.9', 'x-request-id': 'mine' }
      const { headers: answered } = await node.request(`${base}/api/session`, { headers })
      expect(answered.get('x-request-id')).toMatch(/^[\w-]{32,36}$/)
      const id = await journey()
      await join(id)
      // What a node writes comes through a pipe, and may come after its answer.
      const said = (): string => cluster.nodes.map((each) => each.said()).join('')
      await expect.poll(said).toMatch(new RegExp(`"address":"127.0.0.1","journeyId":"${id}"`))
      expect(said()).not.toContain('203.0.113.9')
    })

    it('shows figures and readiness to nobody outside', async () => {
      for (const address of ['/metrics', '/readyz']) {
        const headers = { authorization: `Bearer ${METRICS_TOKEN}` }
        expect((await fetch(base + address, { headers })).status).toBe(404)
      }
    })

    it('logs no token', async () => {
      const [node] = cluster.nodes as [ClusterNode]
      await fetch(node.ownerLink(), { redirect: 'manual' })
      const links = [
        '/join/',
        '/reset/',
        '/confirm/',
        '/api/invitations/',
        '/api/password-reset/',
        '/api/email-confirmation/',
      ].map((page) => `${page}a-secret.link`)
      for (const link of links) await fetch(base + link)
      await fetch(`${base}/sso?invitation=a-secret.link`, { redirect: 'manual' })
      await fetch(`${base}/api/session?token=${CLUSTER_TOKEN}`)
      // A proxy logs in the order of the answers, and this page is asked for nowhere else.
      await fetch(`${base}/the-last-page`)
      await expect.poll(() => proxy.log()).toContain('/the-last-page')
      const log = await proxy.log()
      expect(log).toContain('/enter/...')
      expect(log).toContain('/api/invitations/...')
      expect(log).not.toContain('a-secret')
      expect(log).not.toContain(CLUSTER_TOKEN)
      expect(log).not.toContain(node.ownerLink().split('/enter/')[1])
    })

    it.each(['SIGTERM', 'SIGKILL'] as const)(
      'brings people to the other node when theirs ends by %s',
      async (signal) => {
        const id = await journey()
        const before = await Promise.all(cluster.nodes.map(connectionsOf))
        const ann = await join(id)
        await write(ann, 'before')
        const after = await Promise.all(cluster.nodes.map(connectionsOf))
        const theirs = cluster.nodes.find((_node, at) => (after[at] ?? 0) > (before[at] ?? 0))
        if (!theirs) throw new Error('no node has the connection')
        theirs.signal(signal)
        const { code } = await ann.closed
        if (signal === 'SIGTERM') {
          expect(code).toBe(CLOSE_CODES['going-away'])
          expect(await theirs.exited()).toBe(0)
        }
        // As a client does it: it tries until it is let in, and finds all that was saved.
        let again: Awaited<ReturnType<typeof join>> | null = null
        await expect
          .poll(async () => (again = await join(id).catch(() => null)) !== null, { timeout: 10_000, interval: 100 })
          .toBe(true)
        const back = again as unknown as Awaited<ReturnType<typeof join>>
        expect(back.doc.getMap('notes').toJSON()).toEqual({ before: 'before' })
        await write(back, 'after')
        expect((await fetch(`${base}/api/session?token=${CLUSTER_TOKEN}`)).status).toBe(200)
        await theirs.exited()
        await theirs.start()
      },
    )
  })
})
