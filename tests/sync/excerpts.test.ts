import { setTimeout as delay } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import type { WebSocket } from 'ws'
import * as Y from 'yjs'
import { excerptOpener } from '#server/journeys/excerpts/open-excerpt.ts'
import { TEMPLATES } from '#server/journeys/templates/templates.ts'
import { readingsShown } from '#server/metrics/readings-shown.ts'
import type { Authorize } from '#server/sync/ports.ts'
import { CLOSE_CODES } from '#shared/contract/close-codes.ts'
import { excerptOf } from '#shared/model/excerpt/excerpt-of.ts'
import { documentFromJson, journeyJsonOf, journeyJsonOfDocument } from '#shared/model/json-form.ts'
import { snapshotOf } from '#shared/model/read-snapshot.ts'
import { createLinkedDoorbells } from '#tests/support/linked-doorbells.ts'
import { connectProvider, type ProviderPeer } from '#tests/support/sync-provider-peer.ts'
import { createRandom } from '#tests/support/sync-random.ts'
import { joinRaw } from '#tests/support/sync-raw-client.ts'
import { JOURNEY, letIn, participantOf, startTestNodes } from '#tests/support/sync-server.ts'

const SECRET = 'Blowfish'
const PATIENCE = { timeout: 15_000, interval: 50 } as const

/** `?lanes=a,b` sees only these. */
const authorize: Authorize = (request) => {
  const lanes = new URL(request.url ?? '', 'ws://server').searchParams.get('lanes')
  const shows = lanes === null ? null : { laneIds: lanes.split(','), numberIds: null }
  return Promise.resolve(letIn({ ...participantOf(request), shows }))
}

/** Two nodes with a journey, whose first lanes are secret. */
async function openScene(limits = {}) {
  const bells = createLinkedDoorbells()
  const openExcerpt = excerptOpener(readingsShown)
  const test = await startTestNodes(bells, { pollMs: 100, ...limits }, { authorize, openExcerpt })
  onTestFinished(() => test.close())
  const json = TEMPLATES['car-repair'].build({ dataset: null })
  await test.store.log.append(JOURNEY, [{ actorId: null, data: Y.encodeStateAsUpdate(documentFromJson(json)) }])
  const [hidden, shown] = [json.lanes.slice(0, 2).map(({ id }) => id), json.lanes.slice(2).map(({ id }) => id)]
  const urlOf = (node: number): string => test.nodes[node]?.url ?? ''
  const lanes = shown.join(',')
  const expected = async () =>
    test.nodes[0]?.sync.read(JOURNEY, (doc) =>
      journeyJsonOf(excerptOf(snapshotOf(doc), { laneIds: shown, numberIds: null }).shown),
    )
  return { bells, test, json, hidden, shown, urlOf, lanes, expected }
}

