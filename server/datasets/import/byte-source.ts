import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { openArchiveEntry, type ArchiveEntry } from './archive.ts'
import { RefusedFile } from './refused-file.ts'
import type { FileFault } from './source-table.ts'
import { checkUnpacked } from './unpack-limit.ts'

/** Where bytes lie: a file on disk, or one inside a ZIP archive. */
export interface FilePart {
  readonly path: string
  readonly entry: ArchiveEntry | null
}

/** A file's bytes from its beginning, unpacked when it is gzip, in constant memory. */
export interface ByteSource {
  readonly isGzip: boolean
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
  const isGzip = await startsWithGzipMagic(part)
  const totalBytes = Math.max(1, part.entry?.bytes ?? (await stat(part.path)).size)
  let readBytes = 0
  let fault: FileFault | null = null

  async function* chunks(): AsyncGenerator<Buffer> {
    const raw = await openRaw(part)
    const stream = isGzip ? raw.pipe(createGunzip({ chunkSize: CHUNK_BYTES })) : raw
    if (isGzip) raw.on('error', (error) => stream.destroy(error))
    let unpackedBytes = 0
    raw.on('data', (chunk: Buffer) => (readBytes += chunk.length))
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        unpackedBytes += chunk.length
        if (isGzip) checkUnpacked(readBytes, unpackedBytes)
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

  return { isGzip, chunks, progress: () => Math.min(1, readBytes / totalBytes), fault: () => fault }
}

/** Lets queries and live events have their turn. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

async function openRaw({ path, entry }: FilePart): Promise<Readable> {
  return entry ? openArchiveEntry(path, entry) : createReadStream(path, { highWaterMark: CHUNK_BYTES })
}

async function startsWithGzipMagic(part: FilePart): Promise<boolean> {
  const raw = await openRaw(part)
  try {
    for await (const chunk of raw as AsyncIterable<Buffer>) return chunk[0] === 0x1f && chunk[1] === 0x8b
    return false
  } catch (error) {
    // Reading it in earnest tells of the damage.
    if (unpackFault(error, part)) return false
    throw error
  } finally {
    raw.destroy()
  }
}

function unpackFault(error: unknown, { entry }: FilePart): FileFault | null {
  const { code } = error as { code?: string }
  if (code === 'Z_BUF_ERROR') return 'truncated'
  if (code === 'Z_DATA_ERROR') return 'damaged'
  // What the archive's reader says when sizes or headers do not fit.
  return entry && code === undefined && !(error instanceof RefusedFile) ? 'damaged' : null
}
