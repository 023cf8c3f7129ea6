import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { MINUTE_MS } from '#shared/lib/time.ts'
import { addressGroupOf } from './client-address.ts'
import { DoorError } from './door-error.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** What is counted beside requests; see `Limits`. */
    limits: Limits
  }
  interface FastifyContextConfig {
    /** Passwords or the like can be tried at this route: few tries a minute. */
    door?: boolean
  }
}

/** Far above what people and honest scripts need (a live feed may post hundreds of events a second); stops a runaway loop. */
const REQUESTS_A_MINUTE = 60_000

/** Links opened, right or wrong, and wrong tokens sent, per address. The tokens have 256 bits: this keeps the log quiet. */
const LINKS_A_MINUTE = 240
const WRONG_TOKENS_A_MINUTE = 240

/** Passwords tried and invitations opened, per address; and per account, from wherever. */
const DOORS_A_MINUTE = 30
const TRIES_OF_ACCOUNT_A_MINUTE = 10

export interface Limits {
  /** Refuses with `too-many-requests` past the limit of tries for one account, whether there is such an account or not. */
  countAccount(request: FastifyRequest, account: string): Promise<void>
  /** Refuses with `too-many-requests` past the limit of wrong tokens. */
  countWrongToken(request: FastifyRequest): Promise<void>
}

/** Asked by machines that decide by the answer whether this node lives. */
const NEVER_LIMITED: ReadonlySet<string | undefined> = new Set(['/healthz', '/readyz'])

/** The limit step of every route, for each address; health checks are never limited. */
export async function installLimits(fastify: FastifyInstance): Promise<Limits> {
  await fastify.register(rateLimit, {
    global: false,
    timeWindow: MINUTE_MS,
    keyGenerator: (request) => addressGroupOf(request.ip),
  })
  const all = fastify.createRateLimit({ max: REQUESTS_A_MINUTE })
  const links = fastify.createRateLimit({ max: LINKS_A_MINUTE })
  const wrongTokens = fastify.createRateLimit({ max: WRONG_TOKENS_A_MINUTE })
  const doors = fastify.createRateLimit({ max: DOORS_A_MINUTE })
  const triedAccounts = new WeakMap<FastifyRequest, string>()
  const accounts = fastify.createRateLimit({
    max: TRIES_OF_ACCOUNT_A_MINUTE,
    keyGenerator: (request) => `account ${triedAccounts.get(request) ?? ''}`,
  })

  const refusePast = async (limit: typeof all, request: FastifyRequest, reply?: FastifyReply): Promise<void> => {
    const state = await limit(request)
    if (state.isAllowed || !state.isExceeded) return
    reply?.header('retry-after', state.ttlInSeconds)
    throw new DoorError('too-many-requests')
  }

  fastify.addHook('onRequest', async (request, reply) => {
    const { url } = request.routeOptions
    if (NEVER_LIMITED.has(url)) return
    await refusePast(url === '/enter/:token' || url === '/s/:token' ? links : all, request, reply)
    if (request.routeOptions.config.door === true) await refusePast(doors, request, reply)
  })
  const limits: Limits = {
    countAccount: (request, account) => {
      triedAccounts.set(request, account)
      return refusePast(accounts, request)
    },
    countWrongToken: (request) => refusePast(wrongTokens, request),
  }
  fastify.decorate('limits', limits)
  return limits
}
