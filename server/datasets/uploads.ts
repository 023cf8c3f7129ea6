import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { Transform, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** The files as people gave them, kept for mapping them anew, and what was rejected of them. */
export interface Uploads {
  /** `fileId` is the dataset's for its first file. */
  fileOf(datasetId: string, fileId?: string): string
  rejectsFileOf(datasetId: string): string
  /** Writes a stream to disk in constant memory. Null when it is larger than allowed: then nothing is kept. */
  receive(file: string, stream: Readable, maxBytes: number): Promise<ReceivedFile | null>
  /** Null when there is no file. */
  size(datasetId: string): Promise<number | null>
  remove(datasetId: string): Promise<void>
  removeFile(datasetId: string, fileId: string): Promise<void>
  /** Removes files whose dataset never came to be: the server ended while they were sent. */
  keepOnly(datasetIds: ReadonlySet<string>): Promise<void>
}

export interface ReceivedFile {
  readonly bytes: number
  /** Of the bytes as they came: the same file is known again by it, whatever it is called. */
  readonly sha256: string
}

export function createUploads(dataFolder: string): Uploads {
  const folder = path.join(dataFolder, 'uploads')
  const fileOf = (id: string, fileId = id): string => path.join(folder, fileId === id ? id : `${id}.${fileId}`)
  const rejectsFileOf = (id: string): string => path.join(dataFolder, 'rejects', `${id}.ndjson`)

  return {
    fileOf,
    rejectsFileOf,
    async receive(file, stream, maxBytes) {
      await mkdir(folder, { recursive: true })
      let bytes = 0
      const hash = createHash('sha256')
      const counter = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          bytes += chunk.length
          hash.update(chunk)
          done(bytes > maxBytes ? new TooLarge() : null, chunk)
        },
      })
      try {
        await pipeline(stream, counter, createWriteStream(file))
        return { bytes, sha256: hash.digest('hex') }
      } catch (error) {
        await rm(file, { force: true })
        if (error instanceof TooLarge) return null
        throw error
      }
    },
    size: async (id) =>
      stat(fileOf(id)).then(
        ({ size }) => size,
        () => null,
      ),
    removeFile: (id, fileId) => rm(fileOf(id, fileId), { force: true }),
    async keepOnly(ids) {
      await mkdir(folder, { recursive: true })
      for (const name of await readdir(folder)) {
        const [id = ''] = name.split('.')
        if (!ids.has(id) || name.endsWith('.unpacked')) await rm(path.join(folder, name), { force: true })
      }
    },
    async remove(id) {
      for (const name of await readdir(folder).catch(() => [])) {
        if (name === id || name.startsWith(`${id}.`)) await rm(path.join(folder, name), { force: true })
      }
      await rm(rejectsFileOf(id), { force: true })
    },
  }
}

class TooLarge extends Error {}
