/** Websocket frames made by hand (RFC 6455, section 5.2), so that they can be wrong. */

export const OPCODES = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9 } as const

const FINAL = 0x80
const MASKED = 0x80
const MASK = Uint8Array.of(0x5a, 0xa5, 0x3c, 0xc3)

interface FrameShape {
  readonly opcode?: number
  readonly isFinal?: boolean
  /** Bits 0x40, 0x20 and 0x10 of the first byte; 0x40 says that the payload is compressed. */
  readonly reserved?: number
  readonly isMasked?: boolean
}

/** One frame, by default a whole binary message as a client should write it. */
export function frame(payload: Uint8Array, shape: FrameShape = {}): Buffer {
  const { opcode = OPCODES.binary, isMasked = true } = shape
  const head = header({ ...shape, opcode, length: BigInt(payload.length) })
  const whole = Buffer.allocUnsafe(head.length + payload.length)
  whole.set(head)
  whole.set(payload, head.length)
  if (isMasked) mask(whole, head.length)
  return whole
}

function mask(bytes: Buffer, from: number): void {
  for (let at = from; at < bytes.length; at++) bytes[at] = (bytes[at] ?? 0) ^ (MASK[(at - from) & 3] ?? 0)
}

/** What stands before a payload of that length, whether or not one follows. */
export function header({
  opcode = OPCODES.binary,
  isFinal = true,
  reserved = 0,
  isMasked = true,
  length,
}: FrameShape & { readonly length: bigint }): Buffer {
  const first = (isFinal ? FINAL : 0) | reserved | opcode
  const masked = isMasked ? MASKED : 0
  const key = isMasked ? MASK : new Uint8Array()
  if (length < 126n) return Buffer.from([first, masked | Number(length), ...key])
  if (length < 65_536n) {
    return Buffer.from([first, masked | 126, Number(length >> 8n), Number(length & 0xffn), ...key])
  }
  const long = Buffer.alloc(8)
  long.writeBigUInt64BE(length)
  return Buffer.from([first, masked | 127, ...long, ...key])
}

/** The size of the first (unmasked) frame in the bytes, its header included; null while its header is not whole. */
export function frameSize(bytes: Buffer): number | null {
  const short = (bytes[1] ?? 0) & 0x7f
  if (bytes.length < 2) return null
  if (short < 126) return 2 + short
  if (short === 126) return bytes.length < 4 ? null : 4 + bytes.readUInt16BE(2)
  return bytes.length < 10 ? null : 10 + Number(bytes.readBigUInt64BE(2))
}
