import { ERRORS, type ErrorBody, type ErrorCode } from '#shared/contract/errors.ts'

/** Refuses a request with an error of the catalogue. The detail is shown to whoever asked, so no secret and no SQL in it. */
export class DoorError extends Error {
  override readonly name = 'DoorError'
  readonly code: ErrorCode
  readonly status: number
  readonly detail: string | undefined
  /** When to come again, where that is known. */
  readonly retryAfterSeconds: number | undefined

  constructor(code: ErrorCode, detail?: string, retryAfterSeconds?: number) {
    super(detail ?? ERRORS[code].words)
    this.code = code
    this.status = ERRORS[code].status
    this.detail = detail
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** The body that a refused request gets. */
export const errorBodyOf = (code: ErrorCode, detail?: string, requestId?: string): ErrorBody => ({
  error: {
    code,
    message: ERRORS[code].words,
    ...(detail === undefined ? {} : { detail }),
    ...(requestId === undefined ? {} : { requestId }),
  },
})
