import { setInterval } from 'node:timers'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { BENCH_TOKEN } from '../bench-server.ts'

/** The others point somewhere else so often. */
const POINT_EVERY_MS = 100

/** Another participant, over the real socket: what they do arrives in the browser as a remote change. */
export interface Peer {
  readonly doc: Y.Doc
  /** Shows their pointer going round in the upper left part of the journey, and a card that they have selected. */
  readonly walkAround: (phase: number, selected: string) => void
  readonly leave: () => void
}

export async function joinJourney(url: string, journeyId: string): Promise<Peer> {
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(`${url.replace('http', 'ws')}/sync`, journeyId, doc, {
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    params: { token: BENCH_TOKEN },
    disableBc: true,
  })
  await new Promise<void>((resolve) => {
    provider.once('sync', () => resolve())
  })
  let timer: NodeJS.Timeout | undefined
  return {
    doc,
    walkAround(phase, selected) {
      let turn = phase
      timer = setInterval(() => {
        turn += 0.2
        const cursor = { x: 600 + 400 * Math.cos(turn), y: 400 + 250 * Math.sin(turn) }
        provider.awareness.setLocalState({ ...provider.awareness.getLocalState(), cursor, selection: [selected] })
      }, POINT_EVERY_MS)
    },
    leave() {
      clearInterval(timer)
      provider.destroy()
      doc.destroy()
    },
  }
}
