import type { FastifyInstance } from 'fastify'
import type { Auth } from '#server/auth/auth.ts'
import { credentialsOf, isSameOrigin } from './credentials.ts'
import { DoorError } from './door-error.ts'
import type { Limits } from './limits.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Nobody has to be signed in for this route. */
    open?: boolean
  }
}

const READING_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/** The auth step of every route: who is asking, and nobody gets past it but on routes that say they are open. */
export function installSignIn(fastify: FastifyInstance, auth: Auth, limits: Limits, publicUrl: string | null): void {
  fastify.decorateRequest('actor', null)
  fastify.addHook('onRequest', async (request, reply) => {
    const isOpen = request.is404 ? !request.url.startsWith('/api') : request.routeOptions.config.open === true
    // Signing somebody in from another site's page, as somebody whom that page chose, is refused as well.
    const isForeign = !READING_METHODS.has(request.method) && !isSameOrigin(request.headers, publicUrl)
    if (isOpen) {
      if (isForeign) throw new DoorError('bad-origin')
      return
    }
    // What is for one person only is kept by nobody in between; a route that knows better says so.
    void reply.header('cache-control', 'no-store')
    const identity = await auth.identify(credentialsOf(request.headers, request.url, auth.cookies))
    if (!identity.actor) {
      if (identity.refusal === 'link-not-valid') await limits.countWrongToken(request)
      throw new DoorError(identity.refusal)
    }
    const { actor } = identity
    if (actor.sessionId !== null && isForeign) throw new DoorError('bad-origin')
    request.actor = actor
  })
}
