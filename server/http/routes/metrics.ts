import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { sameToken } from '#server/auth/tokens.ts'
import { isLoopback, wasForwarded } from '../client-address.ts'
import { credentialsOf } from '../credentials.ts'
import { DoorError } from '../door-error.ts'
import type { Instruments } from '../instruments/instruments.ts'

interface Deps {
  readonly instruments: Instruments
  /** `WAYMARK_METRICS_TOKEN`. */
  readonly token: string | null
}

/** Names by which this machine calls itself. A page elsewhere can make a browser ask here, but not under such a name. */
const OWN_NAMES = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/

/** `GET /metrics`: for whoever has the token; without one only for this machine itself, where there is nothing for anybody else. */
export const metricsRoutes =
  ({ instruments, token }: Deps): FastifyPluginAsyncZod =>
  async (fastify) => {
    const refuseOthers = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
      if (token === null) {
        if (!isFromHere(request)) throw new DoorError('not-found')
        return
      }
      // No cookie and no `?token=`: addresses end up in logs.
      const { bearer } = credentialsOf({ authorization: request.headers.authorization }, '', { readable: [] })
      if (bearer !== null && sameToken(bearer, token)) return
      if (bearer !== null) await fastify.limits.countWrongToken(request)
      void reply.header('www-authenticate', 'Bearer')
      throw new DoorError('not-signed-in', 'Send WAYMARK_METRICS_TOKEN as a bearer token.')
    }

    fastify.get(
      '/metrics',
      {
        config: { open: true },
        schema: {
          tags: ['server'],
          summary: 'Figures for Prometheus; with WAYMARK_METRICS_TOKEN as bearer token, or from the same machine',
          response: { 200: z.string() },
        },
      },
      async (request, reply) => {
        await refuseOthers(request, reply)
        const { contentType, text } = await instruments.read()
        return reply.header('cache-control', 'no-store').type(contentType).send(text)
      },
    )
  }

/** Somebody on this machine who asks this server itself, not a proxy that passes on what somebody elsewhere asked. */
const isFromHere = (request: FastifyRequest): boolean =>
  isLoopback(request.raw.socket.remoteAddress ?? '') &&
  !wasForwarded(request.raw) &&
  OWN_NAMES.test(request.headers.host ?? '')
