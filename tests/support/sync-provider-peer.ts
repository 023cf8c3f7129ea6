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

/** Waits until all documents hold the same, and tells what. */
export async function expectEqual(...docs: readonly Y.Doc[]): Promise<void> {
  const [first, ...others] = docs.map((doc) => () => contentOf(doc))
  for (const other of others) await expect.poll(other, { timeout: 10_000 }).toEqual(first?.())
  // What the first held may have grown while the others caught up.
  const final = first?.()
  for (const other of others) await expect.poll(other, { timeout: 10_000 }).toEqual(final)
}

const contentOf = (doc: Y.Doc) => ({
  cards: doc.getMap('cards').toJSON(),
  text: doc.getText('text').toString(),
})
