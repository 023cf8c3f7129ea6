import { setTimeout as wait } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { BENCH_TOKEN } from './bench-server.ts'

/**
 * A process of its own with all the clients of the latency bench, so that writers and receivers share one clock and none of it
 * slows the server. Arguments: server address, journey id, number of clients. Prints one line of JSON: the latencies in ms.
 */
const WRITERS = 5
const EDITS_PER_SECOND = 20
const WARM_UP_MS = 2_000
const WINDOW_MS = 10_000
const DRAIN_MS = 2_000

const [url = '', journeyId = '', clientCount = '50'] = process.argv.slice(2)

interface Client {
  readonly doc: Y.Doc
  readonly provider: WebsocketProvider
}

async function connect(): Promise<Client> {
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(`${url.replace('http', 'ws')}/sync`, journeyId, doc, {
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    params: { token: BENCH_TOKEN },
    disableBc: true,
  })
  await new Promise<void>((resolve) => provider.once('sync', () => resolve()))
  return { doc, provider }
}

const clients = await Promise.all(Array.from({ length: Number(clientCount) }, connect))
const sentAt = new Map<string, number>()
const latencies: number[] = []
let counting = false

for (const { doc } of clients) {
  /** Of each writer: its latest edit that this client has seen. */
  const seen = new Map<number, number>()
  doc.getMap('cards').observeDeep((events, transaction) => {
    if (transaction.local) return
    const now = performance.now()
    for (const event of events) {
      if (!(event.target instanceof Y.Map) || !event.keys.has('place')) continue
      // Where the card was put says which edit it was: x counts the edits of a writer, y is the writer.
      const { x: edit, y: writer } = event.target.get('place') as { readonly x: number; readonly y: number }
      // The server may merge edits; one that a later one has replaced has arrived with it.
      for (let arrived = (seen.get(writer) ?? 0) + 1; arrived <= edit; arrived += 1) {
        const sent = sentAt.get(`${writer}:${arrived}`)
        if (sent !== undefined) latencies.push(now - sent)
      }
      seen.set(writer, Math.max(seen.get(writer) ?? 0, edit))
    }
  })
}

async function write(writer: number): Promise<number> {
  const client = clients[writer]
  const card = client?.doc.getMap<Y.Map<unknown>>('cards').get(`card${writer}`)
  if (card === undefined) throw new Error(`The journey has no card${writer}.`)
  // Writers take turns instead of all striking in the same millisecond.
  await wait((writer * 1_000) / EDITS_PER_SECOND / WRITERS)
  const end = performance.now() + WARM_UP_MS + WINDOW_MS
  let edits = 0
  for (let next = performance.now(); next < end; next += 1_000 / EDITS_PER_SECOND) {
    await wait(Math.max(0, next - performance.now()))
    edits += 1
    if (counting) sentAt.set(`${writer}:${edits}`, performance.now())
    card.set('place', { kind: 'free', x: edits, y: writer, width: 220, height: 140 })
  }
  return edits
}

const writing = Array.from({ length: WRITERS }, (_, writer) => write(writer))
await wait(WARM_UP_MS)
counting = true
await Promise.all(writing)
await wait(DRAIN_MS)

process.stdout.write(
  `${JSON.stringify({ edits: sentAt.size, expected: sentAt.size * (clients.length - 1), latencies })}\n`,
  () => process.exit(0),
)
