import type { WebSocket } from 'ws'

/** What ws keeps of a connection's way in; not in its types. */
interface Receiver {
  readonly _errored: boolean
  _write(chunk: Buffer, encoding: BufferEncoding, done: (error?: Error | null) => void): void
}

/**
 * Lets a connection take nothing more once its peer has broken the protocol. ws 8.23.0 goes on with what came in while a compressed
 * message was inflated, trips over its own cleared state and throws where nobody can catch it: three frames of a stranger end the process.
 * Call it before the first byte is read.
 */
export function deafAfterError(socket: WebSocket): void {
  const { _receiver: receiver } = socket as unknown as { readonly _receiver?: Receiver }
  if (receiver === undefined) return
  const write = receiver._write.bind(receiver)
  receiver._write = (chunk, encoding, done) => {
    if (receiver._errored) done()
    else write(chunk, encoding, done)
  }
}
