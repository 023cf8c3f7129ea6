import type { ErrorCode } from '#shared/contract/errors.ts'

/** Thrown deep inside a reader when a file turns out to be one that must not be read; `openTable` makes a refusal of it. */
export class RefusedFile extends Error {
  readonly code: ErrorCode
  constructor(code: ErrorCode, detail: string) {
    super(detail)
    this.code = code
  }
}
