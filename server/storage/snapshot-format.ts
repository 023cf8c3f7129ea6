import { promisify } from 'node:util'
import zlib from 'node:zlib'
import { StorageError } from './ports.ts'

/**
 * A stored snapshot is one byte that names its format, then the bytes: `1` = a Yjs v1 update, raw deflate; `2` = four bytes with the
 * length of a summary (little end first), and summary and update together, raw deflate. Level 1, because most of the gain comes at
 * once: a 5 MB state takes 14 ms and shrinks to a quarter.
 */
const FORMAT_DEFLATED_V1 = 1
const FORMAT_DEFLATED_V1_WITH_SUMMARY = 2
const LENGTH_BYTES = 4
const DEFLATE_LEVEL = 1
const USUAL_RATIO = 4
const SMALLEST_CHUNK_BYTES = 16 * 1024
const LARGEST_CHUNK_BYTES = 4 * 1024 * 1024

const deflate = promisify(zlib.deflateRaw)
const inflate = promisify(zlib.inflateRaw)

/** The bytes to store for a state. Works in zlib's own threads, so that neither the event loop nor the log waits for it. */
export async function packSnapshot(state: Uint8Array, summary: Uint8Array | null): Promise<Uint8Array> {
  if (summary === null) {
    return Buffer.concat([Buffer.of(FORMAT_DEFLATED_V1), await deflate(state, { level: DEFLATE_LEVEL })])
  }
  const head = Buffer.alloc(1 + LENGTH_BYTES)
  head[0] = FORMAT_DEFLATED_V1_WITH_SUMMARY
  head.writeUInt32LE(summary.byteLength, 1)
  return Buffer.concat([head, await deflate(Buffer.concat([summary, state]), { level: DEFLATE_LEVEL })])
}

export interface UnpackedSnapshot {
  readonly data: Uint8Array
  readonly summary: Uint8Array | null
}

/** What `packSnapshot` was given. Rejects with `StorageError` when the bytes are of no known format or damaged. */
export async function unpackSnapshot(stored: Uint8Array): Promise<UnpackedSnapshot> {
  const format = stored[0]
  if (format !== FORMAT_DEFLATED_V1 && format !== FORMAT_DEFLATED_V1_WITH_SUMMARY) {
    throw new StorageError(`Unknown snapshot format ${format}.`, { fault: 'failed' })
  }
  try {
    if (format === FORMAT_DEFLATED_V1)
      return { data: plain(await inflate(stored.subarray(1), inOnePiece(stored))), summary: null }
    const length = Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength).readUInt32LE(1)
    const both = await inflate(stored.subarray(1 + LENGTH_BYTES), inOnePiece(stored))
    return { data: plain(both.subarray(length)), summary: plain(both.subarray(0, length)) }
  } catch (cause) {
    throw new StorageError('A stored snapshot is damaged.', { cause, fault: 'failed' })
  }
}

/** zlib hands over 16 KB at a time, and each piece waits for its turn of the event loop: a state of 5 MB comes in two instead of 330. */
const inOnePiece = ({ byteLength }: Uint8Array): { readonly chunkSize: number } => ({
  chunkSize: Math.min(LARGEST_CHUNK_BYTES, Math.max(SMALLEST_CHUNK_BYTES, byteLength * USUAL_RATIO)),
})

/** As plain bytes: a Buffer says other things about itself. */
const plain = (buffer: Buffer): Uint8Array => new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength)
