import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import { openArchiveEntry, type ArchiveEntry } from './archive.ts'
import { RefusedFile } from './refused-file.ts'
import type { FileFault } from './source-table.ts'
import { checkUnpacked } from './unpack-limit.ts'

/** Where bytes lie: a file on disk, or one inside a ZIP archive. */
export interface FilePart {
  readonly path: string
  readonly entry: ArchiveEntry | null
}

/** A file's bytes from its beginning, unpacked when it is gzip or Zstandard, in constant memory. */
export interface ByteSource {
  readonly isPacked: boolean
  /** May be read once. Ends early, without throwing, when the compressed stream is cut or damaged: see `fault`. */
  chunks(): AsyncGenerator<Buffer>
  /** 0..1 of the file as it lies on disk. */
  progress(): number
  /** After the end: why the bytes ended before the file did. */
  fault(): FileFault | null
}

/** Small enough that parsing one chunk does not keep the engine's other work waiting. */
const CHUNK_BYTES = 256 * 1024

export async function openByteSource(part: FilePart): Promise<ByteSource> {
  const packing = await packingOf(part)
  const totalBytes = Math.max(1, part.entry?.bytes ?? (await stat(part.path)).size)
  let readBytes = 0
  let fault: FileFault | null = null

  async function* chunks(): AsyncGenerator<Buffer> {
    const raw = await openRaw(part)
    const stream = packing === null ? raw : raw.pipe(UNPACK[packing]())
    if (packing !== null) raw.on('error', (error) => stream.destroy(error))
    let unpackedBytes = 0
    raw.on('data', (chunk: Buffer) => (readBytes += chunk.length))
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        unpackedBytes += chunk.length
        if (packing !== null) checkUnpacked(readBytes, unpackedBytes)
        yield chunk
        // A stream with data in its buffer goes on without ever returning to the event loop.
        await nextTurn()
      }
    } catch (error) {
      fault = unpackFault(error, part)
      if (!fault) throw error
    } finally {
      stream.destroy()
      raw.destroy()
    }
  }

  return { isPacked: packing !== null, chunks, progress: () => Math.min(1, readBytes / totalBytes), fault: () => fault }
}

/** Lets queries and live events have their turn. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

async function openRaw({ path, entry }: FilePart): Promise<Readable> {
  return entry ? openArchiveEntry(path, entry) : createReadStream(path, { highWaterMark: CHUNK_BYTES })
}

const UNPACK = {
  gzip: () => createGunzip({ chunkSize: CHUNK_BYTES }),
  zstd: () => createZstdDecompress({ chunkSize: CHUNK_BYTES }),
}
type Packing = keyof typeof UNPACK
const MAGIC: readonly (readonly [Packing, Buffer])[] = [
  ['gzip', Buffer.from([0x1f, 0x8b])],
  ['zstd', Buffer.from([0x28, 0xb5, 0x2f, 0xfd])],
]

/** By its first bytes; `null`: it is not packed. */
async function packingOf(part: FilePart): Promise<Packing | null> {
  const raw = await openRaw(part)
  try {
    for await (const chunk of raw as AsyncIterable<Buffer>)
      return MAGIC.find(([, magic]) => chunk.subarray(0, magic.length).equals(magic))?.[0] ?? null
    return null
  } catch (error) {
    // Reading it in earnest tells of the damage.
    if (unpackFault(error, part)) return null
    throw error
  } finally {
    raw.destroy()
  }
}

function unpackFault(error: unknown, { entry }: FilePart): FileFault | null {
  const { code } = error as { code?: string }
  if (code === 'Z_BUF_ERROR') return 'truncated'
  if (code === 'Z_DATA_ERROR' || code?.startsWith('ZSTD_error')) return 'damaged'
  // What the archive's reader says when sizes or headers do not fit.
  return entry && code === undefined && !(error instanceof RefusedFile) ? 'damaged' : null
}
