import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { MINUTE_MS } from '#shared/lib/time.ts'
import { DoorError } from './door-error.ts'

/** Far above what people and honest scripts need (a live feed may post hundreds of events a second); stops a runaway loop. */
const REQUESTS_A_MINUTE = 60_000

/** Links opened, right or wrong, and wrong tokens sent, per address. The tokens have 256 bits: this keeps the log quiet. */
const LINKS_A_MINUTE = 240
const WRONG_TOKENS_A_MINUTE = 240

export interface Limits {
  /** Refuses with `too-many-requests` past the limit of wrong tokens. */
  countWrongToken(request: FastifyRequest): Promise<void>
}

/** The limit step of every route. The health check is never limited. */
export async function installLimits(fastify: FastifyInstance): Promise<Limits> {
  await fastify.register(rateLimit, { global: false, timeWindow: MINUTE_MS })
  const all = fastify.createRateLimit({ max: REQUESTS_A_MINUTE })
  const links = fastify.createRateLimit({ max: LINKS_A_MINUTE })
  const wrongTokens = fastify.createRateLimit({ max: WRONG_TOKENS_A_MINUTE })

  const refusePast = async (limit: typeof all, request: FastifyRequest, reply?: FastifyReply): Promise<void> => {
    const state = await limit(request)
    if (state.isAllowed || !state.isExceeded) return
    reply?.header('retry-after', state.ttlInSeconds)
    throw new DoorError('too-many-requests')
  }

  fastify.addHook('onRequest', async (request, reply) => {
    const { url } = request.routeOptions
    if (url === '/healthz') return
    await refusePast(url === '/enter/:token' || url === '/s/:token' ? links : all, request, reply)
  })
  return { countWrongToken: (request) => refusePast(wrongTokens, request) }
}
