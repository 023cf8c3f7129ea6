import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Datasets } from '#server/datasets/datasets.ts'
import { readIngestBody } from '#server/datasets/read-ingest-body.ts'
import type { ErrorCode } from '#shared/contract/errors.ts'
import { idParam } from '#shared/contract/rest/common.ts'
import { ingestBody } from '#shared/contract/rest/datasets.ts'
import { DoorError } from '../door-error.ts'
import { requireRightOnDataset } from '../require-right.ts'

interface Deps {
  readonly datasets: Pick<Datasets, 'ingest' | 'workspaceOf'>
}

const MAX_BODY_BYTES = 10 * 1024 * 1024
/** When what was refused for want of room may be sent again. */
export const RETRY_AFTER_SECONDS_OF: Partial<Record<ErrorCode, number>> = { 'too-many-requests': 1, 'engine-busy': 2 }

/** Live events: one request, one or many events; answered once they are on disk. */
export const ingestRoutes =
  ({ datasets }: Deps): FastifyPluginAsyncZod =>
  async (fastify) => {
    // In here a body is text whatever it says it is: NDJSON has several media types, and JSON is read with its own words of refusal.
    fastify.removeAllContentTypeParsers()
    fastify.addContentTypeParser('*', { parseAs: 'string', bodyLimit: MAX_BODY_BYTES }, (_request, body, done) => {
      done(null, body)
    })

    fastify.post(
      '/api/ingest/:dataset',
      {
        bodyLimit: MAX_BODY_BYTES,
        schema: {
          tags: ['datasets'],
          summary: 'Send live events',
          description:
            'NDJSON, a JSON array or one JSON object: `{"case": "c1", "event": "Visit", "timestamp": "2025-03-01T10:00:00Z", ' +
            '"channel": "web", "value": 1.5, "attributes": {"plan": "free"}}`. `timestamp` is ISO 8601 or milliseconds since 1970; ' +
            'without one it is now. Good events are stored though others in the request are not. With an `id` an event counts ' +
            'once, however often it is sent. 429 with `Retry-After` when more comes than can be stored.',
          params: z.object({ dataset: idParam }),
          consumes: ['application/x-ndjson', 'application/json', 'text/plain'],
          response: { 200: ingestBody },
        },
      },
      async (request) => {
        requireRightOnDataset(request, 'ingest', await datasets.workspaceOf(request.params.dataset))
        const body = typeof request.body === 'string' ? request.body : ''
        const isJson = /^application\/json\b/i.test(request.headers['content-type'] ?? '')
        const isArray = /^\s*\[/.test(body)
        const items = readIngestBody(body, !isJson && !isArray)
        if (!items) throw new DoorError('not-valid', 'The body is not JSON.')
        const stored = await datasets.ingest(request.params.dataset, items)
        if (stored.ok) return stored.value
        throw new DoorError(stored.reason, stored.detail, RETRY_AFTER_SECONDS_OF[stored.reason])
      },
    )
  }
