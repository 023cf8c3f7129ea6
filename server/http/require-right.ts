import type { FastifyRequest } from 'fastify'
import type { Actor } from '#server/access/actor.ts'
import { type Action, can, type Facts, partFor, workspacesWhere } from '#server/access/can.ts'
import type { Place } from '#server/storage/places.ts'
import { tell } from './audit/record-acts.ts'
import type { ShownPart } from '#shared/model/excerpt/shown-part.ts'
import { DoorError } from './door-error.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is asking; `null` only on routes with `config.open` (pages, health). Set by the sign-in plugin. */
    actor: Actor | null
  }
}

/**
 * The access step of a route: gives the actor back when it may, else refuses. What somebody may not even read is `*-not-found`,
 * so that nobody learns which journeys and workspaces exist.
 */
export function requireRight(request: FastifyRequest, action: Action, facts: Facts = {}): Actor {
  const actor = requireActor(request)
  const { journeyId, workspaceId } = facts
  if (workspaceId !== undefined) tell(request, { workspaceId, ...(journeyId !== undefined && { journeyId }) })
  if (can(actor, action, facts)) return actor
  if (facts.journeyId !== undefined) {
    if (!can(actor, 'read-journey', facts)) throw new DoorError('journey-not-found')
  } else if (facts.workspaceId !== undefined && !can(actor, 'see-members', facts)) {
    throw new DoorError('workspace-not-found')
  }
  throw notAllowed(actor)
}

/** What is done with one journey: `placeOf` says where it is and what is said there. */
interface Places {
  readonly placeOf: (journeyId: string) => Promise<Place | null>
}

/**
 * The same for what is done with one journey. Whoever came by a link that shows only a part is refused: a route that knows how to answer
 * them says so by asking `requireSightOfJourney` instead.
 */
export async function requireRightOnJourney(
  request: FastifyRequest,
  action: Action,
  journeyId: string,
  places: Places,
): Promise<{ readonly actor: Actor } & Place> {
  const { part, ...right } = await requireSightOfJourney(request, action, journeyId, places)
  if (part !== null) throw new DoorError('not-allowed', 'Your link shows a part of this journey only.')
  return right
}

/** The same for a route that tells nobody more than their `part`; `null`: all of the journey. */
export async function requireSightOfJourney(
  request: FastifyRequest,
  action: Action,
  journeyId: string,
  { placeOf }: Places,
): Promise<{ readonly actor: Actor; readonly part: ShownPart | null } & Place> {
  requireActor(request)
  const place = await placeOf(journeyId)
  const facts = { journeyId, ...place }
  const actor = requireRight(request, action, facts)
  if (place === null) throw new DoorError('journey-not-found')
  return { actor, ...place, part: partFor(actor, facts) }
}

/** The same for a collection; `place`: where it is, `null`: there is none. */
export function requireRightOnCollection(
  request: FastifyRequest,
  action: Action,
  place: Place | null,
): { readonly actor: Actor } & Place {
  const actor = requireActor(request)
  if (place !== null) tell(request, { workspaceId: place.workspaceId })
  if (place === null || !can(actor, 'see-collection', place)) throw new DoorError('collection-not-found')
  if (!can(actor, action, place)) throw notAllowed(actor)
  return { actor, ...place }
}

/** The same for a dataset, or what hangs on one; `workspaceId`: where it belongs, `null`: there is none. */
export function requireRightOnDataset(
  request: FastifyRequest,
  action: Action,
  workspaceId: string | null,
  missing: 'dataset-not-found' | 'job-not-found' | 'segment-not-found' | 'metric-not-found' = 'dataset-not-found',
): Actor {
  const actor = requireActor(request)
  if (workspaceId !== null) tell(request, { workspaceId })
  if (workspaceId !== null && can(actor, action, { workspaceId })) return actor
  // Who has no such right anywhere is told that; who has it elsewhere learns nothing of what there is here.
  const mayNowhere = workspacesWhere(actor, action)?.length === 0
  const mayRead = workspaceId !== null && can(actor, 'read-dataset', { workspaceId })
  if (mayNowhere || mayRead) throw notAllowed(actor)
  throw new DoorError(missing)
}

/** Who is asking, on a route that everybody who is signed in may use. */
export function requireActor(request: FastifyRequest): Actor {
  if (!request.actor) throw new DoorError('not-signed-in')
  return request.actor
}

const notAllowed = ({ kind }: Actor): DoorError =>
  new DoorError(
    'not-allowed',
    kind === 'guest' ? 'Only members of the workspace may do this.' : 'Your role in the workspace does not allow this.',
  )
