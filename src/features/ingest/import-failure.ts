import type { DatasetBody } from '#shared/contract/rest/datasets.ts'
import { ApiError, wordsOf } from '#src/api/api-error.ts'

/** Why an import did not go on: a stable code, and words for the person. */
export interface ImportFailure {
  readonly code: string
  readonly words: string
}

/** What the dataset keeps of its last import, if that failed. */
export const keptFailure = ({ error }: Pick<DatasetBody, 'error'>): ImportFailure | null =>
  error === null
    ? null
    : { code: error.code, words: error.detail === undefined ? error.message : `${error.message} (${error.detail})` }

/** A request that was refused. */
export const refusedRequest = (error: unknown): ImportFailure => ({
  code: error instanceof ApiError ? error.code : 'internal',
  words: wordsOf(error),
})
