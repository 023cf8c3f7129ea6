import { promisify } from 'node:util'
import zlib from 'node:zlib'
import { StorageError } from './ports.ts'

/**
 * A stored snapshot is one byte that names its format, then the bytes: `1` = a Yjs v1 update, raw deflate. Level 1, because most of the
 * gain comes at once: a 5 MB state takes 14 ms and shrinks to a quarter.
 */
const FORMAT_DEFLATED_V1 = 1
const DEFLATE_LEVEL = 1

const deflate = promisify(zlib.deflateRaw)
const inflate = promisify(zlib.inflateRaw)

/** The bytes to store for a state. Works in zlib's own threads, so that neither the event loop nor the log waits for it. */
export async function packSnapshot(state: Uint8Array): Promise<Uint8Array> {
  return Buffer.concat([Buffer.of(FORMAT_DEFLATED_V1), await deflate(state, { level: DEFLATE_LEVEL })])
}

/** The state of what `packSnapshot` made. Rejects with `StorageError` when the bytes are of no known format or damaged. */
export async function unpackSnapshot(stored: Uint8Array): Promise<Uint8Array> {
  if (stored[0] !== FORMAT_DEFLATED_V1) {
    throw new StorageError(`Unknown snapshot format ${stored[0]}.`, { fault: 'failed' })
  }
  try {
    const state = await inflate(stored.subarray(1))
    return new Uint8Array(state.buffer, state.byteOffset, state.byteLength)
  } catch (cause) {
    throw new StorageError('A stored snapshot is damaged.', { cause, fault: 'failed' })
  }
}
