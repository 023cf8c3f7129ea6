import type { FastifyError, FastifyInstance } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { EngineError } from '#server/duckdb/engine.ts'
import { StorageError } from '#server/storage/ports.ts'
import { type ErrorCode, ERRORS } from '#shared/contract/errors.ts'
import { DoorError, errorBodyOf } from './door-error.ts'

/** Fastify's and its plugins' own errors, by code. */
const CODES_OF_FASTIFY: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'too-large',
  FST_REQ_FILE_TOO_LARGE: 'too-large',
  FST_PARTS_LIMIT: 'too-large',
  FST_FILES_LIMIT: 'too-large',
  FST_FIELDS_LIMIT: 'too-large',
  FST_ERR_NOT_FOUND: 'not-found',
}

const CODES_OF_STATUS: Readonly<Record<number, ErrorCode>> = {
  401: 'not-signed-in',
  403: 'not-allowed',
  404: 'not-found',
  413: 'too-large',
  429: 'too-many-requests',
}

interface Refusal {
  readonly code: ErrorCode
  readonly detail?: string | undefined
}

/** Turns whatever was thrown into an error of the catalogue. What is not known is `internal`, without a word about its inside. */
function refusalOf(error: unknown): Refusal {
  if (error instanceof DoorError) return { code: error.code, detail: error.detail }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const [issue] = error.validation
    const where = [error.validationContext, ...(issue?.instancePath ?? '').split('/')].filter(Boolean).join('.')
    return { code: 'not-valid', detail: `${where || 'request'}: ${issue?.message ?? 'not valid'}` }
  }
  if (error instanceof StorageError) return { code: 'storage-unavailable' }
  if (error instanceof EngineError && error.code !== 'query-failed') return { code: 'engine-busy' }
  if (!(error instanceof Error)) return { code: 'internal' }
  const { code, statusCode } = error as Partial<FastifyError>
  const known = code === undefined ? undefined : CODES_OF_FASTIFY[code]
  if (known) return { code: known }
  if (statusCode === undefined || statusCode < 400 || statusCode >= 500) return { code: 'internal' }
  // Errors below 500 are Fastify's own words about the request (malformed JSON, unknown media type): safe and useful.
  return { code: CODES_OF_STATUS[statusCode] ?? 'not-valid', detail: error.message }
}

/** One shape for every refusal, one place that logs what went wrong inside. */
export function installErrors(fastify: FastifyInstance): void {
  fastify.setErrorHandler((error: unknown, request, reply) => {
    const { code, detail } = refusalOf(error)
    const { status } = ERRORS[code]
    if (error instanceof DoorError && error.retryAfterSeconds !== undefined) {
      void reply.header('retry-after', error.retryAfterSeconds)
    }
    request.refusal = code
    if (status >= 500) request.log.error({ err: error }, 'request failed')
    return reply
      .code(status)
      .type('application/json; charset=utf-8')
      .serializer((body: unknown) => JSON.stringify(body))
      .send(errorBodyOf(code, detail, request.id))
  })
}
