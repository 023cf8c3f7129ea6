import { createHash } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { Writable, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { flushSteadily } from '#server/duckdb/steady-flush.ts'
import { createPace, type Pace } from './pace.ts'

/** The files as people gave them, kept for mapping them anew, and what was rejected of them. */
export interface Uploads {
  /** `fileId` is the dataset's for its first file. */
  fileOf(datasetId: string, fileId?: string): string
  rejectsFileOf(datasetId: string): string
  /** Where those of an import go that is not in place yet. */
  newRejectsFileOf(datasetId: string): string
  /** They take the place of those before; nothing happens when they did already. */
  keepNewRejects(datasetId: string): Promise<void>
  /** They go, and those from before stay. */
  dropNewRejects(datasetId: string): Promise<void>
  /** Where the copy of a file lies that is kept in its place when people are not to be found in it (any more). */
  keptFileOf(datasetId: string, fileId?: string): string
  /** The first rows of the first file, or of one that waits for its columns, as the wizard shows them. They lie beside it, so that they go with it. */
  samplesFileOf(datasetId: string, fileId?: string): string
  /**
   * Writes a stream of buffers to disk in constant memory. Null when it is larger than allowed: then nothing is kept. The buffers are
   * used up: a large one is empty afterwards.
   */
  receive(file: string, stream: Readable, maxBytes: number): Promise<ReceivedFile | null>
  /** Of the first file, or of its copy. Null when there is none. */
  size(datasetId: string): Promise<number | null>
  /** What there is of a file: as it came, as a copy, or nothing. */
  stateOf(datasetId: string, fileId?: string): Promise<'as-it-came' | 'kept-copy' | 'gone'>
  /** Of a further file. */
  isThere(datasetId: string, fileId: string): Promise<boolean>
  remove(datasetId: string): Promise<void>
  removeFile(datasetId: string, fileId: string): Promise<void>
  /** Puts a further file in the place of the first; nothing happens when it is there already. */
  makeFirst(datasetId: string, fileId: string): Promise<void>
  /**
   * Removes files that never came to be known: the server ended while they were sent. `known`: the further files of each dataset. Nobody
   * would read them, nor hash the people in them.
   */
  keepOnly(known: ReadonlyMap<string, ReadonlySet<string>>): Promise<void>
}

/** So much of a file on its way is gathered for the disk, and as much may wait meanwhile. */
const BUFFERED_BYTES = 1024 * 1024

export interface ReceivedFile {
  readonly bytes: number
  /** Of the bytes as they came: the same file is known again by it, whatever it is called. */
  readonly sha256: string
}

/** What follows the id of a dataset in the names of its first file, and of what lies beside that. */
const OF_THE_FIRST: ReadonlySet<string> = new Set(['', 'kept', 'samples'])

/** `isEdited`: whether people edit journeys just now; files come more slowly then. */
export function createUploads(dataFolder: string, isEdited: () => boolean = () => false): Uploads {
  const folder = path.join(dataFolder, 'uploads')
  const fileOf = (id: string, fileId = id): string => path.join(folder, fileId === id ? id : `${id}.${fileId}`)
  const keptFileOf = (id: string, fileId = id): string => `${fileOf(id, fileId)}.kept`
  const samplesFileOf = (id: string, fileId = id): string => `${fileOf(id, fileId)}.samples`
  const stateOf: Uploads['stateOf'] = async (id, fileId = id) => {
    if ((await sizeOf(fileOf(id, fileId))) !== null) return 'as-it-came'
    return (await sizeOf(keptFileOf(id, fileId))) === null ? 'gone' : 'kept-copy'
  }
  const rejectsFileOf = (id: string): string => path.join(dataFolder, 'rejects', `${id}.ndjson`)
  const newRejectsFileOf = (id: string): string => `${rejectsFileOf(id)}.new`

  return {
    fileOf,
    rejectsFileOf,
    newRejectsFileOf,
    async keepNewRejects(id) {
      if ((await sizeOf(newRejectsFileOf(id))) !== null) await rename(newRejectsFileOf(id), rejectsFileOf(id))
    },
    dropNewRejects: (id) => rm(newRejectsFileOf(id), { force: true }),
    keptFileOf,
    samplesFileOf,
    async receive(file, stream, maxBytes) {
      await mkdir(folder, { recursive: true })
      const handle = await open(file, 'w')
      const flushing = flushSteadily(file)
      try {
        const taken = writerInto(handle, maxBytes, createPace(isEdited))
        await pipeline(stream, taken.writer)
        return taken.received()
      } catch (error) {
        await rm(file, { force: true })
        if (error instanceof TooLarge) return null
        throw error
      } finally {
        flushing.end()
        await handle.close()
      }
    },
    size: async (id) => (await sizeOf(fileOf(id))) ?? sizeOf(keptFileOf(id)),
    stateOf,
    isThere: async (id, fileId) => (await stateOf(id, fileId)) !== 'gone',
    async makeFirst(id, fileId) {
      if ((await stateOf(id, fileId)) === 'gone') return
      for (const formOf of [fileOf, keptFileOf]) {
        if ((await sizeOf(formOf(id, fileId))) === null) await rm(formOf(id), { force: true })
        else await rename(formOf(id, fileId), formOf(id))
      }
    },
    async removeFile(id, fileId) {
      for (const formOf of [fileOf, keptFileOf, samplesFileOf]) await rm(formOf(id, fileId), { force: true })
    },
    async keepOnly(known) {
      await mkdir(folder, { recursive: true })
      for (const name of await readdir(folder)) {
        const [id = '', part = ''] = name.split('.')
        const isKnown = OF_THE_FIRST.has(part) ? known.has(id) : (known.get(id)?.has(part) ?? false)
        if (!isKnown || name.endsWith('.unpacked') || name.endsWith('.part'))
          await rm(path.join(folder, name), { force: true })
      }
    },
    async remove(id) {
      for (const name of await readdir(folder).catch(() => [])) {
        if (name === id || name.startsWith(`${id}.`)) await rm(path.join(folder, name), { force: true })
      }
      for (const file of [rejectsFileOf(id), newRejectsFileOf(id)]) await rm(file, { force: true })
    },
  }
}

const sizeOf = (file: string): Promise<number | null> =>
  stat(file).then(
    ({ size }) => size,
    () => null,
  )

class TooLarge extends Error {}

/** Hashes what is written into it and puts it into a file, no faster than its pace. */
function writerInto(
  handle: FileHandle,
  maxBytes: number,
  pace: Pace,
): { readonly writer: Writable; readonly received: () => ReceivedFile } {
  const hash = createHash('sha256')
  const gathered = Buffer.allocUnsafe(BUFFERED_BYTES)
  let filled = 0
  let bytes = 0

  async function write(): Promise<void> {
    for (let from = 0; from < filled;) from += (await handle.write(gathered, from, filled - from)).bytesWritten
    filled = 0
  }

  async function take(chunk: Buffer): Promise<void> {
    bytes += chunk.length
    if (bytes > maxBytes) throw new TooLarge()
    hash.update(chunk)
    for (let from = 0; from < chunk.length;) {
      const copied = chunk.copy(gathered, filled, from)
      from += copied
      filled += copied
      if (filled === gathered.length) {
        await write()
        await pace(gathered.length)
      }
    }
    giveBack(chunk)
  }

  const ended = (work: Promise<void>, done: (error?: Error) => void): void => void work.then(() => done(), done)
  const writer = new Writable({
    highWaterMark: BUFFERED_BYTES,
    write: (chunk: Buffer, _encoding, done) => ended(take(chunk), done),
    final: (done) => ended(write(), done),
  })
  return { writer, received: () => ({ bytes, sha256: hash.digest('hex') }) }
}

/**
 * Gives the memory of a chunk back at once. Left to the collector it lets that look through everything the server holds for each 60 MB of
 * a file: most of the work of an upload, and each time tens of milliseconds in which nobody's edit is passed on.
 */
function giveBack({ buffer, byteLength }: Buffer): void {
  // Of a part of a larger buffer others may have the rest.
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0)
}
