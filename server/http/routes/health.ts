import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'

interface Deps {
  readonly version: string
  /** Rejects when the store does not answer. */
  readonly checkStore: () => Promise<void>
}

/** `GET /healthz`: 200 once and as long as requests can be served. */
export const healthRoutes =
  ({ version, checkStore }: Deps): FastifyPluginAsyncZod =>
  async (fastify) => {
    fastify.get(
      '/healthz',
      {
        config: { open: true },
        schema: {
          tags: ['server'],
          summary: 'Is the server up?',
          response: { 200: z.object({ status: z.literal('ok'), version: z.string() }) },
        },
      },
      async () => {
        await checkStore()
        return { status: 'ok' as const, version }
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
