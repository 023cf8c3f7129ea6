import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Datasets } from '#server/datasets/datasets.ts'
import type { Sources } from '#server/datasets/sources/sources.ts'
import { idParam } from '#shared/contract/rest/common.ts'
import { ingestBody } from '#shared/contract/rest/datasets.ts'
import { sourceCreate, sourceListBody, sourceMade } from '#shared/contract/rest/sources.ts'
import { tell } from '../audit/record-acts.ts'
import { DoorError } from '../door-error.ts'
import { requireRightOnDataset } from '../require-right.ts'
import { RETRY_AFTER_SECONDS_OF } from './ingest.ts'

interface Deps {
  readonly sources: Sources
  readonly datasets: Pick<Datasets, 'workspaceOf' | 'takesEvents'>
}

const MAX_BODY_BYTES = 10 * 1024 * 1024
const HOOKS = '/api/hooks'

const params = z.object({ id: idParam })

/** Senders of live events: whose key is whose, and the address that they post to. */
export const sourceRoutes =
  ({ sources, datasets }: Deps): FastifyPluginAsyncZod =>
  async (fastify) => {
    fastify.get(
      '/api/datasets/:id/sources',
      {
        schema: {
          tags: ['datasets'],
          summary: 'Who sends events to a dataset, and how that goes',
          params,
          response: { 200: sourceListBody },
        },
      },
      async (request) => {
        const { id } = request.params
        requireRightOnDataset(request, 'see-feeds', await datasets.workspaceOf(id))
        return { sources: await sources.list(id) }
      },
    )

    fastify.post(
      '/api/datasets/:id/sources',
      {
        schema: {
          tags: ['datasets'],
          summary: 'Give a sender an address with a key of its own',
          description:
            'The answer has the `path` that it posts to, with the key in it; it is told this once. With a `secret` every request has to ' +
            'carry `x-signature`: HMAC-SHA-1 of the body in hex, as Segment signs.',
          params,
          body: sourceCreate,
          response: { 201: sourceMade },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        requireRightOnDataset(request, 'change-feeds', await datasets.workspaceOf(id))
        if (!(await datasets.takesEvents(id))) throw new DoorError('not-ready', 'Its events come from other datasets.')
        const made = await sources.create(id, request.body)
        if (!made) throw new DoorError('too-many-sources')
        tell(request, { details: { source: made.item.name } })
        return reply.code(201).send({ ...made.item, path: `${HOOKS}/${made.key}` })
      },
    )

    fastify.delete(
      '/api/datasets/:id/sources/:sourceId',
      {
        schema: {
          tags: ['datasets'],
          summary: 'Take a sender out: its key is worth nothing from now on. What it sent stays',
          params: params.extend({ sourceId: idParam }),
          response: { 204: z.undefined() },
        },
      },
      async (request, reply) => {
        const { id, sourceId } = request.params
        requireRightOnDataset(request, 'change-feeds', await datasets.workspaceOf(id))
        if (!(await sources.remove(id, sourceId))) throw new DoorError('source-not-found')
        return reply.code(204).send()
      },
    )

    await fastify.register(hook({ sources }))
  }

const hook =
  ({ sources }: Pick<Deps, 'sources'>): FastifyPluginAsyncZod =>
  async (fastify) => {
    // The signature is over the bytes as they came, and senders call JSON many things.
    fastify.removeAllContentTypeParsers()
    fastify.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MAX_BODY_BYTES }, (_request, body, done) => {
      done(null, body)
    })

    fastify.post(
      `${HOOKS}/:key`,
      {
        bodyLimit: MAX_BODY_BYTES,
        config: { open: true },
        schema: {
          tags: ['datasets'],
          summary: 'Send events with a source’s key',
          description:
            'Events as for `POST /api/ingest/{dataset}`, or calls as Segment and RudderStack send them (track, page, screen, identify, ' +
            'group, alias, or a `batch`): `messageId` is the event’s id, `userId` or else `anonymousId` its case. 429 with `Retry-After` ' +
            'when more comes than can be stored.',
          params: z.object({ key: z.string().max(100) }),
          consumes: ['application/json', 'application/x-ndjson', 'text/plain'],
          response: { 200: ingestBody },
        },
      },
      async (request) => {
        const stored = await sources.receive(request.params.key, {
          body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
          isJson: /^application\/([\w.-]+\+)?json\b/i.test(request.headers['content-type'] ?? ''),
          signature: signatureOf(request),
        })
        if (stored.ok) return stored.value
        if (stored.reason === 'source-not-found') await fastify.limits.countWrongToken(request)
        throw new DoorError(stored.reason, stored.detail, RETRY_AFTER_SECONDS_OF[stored.reason])
      },
    )
  }

function signatureOf({ headers }: FastifyRequest): string | undefined {
  const given = headers['x-signature']
  return Array.isArray(given) ? given[0] : given
}