it('converges with the journey over two nodes and a bad doorbell, without a byte of what is hidden', async () => {
  const { bells, json, hidden, urlOf, lanes, expected } = await openScene()
  Object.assign(bells.faults, { drop: 0.2, repeat: 0.2, delay: 0.3 })
  const random = createRandom(20_261_128)
  const heard: Buffer[] = []
  const listen = ({ provider }: ProviderPeer): void => {
    const hear = (): void => {
      ;(provider.ws as unknown as WebSocket | null)?.addEventListener('message', ({ data }) => {
        heard.push(Buffer.from(data as ArrayBuffer))
      })
    }
    hear()
    provider.on('status', ({ status }) => void (status === 'connected' && hear()))
  }
  const editors = [await connectProvider(urlOf(0), JOURNEY), await connectProvider(urlOf(1), JOURNEY)]
  const readers: ProviderPeer[] = []
  for (const node of [0, 1, 1]) readers.push(await connectProvider(urlOf(node), JOURNEY, { role: 'viewer', lanes }))
  onTestFinished(() => [...editors, ...readers].forEach((peer) => peer.close()))
  readers.forEach(listen)

  for (let round = 0; round < 200; round++) {
    const { doc } = random.pick(editors)
    const [, card] = random.pick([...doc.getMap<Y.Map<unknown>>('cards').entries()])
    const place = card.get('place') as { kind: string; laneId?: string }
    const isHidden = place.laneId !== undefined && hidden.includes(place.laneId as never)
    const title = card.get('title') as Y.Text
    doc.transact(() => {
      if (random.next() < 0.6) title.insert(0, isHidden ? `${SECRET} ` : 'x')
      // Never back: somebody may be typing a secret into it at this moment on the other node.
      else if (place.kind === 'cell') card.set('place', { ...place, laneId: random.pick(hidden) })
    })
    // A reader loses its connection, and goes on from what it has.
    if (round % 50 === 25) (readers[round % 3]?.provider.ws as WebSocket | null | undefined)?.terminate()
    if (round % 20 === 0) await delay(20)
  }
  await bells.quiet()
  const wanted = await expected()
  expect(wanted?.lanes).toHaveLength(json.lanes.length - 2)
  const contents = () => readers.map(({ doc }) => journeyJsonOfDocument(doc))
  // All are looked at anew each time: whoever edits may still be on the way to the log.
  const differing = async () => {
    const now = JSON.stringify(await expected())
    return contents().filter((content) => JSON.stringify(content) !== now).length
  }
  await expect.poll(differing, PATIENCE).toBe(0)
  expect(heard.length).toBeGreaterThan(5)
  expect(Buffer.concat(heard).includes(SECRET)).toBe(false)
  for (const { doc } of readers) expect(Buffer.from(Y.encodeStateAsUpdate(doc)).includes(SECRET)).toBe(false)
  expect(JSON.stringify(journeyJsonOfDocument(editors[0]?.doc ?? new Y.Doc()))).toContain(SECRET)
}, 60_000)

it('is one document for all who see the same, and another on the other node', async () => {
  const { urlOf, lanes, shown } = await openScene()
  const join = (node: number, seen: string, doc?: Y.Doc) =>
    joinRaw(`${urlOf(node)}/${JOURNEY}?v=1&role=viewer&lanes=${seen}`, doc)
  const generationOf = async (client: Awaited<ReturnType<typeof join>>) =>
    ((await client.next('hello')).value as { excerpt: number }).excerpt
  const [ann, bob] = [await join(0, lanes), await join(0, shown.toReversed().join(','))]
  const cy = await join(0, shown.slice(1).join(','))
  const di = await join(1, lanes)
  onTestFinished(() => [ann, bob, cy, di].forEach((client) => client.close()))
  const generations = await Promise.all([ann, bob, cy, di].map(generationOf))
  expect(generations[0]).toBe(generations[1])
  expect(new Set(generations).size).toBe(3)
  // What ann has is of no use on the other node, which says so instead of mixing the two.
  const there = join(1, lanes, ann.doc).catch((error: Error) => error.message)
  expect(await there).toContain(String(CLOSE_CODES['copy-outdated']))
  // With an empty copy she gets the same.
  const again = await join(1, lanes)
  onTestFinished(() => again.close())
  expect(journeyJsonOfDocument(again.doc)).toEqual(journeyJsonOfDocument(ann.doc))
})

it('is forgotten when nobody has read it for a while', async () => {
  const { urlOf, lanes } = await openScene({ idleRoomMs: 100, sweepMs: 20 })
  const editor = await connectProvider(urlOf(0), JOURNEY)
  onTestFinished(() => editor.close())
  const url = `${urlOf(0)}/${JOURNEY}?v=1&role=viewer&lanes=${lanes}`
  const generationOf = async () => {
    const client = await joinRaw(url)
    client.close()
    await client.closed
    return ((await client.next('hello')).value as { excerpt: number }).excerpt
  }
  const first = await generationOf()
  await expect.poll(generationOf, { ...PATIENCE, interval: 300 }).not.toBe(first)
})

it('is nobody’s who may edit, and nobody’s where no parts can be made', async () => {
  const { urlOf, lanes } = await openScene()
  await expect(joinRaw(`${urlOf(0)}/${JOURNEY}?role=editor&lanes=${lanes}`)).rejects.toThrow('403')
  const test = await startTestNodes(createLinkedDoorbells(), {}, { authorize })
  onTestFinished(() => test.close())
  await expect(joinRaw(`${test.nodes[0]?.url}/${JOURNEY}?role=viewer&lanes=${lanes}`)).rejects.toThrow('403')
})
