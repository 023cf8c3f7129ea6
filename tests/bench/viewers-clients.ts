import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { MESSAGE } from '#shared/contract/socket.ts'
import { BENCH_TOKEN } from './bench-server.ts'

/**
 * A process of its own with everybody of the viewers bench, so that all share one clock. Viewers are sockets that keep what they are told and apply it after
 * the measurement: a thousand documents in one process would measure this process. Arguments: server address, journey, share, its
 * token, few viewers, many. Prints one line of JSON.
 */
const EDITORS = 5
const EDIT_EVERY_MS = 500
const WARM_UP_MS = 2_000
const WINDOW_MS = 15_000
const ARRIVE_WITHIN_MS = 10_000
const OPEN_AT_ONCE = 50
const SYNC_STEP_1 = 0

const [url = '', journeyId = '', shareId = '', shareToken = '', few = '10', many = '1000'] = process.argv.slice(2)

interface Client {
  readonly socket: WebSocket
  /** Everything about the document, with when it came. */
  readonly heard: { readonly at: number; readonly update: Uint8Array }[]
}

async function connect(token: string): Promise<Client> {
  const query = new URLSearchParams({ token, v: '1' })
  const socket = new WebSocket(`${url.replace('http', 'ws')}/sync/${journeyId}?${query}`)
  const heard: Client['heard'][number][] = []
  const synced = new Promise<void>((resolve) => {
    socket.on('message', (data: Buffer) => {
      const at = performance.now()
      const decoder = decoding.createDecoder(new Uint8Array(data))
      if (decoding.readVarUint(decoder) !== MESSAGE.sync) return
      const kind = decoding.readVarUint(decoder)
      if (kind === SYNC_STEP_1) return
      heard.push({ at, update: decoding.readVarUint8Array(decoder) })
      resolve()
    })
  })
  const refused = once(socket, 'close').then(([code]) => {
    throw new Error(`A socket was closed with ${code} before it had the journey.`)
  })
  refused.catch(() => undefined)
  await once(socket, 'open')
  socket.send(syncFrame(SYNC_STEP_1, Y.encodeStateVector(new Y.Doc())))
  await Promise.race([synced, refused])
  return { socket, heard }
}

const syncFrame = (kind: number, payload: Uint8Array): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.sync)
    encoding.writeVarUint(encoder, kind)
    encoding.writeVarUint8Array(encoder, payload)
  })

async function connectAll(count: number, token: string): Promise<Client[]> {
  const clients: Client[] = []
  while (clients.length < count) {
    const slice = Math.min(OPEN_AT_ONCE, count - clients.length)
    clients.push(...(await Promise.all(Array.from({ length: slice }, () => connect(token)))))
  }
  return clients
}

const stateOf = ({ heard }: Client): Y.Doc => {
  const doc = new Y.Doc()
  for (const { update } of heard) Y.applyUpdate(doc, update)
  return doc
}

/** Which edits an update holds: their numbers stand in the place of the writer's card. */
function editsIn(update: Uint8Array): string[] {
  return Y.decodeUpdate(update).structs.flatMap((struct) => {
    if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentAny)) return []
    return struct.content.arr.flatMap((value: unknown) => {
      const { x, y } = (value ?? {}) as { readonly x?: number; readonly y?: number }
      return typeof x === 'number' && typeof y === 'number' ? [`${y}:${x}`] : []
    })
  })
}

async function phase(viewerCount: number, from: number) {
  const viewers = await connectAll(viewerCount, shareToken)
  const editors = await connectAll(EDITORS, BENCH_TOKEN)
  const sentAt = new Map<string, number>()
  const beginning = performance.now()

  async function write(editor: Client, writer: number): Promise<void> {
    const doc = stateOf(editor)
    let change: Uint8Array = new Uint8Array()
    doc.on('update', (update: Uint8Array) => (change = update))
    const card = doc.getMap<Y.Map<unknown>>('cards').get(`card${writer}`)
    if (card === undefined) throw new Error(`The journey has no card${writer}.`)
    await wait((writer * EDIT_EVERY_MS) / EDITORS)
    const end = performance.now() + WARM_UP_MS + WINDOW_MS
    for (let edit = from; performance.now() < end; edit++) {
      card.set('place', { kind: 'free', x: edit, y: writer, width: 220, height: 140 })
      if (performance.now() - beginning > WARM_UP_MS) sentAt.set(`${writer}:${edit}`, performance.now())
      editor.socket.send(syncFrame(2, change))
      await wait(EDIT_EVERY_MS)
    }
  }
  await Promise.all(editors.map((editor, writer) => write(editor, writer)))

  /** Of every edit that this client had to hear of, how long that took; a merged update counts for all that it holds. */
  const latenciesOf = ({ heard }: Client, own: string | null): number[] => {
    const seen = new Set<string>()
    return heard.flatMap(({ at, update }) =>
      at < beginning
        ? []
        : editsIn(update).flatMap((edit) => {
            const sent = sentAt.get(edit)
            if (sent === undefined || seen.has(edit) || (own !== null && edit.startsWith(own))) return []
            seen.add(edit)
            return [at - sent]
          }),
    )
  }
  const expected = sentAt.size * viewerCount
  const deadline = performance.now() + ARRIVE_WITHIN_MS
  const arrived = () => viewers.flatMap((viewer) => latenciesOf(viewer, null))
  let toViewers = arrived()
  while (toViewers.length < expected && performance.now() < deadline) {
    await wait(500)
    toViewers = arrived()
  }
  const toEditors = editors.flatMap((editor, writer) => latenciesOf(editor, `${writer}:`))
  const [first] = viewers
  const whole = JSON.stringify(first === undefined ? null : stateOf(first).getMap('cards').toJSON())
  // Each has the same; a few are built whole to see it.
  const same = viewers.slice(-20).every((viewer) => JSON.stringify(stateOf(viewer).getMap('cards').toJSON()) === whole)
  for (const { socket } of editors) socket.close()
  return {
    viewers,
    report: {
      viewers: viewerCount,
      toViewers,
      toEditors,
      edits: sentAt.size,
      isComplete: toViewers.length === expected && same,
    },
  }
}

const small = await phase(Number(few), 1)
for (const { socket } of small.viewers) socket.close()
const large = await phase(Number(many), 10_000)

const closed = Promise.all(
  large.viewers.map(async ({ socket }) => {
    if (socket.readyState !== WebSocket.CLOSED) await once(socket, 'close')
  }),
)
const revokedAt = performance.now()
const revoking = fetch(`${url}/api/journeys/${journeyId}/shares/${shareId}`, {
  method: 'DELETE',
  headers: { authorization: `Bearer ${BENCH_TOKEN}` },
})
await closed
const revokedMs = performance.now() - revokedAt
await revoking
process.stdout.write(`${JSON.stringify({ few: small.report, many: large.report, revokedMs })}\n`, () => process.exit(0))
