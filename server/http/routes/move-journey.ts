import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { can } from '#server/access/can.ts'
import type { Auth } from '#server/auth/auth.ts'
import type { RightsWatch } from '#server/cluster/rights-watch.ts'
import type { Datasets } from '#server/datasets/datasets.ts'
import type { Journeys } from '#server/journeys/journeys.ts'
import type { Metrics } from '#server/metrics/metrics.ts'
import type { Collections } from '#server/workspaces/collections.ts'
import type { Workspaces } from '#server/workspaces/workspaces.ts'
import { idParam } from '#shared/contract/rest/common.ts'
import { journeyListItem } from '#shared/contract/rest/journeys.ts'
import { moveBody, moveFacts } from '#shared/contract/rest/library.ts'
import type { FastifyRequest } from 'fastify'
import { tell } from '../audit/record-acts.ts'
import { DoorError } from '../door-error.ts'
import { presentJourney } from '../present-journey.ts'
import { requireRight, requireRightOnJourney } from '../require-right.ts'
import { requireRoomFor } from './library.ts'

interface Deps {
  readonly auth: Pick<Auth, 'shares'>
  readonly journeys: Journeys
  readonly datasets: Pick<Datasets, 'list'>
  readonly metrics: Pick<Metrics, 'forget'>
  readonly collections: Pick<Collections, 'placeOf'>
  readonly workspaces: Pick<Workspaces, 'find'>
  readonly rights: Pick<RightsWatch, 'changed'>
}

const params = z.object({ id: idParam })

/** A journey goes to another workspace. Where the datasets are, because the numbers that it shows change with it. */
export const moveJourneyRoutes =
  (deps: Deps): FastifyPluginAsyncZod =>
  async (fastify) => {
    const { auth, journeys, datasets, metrics, collections, workspaces, rights } = deps

    const requireBoth = async (request: FastifyRequest, id: string, workspaceId: string) => {
      const right = await requireRightOnJourney(request, 'take-journey-out', id, journeys)
      requireRight(request, 'create-journey', { workspaceId })
      if (workspaceId === right.workspaceId) throw new DoorError('not-valid', 'It is in that workspace already.')
      if (!(await workspaces.find(workspaceId))) throw new DoorError('workspace-not-found')
      return right
    }

    fastify.get(
      '/api/journeys/:id/move/:workspaceId',
      {
        schema: {
          tags: ['library'],
          summary: 'What moving it to another workspace would mean: which numbers go dark, what stays behind',
          params: params.extend({ workspaceId: idParam }),
          response: { 200: moveFacts },
        },
      },
      async (request) => {
        const { id, workspaceId: to } = request.params
        const { workspaceId, entries } = await requireBoth(request, id, to)
        const [bound, tagsLost, links] = await Promise.all([
          journeys.boundDatasets(id),
          journeys.tagsLostBy(id, to),
          auth.shares.ofJourney(id),
        ])
        // Whatever is bound elsewhere shows nothing already.
        const staying = bound.size === 0 ? [] : (await datasets.list([workspaceId])).filter((one) => bound.has(one.id))
        return {
          datasets: staying.map((one) => ({ id: one.id, name: one.name, elements: bound.get(one.id) ?? 0 })),
          elements: [...bound.values()].reduce((sum, count) => sum + count, 0),
          links: links.length,
          tagsLost,
          entriesLost: entries.filter(({ distance }) => distance === 0).length,
        }
      },
    )

    fastify.post(
      '/api/journeys/:id/move',
      {
        schema: {
          tags: ['library'],
          summary: 'Move it to another workspace',
          description:
            'Its datasets stay, so numbers of them go dark. Share links, versions and pictures go along, and so do tags that the ' +
            'other workspace has too. What it says of its own on who may what stays behind.',
          params,
          body: moveBody,
          response: { 200: journeyListItem },
        },
      },
      async (request) => {
        const { id } = request.params
        const { workspaceId: to, collectionId = null } = request.body
        const { actor } = await requireBoth(request, id, to)
        await requireRoomFor(request, to, collectionId, collections)
        tell(request, { details: { to } })
        await journeys.moveTo(id, to, collectionId)
        metrics.forget(id)
        await rights.changed({ journeyId: id })
        const [journey, place] = await Promise.all([journeys.find(id), journeys.placeOf(id)])
        if (!journey || !place || !can(actor, 'read-journey', { journeyId: id, ...place }))
          throw new DoorError('journey-not-found')
        return presentJourney(journey, actor, place)
      },
    )
  }
