import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import * as Y from 'yjs'
import type { PushMessage } from '#shared/contract/socket.ts'
import { type Cluster, type ClusterNode, CLUSTER_TOKEN, startCluster } from '#tests/support/cluster.ts'
import { haveServices } from '#tests/support/services.ts'
import { joinRaw } from '#tests/support/sync-raw-client.ts'

describe.skipIf(!haveServices())('a comment that is written on one node', () => {
  let cluster: Cluster
  let here: ClusterNode
  let there: ClusterNode

  beforeAll(async () => {
    cluster = await startCluster()
    ;[here, there] = cluster.nodes as [ClusterNode, ClusterNode]
  })
  afterAll(() => cluster.close())

  const post = (body: unknown) => ({ method: 'POST', body })

  async function listen(node: ClusterNode, journeyId: string, token: string) {
    const url = `${node.url.replace('http', 'ws')}/sync/${journeyId}?v=1&token=${token}`
    const client = await joinRaw(url, new Y.Doc())
    onTestFinished(() => client.close())
    return () =>
      client.received.flatMap((message) => {
        if (message.kind !== 'push') return []
        const push = message.value as PushMessage
        return push.kind === 'comments' ? push.comments.map(({ text }) => text) : []
      })
  }

  it.each(['answers', 'stopped'] as const)(
    'is heard on the other within seconds while Redis %s',
    async (state) => {
      const { id } = (await here.request<{ id: string }>('/api/journeys', post({ title: 'Shared' }))).body
      const link = async (role: string) =>
        (await here.request<{ id: string; token: string }>(`/api/journeys/${id}/shares`, post({ role }))).body
      const [talking, looking] = [await link('commenter'), await link('viewer')]
      const [heard, overheard] = [await listen(there, id, talking.token), await listen(there, id, looking.token)]
      const trusted = await listen(there, id, CLUSTER_TOKEN)
      if (state === 'stopped') {
        await cluster.redis.stop()
        onTestFinished(() => cluster.redis.restart())
      }
      const say = (text: string) =>
        here.request(`/api/journeys/${id}/threads`, post({ anchor: { kind: 'journey' }, comment: { text } }))
      await say('Hello')
      await expect.poll(() => heard().includes('Hello'), { timeout: 10_000 }).toBe(true)
      // Whose link is revoked hears nothing more, wherever they are.
      await here.request(`/api/journeys/${id}/shares/${talking.id}`, { method: 'DELETE' })
      await say('Among us')
      await expect.poll(() => trusted().includes('Among us'), { timeout: 10_000 }).toBe(true)
      expect(heard()).not.toContain('Among us')
      expect(overheard()).toEqual([])
    },
    60_000,
  )
})
