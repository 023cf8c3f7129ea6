import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { UpdateLog } from '#server/storage/ports.ts'
import { buildDocument } from '#server/journeys/build-document.ts'
import { changeOf, joinRaw, update } from '#tests/support/sync-raw-client.ts'
import { JOURNEY, startTestSync, type TestSync } from '#tests/support/sync-server.ts'

let server: TestSync
afterEach(() => server.close())

const at = (as: string) => `${server.url}/${JOURNEY}?as=${as}`

it('a snapshot never holds more than the log: other nodes would not hear of it should this one die', async () => {
  const ahead: string[] = []
  const folded: number[] = []
  const checking = (log: UpdateLog): UpdateLog => ({
    ...log,
    async append(...change) {
      await delay(5)
      return log.append(...change)
    },
    async compact(...order) {
      const [journeyId, seq, state] = order
      folded.push(seq)
      const logged = stateVectorOf(buildDocument(await log.load(journeyId)))
      const snapshot = new Y.Doc()
      Y.applyUpdate(snapshot, state)
      for (const [client, clock] of stateVectorOf(snapshot)) {
        if (clock > (logged.get(client) ?? 0)) ahead.push(`${client}: ${clock} > ${logged.get(client) ?? 0}`)
      }
      await log.compact(...order)
    },
  })
  // Below half a megabyte it is folded here, above in a thread.
  server = await startTestSync({ wrapLog: checking, limits: { foldInPauseMs: 0 } })
  const ann = await joinRaw(`${at('ann')}&v=1`)
  let sent = 0
  while (folded.length < 3) {
    const card = `card-${sent++}`
    ann.send(update(changeOf(ann.doc, (doc) => doc.getMap('cards').set(card, 'x'.repeat(4_000)))))
    if (sent % 10 === 0) await delay(1)
  }
  expect(ahead).toEqual([])
})

it('whoever is told that they are synced has all of it, snapshot and what came after', async () => {
  server = await startTestSync()
  const cards = (keys: readonly string[]) =>
    changeOf(new Y.Doc(), (doc) => {
      for (const key of keys) doc.getMap('cards').set(key, true)
    })
  await server.store.log.append(JOURNEY, [{ data: cards(['in the snapshot']), actorId: null }])
  await server.store.log.compact(JOURNEY, 1, cards(['in the snapshot']))
  await server.store.log.append(JOURNEY, [{ data: cards(['after it']), actorId: null }])
  // Up to the message at which providers call themselves synced.
  const { doc } = await joinRaw(at('ann'))
  expect([...doc.getMap('cards').keys()].sort()).toEqual(['after it', 'in the snapshot'])
})

const stateVectorOf = (doc: Y.Doc): Map<number, number> => Y.decodeStateVector(Y.encodeStateVector(doc))
