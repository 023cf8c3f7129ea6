import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import type { ErrorCode } from '#shared/contract/errors.ts'
import { newId } from '#shared/lib/ids.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import type { DatasetFile, DatasetFiles, NewFile } from './dataset-files.ts'
import type { DatasetRecord, DatasetRows } from './dataset-rows.ts'
import type { ImportFlow } from './import-flow.ts'
import type { JobLog } from './job-log.ts'
import type { Uploads } from './uploads.ts'

/** What a pull brings for a dataset. */
export interface BroughtFile {
  readonly pullId: string
  readonly fileName: string
  readonly stream: Readable
  readonly maxBytes: number
  /**
   * `replace`: it takes the place of what this pull brought before. `add`: beside it. `append`: it goes on where that ended, as one file,
   * for what has a record a line; beside it where only a copy without people is kept of that, which nothing can be put behind.
   */
  readonly mode: 'replace' | 'add' | 'append'
}

/** `unchanged`: the dataset has these bytes already. `columns-needed`: it is the first, and somebody has to say which column is which. */
export interface Brought {
  readonly outcome: 'imported' | 'unchanged' | 'columns-needed'
  readonly bytes: number
  /** Of the file as the dataset has it now; `null`: it took none. */
  readonly sha256: string | null
  readonly events: number | null
}

interface Deps {
  readonly rows: DatasetRows
  readonly files: DatasetFiles
  readonly uploads: Uploads
  readonly flow: ImportFlow
  readonly jobs: JobLog
}

/** As many as fit into the numbering of rows. */
export const MAX_FILES = 1_000

/**
 * Takes a file that nobody waits for, and resolves when it was read. Whatever goes wrong, the files and rows from before stay. Throws what
 * its stream throws.
 */
export function createBringing({ rows, files, uploads, flow, jobs }: Deps) {
  async function drop(datasetId: string, fileId: string): Promise<void> {
    await files.remove(fileId)
    await uploads.removeFile(datasetId, fileId)
  }

  /** The first of a dataset that was empty: it is looked at, and a person chooses the columns. */
  async function bringFirst(id: string, file: NewFile): Promise<Result<Brought, ErrorCode>> {
    const { byteCount: bytes, sha256 } = file
    await files.add(id, file)
    const job = await flow.profile({ datasetId: id, fileName: file.name, fileBytes: bytes, sheet: null })
    await flow.ended(id)
    const ended = await jobs.find(job)
    if (ended?.state === 'running') return refused('import-interrupted')
    const error = ended?.error
    if (!error) return done({ outcome: 'columns-needed', bytes, sha256, events: null })
    // It goes on as it was: without a file, perhaps with live events.
    await rows.change(id, { error: null })
    return refused(error.code as ErrorCode, error.detail)
  }

  async function bringNext(id: string, record: DatasetRecord, file: NewFile): Promise<Result<Brought, ErrorCode>> {
    const { byteCount: bytes, sha256 } = file
    if (!(await files.add(id, file))) {
      await uploads.removeFile(id, file.id)
      return done({ outcome: 'unchanged', bytes, sha256, events: null })
    }
    const started = record.mapping ? await flow.import(id, record.mapping, file.id) : refused('not-ready' as const)
    if (!started.ok) {
      await drop(id, file.id)
      return started
    }
    await flow.ended(id)
    const ended = await jobs.find(started.value)
    // The server is stopped, and takes the import up again when it starts.
    if (ended?.state === 'running') return refused('import-interrupted')
    const error = ended?.error
    if (error) {
      await drop(id, file.id)
      return refused(error.code as ErrorCode, error.detail)
    }
    const result = (await rows.find(id))?.result
    return done({ outcome: 'imported', bytes, sha256, events: result?.events ?? result?.accepted ?? null })
  }

  return async function bring(id: string, brought: BroughtFile): Promise<Result<Brought, ErrorCode>> {
    const { pullId, fileName, stream, maxBytes, mode } = brought
    const record = await rows.find(id)
    const known = await files.of(id)
    const isFirst = record?.profile === null && known.length === 0
    const stands = standsInTheWay(record, isFirst)
    if (!record || stands !== null) {
      stream.destroy()
      return record && stands !== null ? stands : refused('dataset-not-found')
    }
    const own = ownOf(known, pullId)
    const isJoined = mode === 'append' && own !== undefined && (await uploads.stateOf(id, own.id)) === 'as-it-came'
    const replaces = mode === 'replace' || isJoined ? (own?.id ?? null) : null
    if (replaces === null && known.length >= MAX_FILES) {
      stream.destroy()
      return refused('too-large', `A dataset is made of at most ${MAX_FILES} files.`)
    }
    const fileId = isFirst ? id : newId()
    const content = isJoined ? joined(uploads.fileOf(id, own.id), stream) : stream
    const received = await uploads.receive(uploads.fileOf(id, fileId), content, maxBytes)
    if (received === null) return refused('too-large', `At most ${Math.floor(maxBytes / 1024 ** 2)} MiB.`)
    const { bytes: byteCount, sha256 } = received
    // While it came the one before may have gone, or have become the first.
    const now = replaces === null ? undefined : ownOf(await files.of(id), pullId)
    if (isJoined && !now) {
      await uploads.removeFile(id, fileId)
      return refused('not-ready', 'The file that this goes on with was taken out meanwhile.')
    }
    // What was said of the one before holds of it, too.
    const columns = own?.columns ?? null
    const place = { replaces: isFirst ? null : (now?.id ?? null), columns }
    const file = { id: fileId, name: fileName, byteCount, sha256, pullId, ...place }
    return isFirst ? bringFirst(id, file) : bringNext(id, record, file)
  }
}

const ownOf = (known: readonly DatasetFile[], pullId: string): DatasetFile | undefined =>
  known.findLast((file) => file.pullId === pullId)

function standsInTheWay(record: DatasetRecord | undefined, isFirst: boolean): Result<Brought, ErrorCode> | null {
  if (!record) return refused('dataset-not-found')
  if (record.state === 'profiling' || record.state === 'importing') {
    return refused('not-ready', 'This dataset is being worked on right now.')
  }
  if (isFirst) return null
  return record.mapping === null ? done({ outcome: 'columns-needed', bytes: 0, sha256: null, events: null }) : null
}

/** What a file has, and then the rest. */
function joined(file: string, rest: Readable): Readable {
  return Readable.from(
    (async function* () {
      yield* createReadStream(file)
      yield* rest
    })() as AsyncIterable<Buffer>,
    { objectMode: false },
  )
}
