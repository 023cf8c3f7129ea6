import { setTimeout as delay } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { expect } from 'vitest'

/** An unmodified y-websocket client with a document of its own. */
export interface ProviderPeer {
  readonly doc: Y.Doc
  readonly provider: WebsocketProvider
  close(): void
}

export async function connectProvider(
  url: string,
  journeyId: string,
  params: Record<string, string> = {},
  doc = new Y.Doc(),
): Promise<ProviderPeer> {
  const provider = new WebsocketProvider(url, journeyId, doc, {
    params,
    disableBc: true,
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    maxBackoffTime: 200,
  })
  await isSynced(provider)
  return { doc, provider, close: () => provider.destroy() }
}

export const isSynced = async (provider: WebsocketProvider): Promise<void> => {
  if (!provider.synced) await new Promise<void>((resolve) => provider.once('sync', () => resolve()))
}

/** Waits until all documents hold the same. */
export async function expectEqual(...docs: readonly Y.Doc[]): Promise<void> {
  // All are looked at anew each time: the first one, too, may still be told of something.
  const contents = () => docs.map(contentOf)
  const isEqual = () => new Set(contents().map((content) => JSON.stringify(content))).size === 1
  const deadline = Date.now() + LONGEST_WAIT_MS
  while (!isEqual() && Date.now() < deadline) await delay(10)
  const [first, ...others] = contents()
  for (const other of others) expect(other).toEqual(first)
}

const LONGEST_WAIT_MS = 10_000

const contentOf = (doc: Y.Doc) => ({
  cards: Object.fromEntries([...doc.getMap('cards').entries()].toSorted(([a], [b]) => (a < b ? -1 : 1))),
  text: doc.getText('text').toString(),
})
