import type { ErrorBody, ErrorCode } from '#shared/contract/errors.ts'

/** A code of the catalogue, or `network`: nobody answered. */
export type ApiErrorCode = ErrorCode | 'network'

interface ApiErrorFacts {
  readonly code: ApiErrorCode
  /** HTTP status; 0 when nobody answered. */
  readonly status: number
  readonly message: string
  readonly detail?: string | undefined
}

/** A refused or failed request. `message` is plain words, ready to be shown. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly code: ApiErrorCode
  readonly status: number
  readonly detail: string | undefined

  constructor({ code, status, message, detail }: ApiErrorFacts) {
    super(message)
    this.code = code
    this.status = status
    this.detail = detail
  }
}

export const networkError = (): ApiError =>
  new ApiError({
    code: 'network',
    status: 0,
    message: 'The server does not answer. Check your connection and try again.',
  })

const hasErrorBody = (body: unknown): body is ErrorBody =>
  typeof body === 'object' &&
  body !== null &&
  'error' in body &&
  typeof body.error === 'object' &&
  body.error !== null &&
  'code' in body.error &&
  'message' in body.error

/** The error that a refusing answer carries; an answer from something else (a proxy) becomes `internal`. */
export function errorFromAnswer(status: number, text: string): ApiError {
  let body: unknown = null
  try {
    body = JSON.parse(text)
  } catch {
    // Not from this server: the words below say all that is known.
  }
  if (hasErrorBody(body)) return new ApiError({ status, ...body.error })
  return new ApiError({ code: 'internal', status, message: `The server refused this (${status}). Please try again.` })
}

/** Plain words for anything that was thrown. */
export const wordsOf = (error: unknown): string =>
  error instanceof ApiError
    ? error.detail === undefined
      ? error.message
      : `${error.message} (${error.detail})`
    : 'Something went wrong in this page. Reload it and try again.'
