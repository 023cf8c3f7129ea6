import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { nanoid } from 'nanoid'
import { openByteSource, type FilePart } from './byte-source.ts'
import { RefusedFile } from './refused-file.ts'

/** Formats that are read back and forth cannot be read while they are unpacked. */
const MAX_COPY_BYTES = 4 * 1024 ** 3

export interface UnpackedCopy {
  readonly path: string
  remove(): Promise<void>
}

/** Unpacks a file beside its archive. The caller removes it; what a crash leaves goes at the next start. */
export async function unpackedCopy(part: FilePart, signal: AbortSignal): Promise<UnpackedCopy> {
  const path = `${part.path}.${nanoid(8)}.unpacked`
  const source = await openByteSource(part)
  const remove = (): Promise<void> => rm(path, { force: true })

  async function* limited(): AsyncGenerator<Buffer> {
    let bytes = 0
    for await (const chunk of source.chunks()) {
      bytes += chunk.length
      if (bytes > MAX_COPY_BYTES) throw new RefusedFile('too-large', 'Unpacked it is larger than 4 GiB.')
      yield chunk
    }
    if (source.fault()) throw new RefusedFile('file-damaged', 'The compressed data ends early.')
  }

  try {
    await pipeline(Readable.from(limited()), createWriteStream(path), { signal })
    return { path, remove }
  } catch (error) {
    await remove()
    throw error
  }
}
