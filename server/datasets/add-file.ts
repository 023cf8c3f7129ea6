import type { Readable } from 'node:stream'
import type { ErrorCode } from '#shared/contract/errors.ts'
import { newId } from '#shared/lib/ids.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import { MAX_FILES } from './bring-file.ts'
import { BY_HAND, type DatasetFiles } from './dataset-files.ts'
import type { DatasetRecord } from './dataset-rows.ts'
import type { ImportFlow } from './import-flow.ts'
import type { Uploads } from './uploads.ts'

interface Deps {
  readonly files: DatasetFiles
  readonly uploads: Uploads
  readonly flow: ImportFlow
}

interface AddedFile {
  readonly fileName: string
  readonly stream: Readable
  readonly maxBytes: number
}

/** Reads a further file with the mapping of the first; gives the job's id, or `null` when the dataset has this file already. */
export async function addFile(
  { files, uploads, flow }: Deps,
  record: DatasetRecord,
  { fileName, stream, maxBytes }: AddedFile,
): Promise<Result<string | null, ErrorCode>> {
  const { id } = record
  if (!record.mapping || record.state !== 'ready') {
    return refused('not-ready', 'Bring the first file and choose its columns before adding another.')
  }
  const fileId = newId()
  const received = await uploads.receive(uploads.fileOf(id, fileId), stream, maxBytes)
  if (received === null) return refused('too-large', `At most ${Math.floor(maxBytes / 1024 ** 2)} MiB.`)
  const { bytes: byteCount, sha256 } = received
  const file = { id: fileId, name: fileName, byteCount, sha256, ...BY_HAND }
  if ((await files.of(id)).length >= MAX_FILES) {
    await uploads.removeFile(id, fileId)
    return refused('too-large', `A dataset is made of at most ${MAX_FILES} files.`)
  }
  const isNew = await files.add(id, file)
  const started = isNew ? await flow.import(id, record.mapping, fileId) : done(null)
  if (!started.ok || !isNew) {
    await uploads.removeFile(id, fileId)
    if (isNew) await files.remove(fileId)
  }
  return started
}
