import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Readiness } from '../readiness.ts'

interface Deps {
  readonly version: string
  readonly readiness: Readiness
}

const readinessBody = z.object({
  status: z.enum(['ready', 'not-ready']),
  store: z.enum(['ok', 'away']),
  doorbell: z.enum(['ok', 'away']).describe('away: changes of other nodes arrive a little later'),
  app: z.enum(['ok', 'missing']),
  draining: z.boolean(),
})

/** `GET /healthz`: this process is alive. `GET /readyz`: it may take traffic. */
export const healthRoutes =
  ({ version, readiness }: Deps): FastifyPluginAsyncZod =>
  async (fastify) => {
    fastify.get(
      '/healthz',
      {
        config: { open: true },
        schema: {
          tags: ['server'],
          summary: 'Is the process alive? Asks nothing else, so that nobody restarts it because a database is away',
          response: { 200: z.object({ status: z.literal('ok'), version: z.string() }) },
        },
      },
      async (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' as const, version }),
    )

    fastify.get(
      '/readyz',
      {
        config: { open: true },
        schema: {
          tags: ['server'],
          summary: 'May this node take traffic?',
          response: { 200: readinessBody, 503: readinessBody },
        },
      },
      async (_request, reply) => {
        const { isReady, ...parts } = await readiness.report()
        return reply
          .code(isReady ? 200 : 503)
          .header('cache-control', 'no-store')
          .send({ status: isReady ? ('ready' as const) : ('not-ready' as const), ...parts })
      },
    )

    fastify.get(
      '/api/openapi.json',
      {
        schema: {
          tags: ['server'],
          summary: 'This document',
          response: { 200: z.looseObject({ openapi: z.string() }) },
        },
      },
      // The document's own types know no index signature.
      async () => ({ ...fastify.swagger() }) as { openapi: string },
    )
  }
