import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Actor } from '#server/access/actor.ts'
import { roleAt } from '#server/access/can.ts'
import type { Journeys } from '#server/journeys/journeys.ts'
import type { Sight } from '#server/journeys/library/sight.ts'
import type { Activity } from '#server/journeys/past/activity.ts'
import type { Reviews } from '#server/journeys/past/reviews.ts'
import type { Rooms } from '#server/sync/ports.ts'
import type { Workspaces } from '#server/workspaces/workspaces.ts'
import { idParam } from '#shared/contract/rest/common.ts'
import { activityBody, activityQuery, reviewBody, reviewCreate, reviewPlan } from '#shared/contract/rest/past.ts'
import { tell } from '../audit/record-acts.ts'
import { DoorError } from '../door-error.ts'
import { requireRight, requireRightOnJourney } from '../require-right.ts'
import { existingWorkspace } from './workspaces.ts'

interface Deps {
  readonly activity: Activity
  readonly reviews: Reviews
  readonly journeys: Pick<Journeys, 'placeOf'>
  readonly sightOf: (actor: Actor, workspaceId: string | undefined) => Promise<Sight>
  readonly workspaces: Workspaces
  readonly rooms: Pick<Rooms, 'push'>
}

const params = z.object({ id: idParam })

/** Who did what in a journey and a workspace, and looking at journeys anew. For members: what a guest sees is the journey. */
export const pastRoutes =
  ({ activity, reviews, journeys, workspaces, sightOf, rooms }: Deps): FastifyPluginAsyncZod =>
  async (fastify) => {
    const reviewOf = async (journeyId: string) => {
      const found = await reviews.find(journeyId)
      if (!found) throw new DoorError('journey-not-found')
      return found
    }

    fastify.get(
      '/api/journeys/:id/activity',
      {
        schema: {
          tags: ['journeys'],
          summary: 'Who did what to the journey, the newest first',
          params,
          querystring: activityQuery,
          response: { 200: activityBody },
        },
      },
      async (request) => {
        const { id } = request.params
        const { actor, ...place } = await requireRightOnJourney(request, 'see-activity', id, journeys)
        const { before, person: personId } = request.query
        const { workspaceId } = place
        const role = roleAt(actor, { journeyId: id, ...place })
        return activity.list({
          workspaceId,
          journeyId: id,
          before,
          personId,
          role,
          sight: await sightOf(actor, workspaceId),
        })
      },
    )

    fastify.get(
      '/api/workspaces/:id/activity',
      {
        schema: {
          tags: ['workspaces'],
          summary: 'Who did what in the workspace, the newest first',
          params,
          querystring: activityQuery,
          response: { 200: activityBody },
        },
      },
      async (request) => {
        const workspaceId = request.params.id
        const actor = requireRight(request, 'see-activity', { workspaceId })
        await existingWorkspace(request, workspaces)
        const { before, person: personId } = request.query
        const role = roleAt(actor, { workspaceId })
        return activity.list({ workspaceId, before, personId, role, sight: await sightOf(actor, workspaceId) })
      },
    )

    fastify.get(
      '/api/journeys/:id/review',
      {
        schema: {
          tags: ['journeys'],
          summary: 'How often the journey is looked at anew, when next, and who did so',
          params,
          response: { 200: reviewBody },
        },
      },
      async (request) => {
        const { id } = request.params
        await requireRightOnJourney(request, 'see-activity', id, journeys)
        return reviewOf(id)
      },
    )

    fastify.patch(
      '/api/journeys/:id/review',
      {
        schema: {
          tags: ['journeys'],
          summary: 'Say how often the journey is to be looked at anew, and when next',
          params,
          body: reviewPlan,
          response: { 200: reviewBody },
        },
      },
      async (request) => {
        const { id } = request.params
        await requireRightOnJourney(request, 'review-journey', id, journeys)
        const { cadence, nextAt } = request.body
        await reviews.plan(id, cadence, nextAt)
        tell(request, { details: { cadence } })
        rooms.push(id, { kind: 'journey-changed' })
        return reviewOf(id)
      },
    )

    fastify.post(
      '/api/journeys/:id/reviews',
      {
        schema: {
          tags: ['journeys'],
          summary: 'The journey was looked at anew; the next time counts from now',
          params,
          body: reviewCreate,
          response: { 201: reviewBody },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const { actor } = await requireRightOnJourney(request, 'review-journey', id, journeys)
        await reviews.review(id, actor.kind === 'person' ? actor.id : null, request.body.note)
        rooms.push(id, { kind: 'journey-changed' })
        return reply.code(201).send(await reviewOf(id))
      },
    )
  }
