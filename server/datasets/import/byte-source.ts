import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'

/** A file's bytes from its beginning, unpacked when it is gzip, in constant memory. */
export interface ByteSource {
  readonly isGzip: boolean
  /** May be read once. Ends early, without throwing, when the compressed stream is cut or damaged: see `fault`. */
  chunks(): AsyncGenerator<Buffer>
  /** 0..1 of the file as it lies on disk. */
  progress(): number
  /** After the end: why the bytes ended before the file did. */
  fault(): 'truncated' | 'damaged' | null
}

/** Small enough that parsing one chunk does not keep the engine's other work waiting. */
const CHUNK_BYTES = 256 * 1024

export async function openByteSource(file: string): Promise<ByteSource> {
  const isGzip = await startsWithGzipMagic(file)
  const totalBytes = Math.max(1, (await stat(file)).size)
  let readBytes = 0
  let fault: 'truncated' | 'damaged' | null = null

  async function* chunks(): AsyncGenerator<Buffer> {
    const raw = createReadStream(file, { highWaterMark: CHUNK_BYTES })
    raw.on('data', (chunk) => (readBytes += chunk.length))
    let stream: Readable = raw
    if (isGzip) {
      const gunzip = createGunzip({ chunkSize: CHUNK_BYTES })
      raw.on('error', (error) => gunzip.destroy(error))
      stream = raw.pipe(gunzip)
    }
    try {
      for await (const chunk of stream) {
        yield chunk as Buffer
        // A stream with data in its buffer goes on without ever returning to the event loop.
        await nextTurn()
      }
    } catch (error) {
      fault = gzipFault(error)
      if (!fault) throw error
    } finally {
      raw.destroy()
    }
  }

  return { isGzip, chunks, progress: () => Math.min(1, readBytes / totalBytes), fault: () => fault }
}

/** Lets queries and live events have their turn. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

async function startsWithGzipMagic(file: string): Promise<boolean> {
  const handle = await open(file)
  try {
    const magic = Buffer.alloc(2)
    const { bytesRead } = await handle.read(magic, 0, 2, 0)
    return bytesRead === 2 && magic[0] === 0x1f && magic[1] === 0x8b
  } finally {
    await handle.close()
  }
}

function gzipFault(error: unknown): 'truncated' | 'damaged' | null {
  const code = (error as { code?: string }).code
  if (code === 'Z_BUF_ERROR') return 'truncated'
  return code === 'Z_DATA_ERROR' ? 'damaged' : null
}
