import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { type BenchResult, rounded } from './bench.ts'
import { journeyOfCards } from './bench-journeys.ts'
import { BENCH_TOKEN, withBenchServer } from './bench-server.ts'

const CARDS = 20_000

/** A server that has just started, and a client that has never seen the journey: ms until all its cards are there. */
export const coldOpen = (): Promise<BenchResult> =>
  withBenchServer(async (server) => {
    const { id } = await server.json<{ id: string }>('POST', '/api/journeys', { document: journeyOfCards(CARDS) })
    await server.restart()
    const cold = await open(server.url, id)
    const warm = await open(server.url, id)
    return {
      name: 'cold-open',
      what: `${CARDS} cards, after a restart of the server, by a client without a copy`,
      figures: { coldMs: rounded(cold), warmMs: rounded(warm) },
    }
  })

async function open(url: string, journeyId: string): Promise<number> {
  const doc = new Y.Doc()
  const from = performance.now()
  const provider = new WebsocketProvider(`${url.replace('http', 'ws')}/sync`, journeyId, doc, {
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    params: { token: BENCH_TOKEN },
    disableBc: true,
  })
  await new Promise<void>((resolve) => provider.once('sync', () => resolve()))
  const took = performance.now() - from
  const cards = doc.getMap('cards').size
  provider.destroy()
  doc.destroy()
  if (cards !== CARDS) throw new Error(`Synced, but ${cards} of ${CARDS} cards are there.`)
  return took
}
