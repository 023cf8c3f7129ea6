/** RFC 6455, 5.2: a whole binary message from a server; and the lengths that mean "the length follows in 2, or 8, bytes". */
const FINAL_BINARY = 0x82
const LENGTH_IN_2 = 126
const LENGTH_IN_8 = 127

/** One message for many sockets. */
export interface Broadcast {
  readonly message: Uint8Array
  /** The message as it goes over the wire, uncompressed: framed once, and written to each socket in one piece. */
  readonly framed: Buffer
}

export function broadcastOf(message: Uint8Array): Broadcast {
  const header = headerFor(message.byteLength)
  return { message, framed: Buffer.concat([header, message]) }
}

function headerFor(length: number): Buffer {
  if (length < LENGTH_IN_2) return Buffer.of(FINAL_BINARY, length)
  if (length <= 0xff_ff) {
    const header = Buffer.of(FINAL_BINARY, LENGTH_IN_2, 0, 0)
    header.writeUInt16BE(length, 2)
    return header
  }
  const header = Buffer.of(FINAL_BINARY, LENGTH_IN_8, 0, 0, 0, 0, 0, 0, 0, 0)
  header.writeBigUInt64BE(BigInt(length), 2)
  return header
}
