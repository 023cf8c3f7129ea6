import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer } from 'ws'
import { CLOSE_CODES } from '#shared/contract/close-codes.ts'
import { deafAfterError } from './deaf-after-error.ts'

/** ws's code for a message above `maxPayload`. */
const WS_TOO_LARGE = 1009
/** Below this, compressing costs more than the bytes it saves. */
const COMPRESS_FROM_BYTES = 16 * 1024

/** y-websocket would come back and send the same message again after 1009; our own code tells it not to. */
class SyncSocket extends WebSocket {
  override close(code?: number, reason?: string | Buffer): void {
    super.close(code === WS_TOO_LARGE ? CLOSE_CODES['too-large'] : code, reason)
  }
}

/** Turns upgrade requests into websockets that take messages up to a size; a larger one is refused by its header, unread. */
export interface SocketAcceptor {
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, onSocket: (socket: WebSocket) => void): void
}

export function createSocketAcceptor(maxMessageBytes: number): SocketAcceptor {
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    WebSocket: SyncSocket,
    maxPayload: maxMessageBytes,
    perMessageDeflate: {
      threshold: COMPRESS_FROM_BYTES,
      // Whoever is far away waits for bytes, everyone for the compressor, on whose threads others wait, too: ten thousand cards of 3.8 MB take
      // 20 ms and shrink to 21 %; at level 5 they take 65 ms and shrink to 19 %. In large pieces, as each waits for a turn of the event loop.
      zlibDeflateOptions: { level: 2, chunkSize: 128 * 1024 },
      // A compressor kept for each connection would cost more memory than all else that we know of it.
      serverNoContextTakeover: true,
      clientNoContextTakeover: true,
    },
  })
  return {
    accept(request, socket, head, onSocket) {
      if (isHere(request)) delete request.headers['sec-websocket-extensions']
      server.handleUpgrade(request, socket, head, (webSocket) => {
        deafAfterError(webSocket)
        onSocket(webSocket)
      })
    },
  }
}

/** The page was opened on this very machine: nothing is far away, and to compress a large journey and take it apart again takes longer than all else. */
const isHere = ({ headers: { origin = '' } }: IncomingMessage): boolean =>
  /^https?:\/\/(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/.test(origin)
