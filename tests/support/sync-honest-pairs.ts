import type * as Y from 'yjs'
import { connectProvider, expectEqual, type ProviderPeer } from './sync-provider-peer.ts'

/** Two people in one journey who do nothing wrong: one writes, the other reads and says how long it took. */
export interface HonestPair {
  readonly journeyId: string
  /** Milliseconds from edit to the other's document, since the last call. */
  takeLatencies(): readonly number[]
  /** How often one of the two lost its connection. */
  disconnects(): number
  /** Stops writing; resolves when both, and somebody new, hold the same, with every edit in it. Rejects with what is missing. */
  settle(): Promise<void>
  close(): void
}

const EDIT_EVERY_MS = 50

/** Starts the two, with unmodified y-websocket providers, and lets the writer write. `url`: `ws://…/sync`. */
export async function startHonestPair(url: string, journeyId: string): Promise<HonestPair> {
  const [writer, reader] = await Promise.all([
    connectProvider(url, journeyId, { as: 'honest-writer' }),
    connectProvider(url, journeyId, { as: 'honest-reader' }),
  ])
  const prefix = `honest-${Date.now()}-`
  const sentAt: number[] = []
  let latencies: number[] = []
  let disconnects = 0
  let isClosed = false

  cardsOf(reader).observe((event) => {
    const now = performance.now()
    for (const key of event.keysChanged) {
      const at = key.startsWith(prefix) ? sentAt[Number(key.slice(prefix.length))] : undefined
      if (at !== undefined) latencies.push(now - at)
    }
  })
  for (const { provider } of [writer, reader]) {
    provider.on('status', ({ status }: { status: string }) => {
      if (status === 'disconnected' && !isClosed) disconnects++
    })
  }
  const timer = setInterval(() => {
    cardsOf(writer).set(`${prefix}${sentAt.length}`, 'an honest card')
    // After the transaction: the provider sends within it.
    sentAt.push(performance.now())
  }, EDIT_EVERY_MS)

  return {
    journeyId,
    takeLatencies() {
      const taken = latencies
      latencies = []
      return taken
    },
    disconnects: () => disconnects,
    async settle() {
      clearInterval(timer)
      const late = await connectProvider(url, journeyId, { as: 'late', role: 'viewer' })
      try {
        await expectEqual(writer.doc, reader.doc, late.doc)
        const missing = sentAt.filter((_, index) => !cardsOf(late).has(`${prefix}${index}`)).length
        if (missing > 0) throw new Error(`${missing} of ${sentAt.length} honest edits of ${journeyId} are gone`)
      } finally {
        late.close()
      }
    },
    close() {
      isClosed = true
      clearInterval(timer)
      writer.close()
      reader.close()
    },
  }
}

const cardsOf = ({ doc }: ProviderPeer): Y.Map<unknown> => doc.getMap('cards')
