import type { Readable } from 'node:stream'
import { open as openZip, type Entry, type ZipFile } from 'yauzl'
import { RefusedFile } from './refused-file.ts'
import { checkUnpacked } from './unpack-limit.ts'

/** A file inside a ZIP archive. */
export interface ArchiveEntry {
  readonly name: string
  readonly packedBytes: number
  readonly bytes: number
  readonly entry: Entry
}

/** Nobody exports a table in more pieces. */
const MAX_ENTRIES = 10_000
const ENCRYPTED = 1

/** What lies in an archive, in the order of its directory; folders left out. Refuses one that is damaged, locked or made to burst. */
export async function listArchive(path: string): Promise<readonly ArchiveEntry[]> {
  const zip = await opened(path)
  try {
    if (zip.entryCount > MAX_ENTRIES) {
      throw new RefusedFile(
        'archive-not-readable',
        `It holds ${zip.entryCount} files; at most ${MAX_ENTRIES} are read.`,
      )
    }
    return await entriesOf(zip)
  } finally {
    zip.close()
  }
}

/** The bytes of one file in an archive. */
export async function openArchiveEntry(path: string, { entry }: ArchiveEntry): Promise<Readable> {
  const zip = await opened(path)
  try {
    const stream = await new Promise<Readable>((resolve, reject) => {
      zip.openReadStream(entry, (error, found) => (error ? reject(error) : resolve(found)))
    })
    stream.once('close', () => zip.close())
    return stream
  } catch (error) {
    zip.close()
    throw new RefusedFile('archive-not-readable', wordsOf(error))
  }
}

async function opened(path: string): Promise<ZipFile> {
  try {
    return await new Promise<ZipFile>((resolve, reject) => {
      openZip(path, { lazyEntries: true, autoClose: false }, (error, zip) => (error ? reject(error) : resolve(zip)))
    })
  } catch (error) {
    // Its list of contents stands at the end, so it is what a download that broke off lacks.
    if (/end of central directory/i.test(wordsOf(error)))
      throw new RefusedFile(
        'file-damaged',
        'Its end is missing, so it was cut off on its way. Please save or download it again.',
      )
    throw new RefusedFile('archive-not-readable', wordsOf(error))
  }
}

function entriesOf(zip: ZipFile): Promise<readonly ArchiveEntry[]> {
  return new Promise((resolve, reject) => {
    const found: ArchiveEntry[] = []
    zip.on('error', (error: unknown) => reject(new RefusedFile('archive-not-readable', wordsOf(error))))
    zip.on('end', () => resolve(found))
    zip.on('entry', (entry: Entry) => {
      if (!entry.fileName.endsWith('/')) {
        try {
          found.push(readable(entry))
        } catch (error) {
          reject(error)
          return
        }
      }
      zip.readEntry()
    })
    zip.readEntry()
  })
}

function readable(entry: Entry): ArchiveEntry {
  const { fileName: name, compressedSize: packedBytes, uncompressedSize: bytes } = entry
  if ((entry.generalPurposeBitFlag & ENCRYPTED) !== 0) {
    throw new RefusedFile('file-has-password', `“${name}” is locked.`)
  }
  checkUnpacked(packedBytes, bytes)
  return { name, packedBytes, bytes, entry }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
