import type { FastifyRequest } from 'fastify'
import { roleAt } from '#server/access/can.ts'
import type { Journeys } from '#server/journeys/journeys.ts'
import type { CustomerSight } from '#server/workspaces/customer-sight.ts'
import { canManage } from '#shared/contract/roles.ts'
import { DoorError } from './door-error.ts'
import { requireActor, requireRight } from './require-right.ts'

interface Deps {
  readonly journeys: Pick<Journeys, 'placeOf'>
  readonly sight: CustomerSight
}

/** Whose rows and words are behind a number of a journey: a right of its own, by role and as the workspace says. Never by a share link. */
export const sightOfCustomers =
  ({ journeys, sight }: Deps) =>
  async (request: FastifyRequest, journeyId: string): Promise<void> => {
    requireActor(request)
    const place = await journeys.placeOf(journeyId)
    const facts = { journeyId, ...place }
    if (place === null) {
      requireRight(request, 'see-customers', facts)
      throw new DoorError('journey-not-found')
    }
    requireRight(request, 'read-journey', facts)
    const actor = requireRight(request, 'see-customers', facts)
    const seenBy = await sight.of(place.workspaceId)
    const role = roleAt(actor, facts)
    if (seenBy === 'nobody')
      throw new DoorError('not-allowed', 'In this workspace nobody sees the customers behind a number.')
    if (seenBy === 'admin' && (role === null || !canManage(role))) {
      throw new DoorError('not-allowed', 'In this workspace only admins and owners see the customers behind a number.')
    }
  }
