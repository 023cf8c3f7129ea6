import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#shared/lib/time.ts'
import { addressGroupOf } from './client-address.ts'
import { DoorError } from './door-error.ts'
import type { CountTry } from './rate-counts.ts'

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

/**
 * Far above what people and honest scripts need (a live feed may post hundreds of events a second); stops a runaway loop. Each node
 * counts for itself, because it guards the node and nothing can be guessed by it.
 */
const REQUESTS_A_MINUTE = 60_000

interface Limit {
  readonly name: string
  readonly max: number
  readonly windowMs: number
}

/** Links opened, right or wrong, and wrong tokens sent, per address. The tokens have 256 bits: this keeps the log quiet. */
const LINKS: Limit = { name: 'links', max: 240, windowMs: MINUTE_MS }
const WRONG_TOKENS: Limit = { name: 'wrong tokens', max: 240, windowMs: MINUTE_MS }

/** Passwords tried and invitations opened, per address; and per account, from wherever. */
const DOORS: Limit = { name: 'doors', max: 30, windowMs: MINUTE_MS }
const ACCOUNT: Limit = { name: 'account', max: 10, windowMs: MINUTE_MS }

/** Passwords tried for one link from one address, which a whole room may share; and from wherever. */
const LINK_HERE: Limit = { name: 'link here', max: 30, windowMs: MINUTE_MS }
const LINK_ANYWHERE: Limit = { name: 'link', max: 200, windowMs: MINUTE_MS }
/** Every sign-in page that is opened begins one, by everybody behind one address. */
const CHALLENGES: Limit = { name: 'challenges', max: 240, windowMs: MINUTE_MS }

/** Letters to one address, whoever has them sent: nobody's mailbox is filled by us. */
const LETTERS: Limit = { name: 'letters', max: 6, windowMs: HOUR_MS }

/** Comments, replies, reactions and the like, per person or guest. */
const COMMENTS: Limit = { name: 'comments', max: 60, windowMs: MINUTE_MS }

export interface Limits {
  /** Refuses with `too-many-requests` past the limit of tries for one account, whether there is such an account or not. */
  countAccount(account: string): Promise<void>
  /** Refuses with `too-many-requests` who writes comments faster than people do. */
  countComment(actorId: string): Promise<void>
  /** Refuses past the limit of letters to one address, whether anything would be sent there or not. */
  countLetter(email: string): Promise<void>
  /** Refuses with `too-many-requests` past the limits of passwords tried for one share link. */
  countLinkPassword(request: FastifyRequest, shareId: string): Promise<void>
  /** Refuses past the limit of passkey sign-ins begun, per address. */
  countChallenge(request: FastifyRequest): Promise<void>
  /** Refuses with `too-many-requests` past the limit of wrong tokens. */
  countWrongToken(request: FastifyRequest): Promise<void>
}

/** Asked by machines that decide by the answer whether this node lives. */
const NEVER_LIMITED: ReadonlySet<string | undefined> = new Set(['/healthz', '/readyz'])

/** Where links are opened. */
const LINK_ROUTES: ReadonlySet<string | undefined> = new Set([
  '/enter/:token',
  '/s/:token',
  '/oembed',
  '/api/links/:token',
  '/api/links/:token/enter',
])

/** The limit step of every route, for each address; health checks are never limited. `countTry` counts for all nodes. */
export async function installLimits(fastify: FastifyInstance, countTry: CountTry): Promise<Limits> {
  await fastify.register(rateLimit, {
    global: false,
    timeWindow: MINUTE_MS,
    keyGenerator: (request) => addressGroupOf(request.ip),
  })
  const countRequest = fastify.createRateLimit({ max: REQUESTS_A_MINUTE })

  async function refusePast({ name, max, windowMs }: Limit, who: string): Promise<void> {
    const { count, endsInMs } = await countTry(`${name} ${who}`, windowMs)
    if (count > max) throw tooMany(endsInMs)
  }

  fastify.addHook('onRequest', async (request) => {
    const { url } = request.routeOptions
    if (NEVER_LIMITED.has(url)) return
    const state = await countRequest(request)
    if (!state.isAllowed && state.isExceeded) throw tooMany(state.ttl)
    if (LINK_ROUTES.has(url)) await refusePast(LINKS, addressGroupOf(request.ip))
    if (request.routeOptions.config.door === true) await refusePast(DOORS, addressGroupOf(request.ip))
  })
  const limits: Limits = {
    countAccount: (account) => refusePast(ACCOUNT, account),
    countComment: (actorId) => refusePast(COMMENTS, actorId),
    countLetter: (email) => refusePast(LETTERS, email),
    async countLinkPassword(request, shareId) {
      await refusePast(LINK_HERE, `${shareId} ${addressGroupOf(request.ip)}`)
      await refusePast(LINK_ANYWHERE, shareId)
    },
    countChallenge: (request) => refusePast(CHALLENGES, addressGroupOf(request.ip)),
    countWrongToken: (request) => refusePast(WRONG_TOKENS, addressGroupOf(request.ip)),
  }
  fastify.decorate('limits', limits)
  return limits
}

const tooMany = (afterMs: number): DoorError =>
  new DoorError('too-many-requests', undefined, Math.max(1, Math.ceil(afterMs / SECOND_MS)))
