import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { Transform, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** The files as people gave them, kept for mapping them anew, and what was rejected of them. */
export interface Uploads {
  fileOf(datasetId: string): string
  rejectsFileOf(datasetId: string): string
  /** Writes a stream to disk in constant memory. Null when it is larger than allowed: then nothing is kept. */
  receive(datasetId: string, stream: Readable, maxBytes: number): Promise<number | null>
  /** Null when there is no file. */
  size(datasetId: string): Promise<number | null>
  remove(datasetId: string): Promise<void>
  /** Removes files whose dataset never came to be: the server ended while they were sent. */
  keepOnly(datasetIds: ReadonlySet<string>): Promise<void>
}

export function createUploads(dataFolder: string): Uploads {
  const folder = path.join(dataFolder, 'uploads')
  const fileOf = (id: string): string => path.join(folder, id)
  const rejectsFileOf = (id: string): string => path.join(dataFolder, 'rejects', `${id}.ndjson`)

  return {
    fileOf,
    rejectsFileOf,
    async receive(id, stream, maxBytes) {
      await mkdir(folder, { recursive: true })
      let bytes = 0
      const counter = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          bytes += chunk.length
          done(bytes > maxBytes ? new TooLarge() : null, chunk)
        },
      })
      try {
        await pipeline(stream, counter, createWriteStream(fileOf(id)))
        return bytes
      } catch (error) {
        await rm(fileOf(id), { force: true })
        if (error instanceof TooLarge) return null
        throw error
      }
    },
    size: async (id) =>
      stat(fileOf(id)).then(
        ({ size }) => size,
        () => null,
      ),
    async keepOnly(ids) {
      await mkdir(folder, { recursive: true })
      for (const id of await readdir(folder)) if (!ids.has(id)) await rm(fileOf(id), { force: true })
    },
    async remove(id) {
      await rm(fileOf(id), { force: true })
      await rm(rejectsFileOf(id), { force: true })
    },
  }
}

class TooLarge extends Error {}
