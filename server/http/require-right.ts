import type { FastifyRequest } from 'fastify'
import type { Actor } from '#server/access/actor.ts'
import { type Action, can, type Facts } from '#server/access/can.ts'
import { DoorError } from './door-error.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is asking; `null` only on routes with `config.open` (pages, health). Set by the sign-in plugin. */
    actor: Actor | null
  }
}

/**
 * The access step of a route: gives the actor back when it may, else refuses. What somebody may not even read is `*-not-found`,
 * so that nobody learns which journeys exist.
 */
export function requireRight(request: FastifyRequest, action: Action, facts: Facts = {}): Actor {
  const actor = requireActor(request)
  if (can(actor, action, facts)) return actor
  if (facts.journeyId !== undefined && !can(actor, 'read-journey', facts)) throw new DoorError('journey-not-found')
  throw new DoorError('not-allowed', actor.kind === 'guest' ? 'Only the owner may do this.' : undefined)
}

/** Who is asking, on a route that everybody who is signed in may use. */
export function requireActor(request: FastifyRequest): Actor {
  if (!request.actor) throw new DoorError('not-signed-in')
  return request.actor
}
