import type { FileShare, ReadFile } from '#shared/contract/rest/datasets.ts'
import type { FileColumnsInput } from '#shared/contract/rest/file-columns.ts'
import { at, request } from './request.ts'
import { upload } from './upload.ts'

/** What was begun: a job, or `null` where nothing is to be read. */
interface FileChange {
  readonly id: string
  readonly job: string | null
}

/** The files of a dataset. All of them reject with `ApiError`. */
export const datasetFilesApi = {
  /** Adds a file; `job`: `null` when the dataset has it already. One that names its columns otherwise waits to be told how. */
  add: (id: string, file: File) => upload<FileChange>(at('datasets', id, 'files'), file),
  /** How a file was read, with its first rows. */
  read: (id: string, fileId: string, signal?: AbortSignal) =>
    request<ReadFile>('GET', at('datasets', id, 'files', fileId, 'columns'), { signal }),
  /** Reads it as is said now. */
  answer: (id: string, fileId: string, columns: FileColumnsInput) =>
    request<FileChange>('POST', at('datasets', id, 'files', fileId, 'columns'), { body: columns }),
  /** What would go with it. */
  share: (id: string, fileId: string, signal?: AbortSignal) =>
    request<FileShare>('GET', at('datasets', id, 'files', fileId, 'share'), { signal }),
  remove: (id: string, fileId: string) => request<FileChange>('DELETE', at('datasets', id, 'files', fileId)),
}
