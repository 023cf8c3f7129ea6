import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Actor } from '#server/access/actor.ts'
import { roleOn } from '#server/access/can.ts'
import type { RightsWatch } from '#server/cluster/rights-watch.ts'
import type { Images } from '#server/journeys/images/images.ts'
import type { Journeys, JourneySummary } from '#server/journeys/journeys.ts'
import { draftNewJourney, needsDatasets, templateItems } from '#server/journeys/new-journey.ts'
import type { JourneySources } from '#server/journeys/ports.ts'
import type { Thumbnails } from '#server/journeys/thumbnails.ts'
import { assert } from '#shared/lib/assert.ts'
import { idParam } from '#shared/contract/rest/common.ts'
import {
  journeyCreate,
  type JourneyListItem,
  journeyListBody,
  journeyListItem,
  journeyListQuery,
  journeyPatch,
  templateListBody,
} from '#shared/contract/rest/journeys.ts'
import { DoorError } from '../door-error.ts'
import { askDataNode, type DataNodeDoor } from '../on-data-node.ts'
import { requireRight } from '../require-right.ts'

interface Deps {
  readonly journeys: Journeys
  readonly thumbnails: Thumbnails
  readonly images: Pick<Images, 'copy'>
  readonly sources: JourneySources
  readonly door: DataNodeDoor
  readonly rights: Pick<RightsWatch, 'changed'>
}

/** A journey brought as a document may be large; every other body is small. */
const DOCUMENT_BODY_BYTES = 20 * 1024 * 1024

const params = z.object({ id: idParam })

/** The JSON form; `docs/journey-format.md` describes it whole. */
const journeyDocument = z.looseObject({ id: z.string(), format: z.string(), version: z.number(), title: z.string() })

/** The library and what can be done with a journey as a whole. What is in one changes over the websocket. */
export const journeyRoutes =
  ({ journeys, thumbnails, images, sources, door, rights }: Deps): FastifyPluginAsyncZod =>
  async (fastify) => {
    /** Access was asked for; the journey itself may be gone. */
    const existing = async (journeyId: string): Promise<JourneySummary> => {
      const journey = await journeys.find(journeyId)
      if (!journey) throw new DoorError('journey-not-found')
      return journey
    }

    fastify.get(
      '/api/templates',
      { schema: { tags: ['journeys'], summary: 'Journeys to start from', response: { 200: templateListBody } } },
      async (request) => {
        requireRight(request, 'see-templates')
        return { templates: templateItems() }
      },
    )

    fastify.get(
      '/api/journeys',
      {
        schema: {
          tags: ['journeys'],
          summary: 'My journeys, newest change first',
          querystring: journeyListQuery,
          response: { 200: journeyListBody },
        },
      },
      async (request) => {
        const actor = requireRight(request, 'list-journeys')
        const { search, archived } = request.query
        const ids = actor.kind === 'guest' ? actor.grants.map((grant) => grant.journeyId) : null
        const found = await journeys.list({ search, isArchived: archived === 'true', ids })
        return { journeys: found.map((journey) => present(journey, actor)) }
      },
    )

    fastify.post(
      '/api/journeys',
      {
        bodyLimit: DOCUMENT_BODY_BYTES,
        schema: {
          tags: ['journeys'],
          summary: 'Make a journey: blank, from a template, from the JSON form, or drafted from a dataset',
          body: journeyCreate,
          response: { 201: journeyListItem },
        },
      },
      async (request, reply) => {
        const actor = requireRight(request, 'create-journey')
        if (needsDatasets(request.body)) {
          const body = Buffer.from(JSON.stringify(request.body))
          if (await askDataNode(door, request, reply, body)) return reply
        }
        const drafted = await draftNewJourney(request.body, sources)
        if (!drafted.ok) throw new DoorError(drafted.reason, drafted.detail)
        const { json, datasetId } = drafted.value
        try {
          const journey = await journeys.create(json, actor.id)
          return await reply.code(201).send(present(journey, actor))
        } catch (error) {
          if (datasetId !== null) await sources.removeDataset(datasetId)
          throw error
        }
      },
    )

    fastify.get(
      '/api/journeys/:id',
      {
        schema: {
          tags: ['journeys'],
          summary: 'The whole journey in its JSON form',
          params,
          response: { 200: journeyDocument },
        },
      },
      async (request) => {
        const { id } = request.params
        requireRight(request, 'read-journey', { journeyId: id })
        await existing(id)
        return { id, ...(await journeys.json(id)) }
      },
    )

    fastify.get(
      '/api/journeys/:id/summary',
      {
        schema: {
          tags: ['journeys'],
          summary: 'What the library shows of a journey, with my role',
          params,
          response: { 200: journeyListItem },
        },
      },
      async (request) => {
        const { id } = request.params
        const actor = requireRight(request, 'read-journey', { journeyId: id })
        return present(await existing(id), actor)
      },
    )

    fastify.get(
      '/api/journeys/:id/thumbnail.svg',
      {
        schema: {
          tags: ['journeys'],
          summary: 'The journey drawn small',
          params,
          querystring: z.object({ theme: z.enum(['light', 'dark']).default('light') }),
          response: {
            200: { description: 'A picture', content: { 'image/svg+xml': { schema: z.string() } } },
            304: z.undefined().describe('The picture that the client has still holds'),
          },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const { theme } = request.query
        requireRight(request, 'read-journey', { journeyId: id })
        const { updatedAt } = await existing(id)
        const etag = `"${String(updatedAt)}-${theme}"`
        void reply.header('etag', etag).header('cache-control', 'private, no-cache')
        if (request.headers['if-none-match'] === etag) return reply.code(304).send()
        const svg = await thumbnails.svg(id, updatedAt, theme)
        return reply.type('image/svg+xml; charset=utf-8').serializer(asItIs).send(svg)
      },
    )

    fastify.patch(
      '/api/journeys/:id',
      {
        schema: {
          tags: ['journeys'],
          summary: 'Rename, archive or restore',
          params,
          body: journeyPatch,
          response: { 200: journeyListItem },
        },
      },
      async (request) => {
        const { id } = request.params
        const { title, archived } = request.body
        const actor = requireRight(request, 'edit-journey', { journeyId: id })
        if (archived !== undefined) requireRight(request, 'archive-journey', { journeyId: id })
        const journey = await existing(id)
        if (title !== undefined) await journeys.rename(id, title, actor.id)
        if (archived !== undefined && archived !== (journey.archivedAt !== null))
          await journeys.setArchived(id, archived)
        return present(await existing(id), actor)
      },
    )

    fastify.delete(
      '/api/journeys/:id',
      {
        schema: {
          tags: ['journeys'],
          summary: 'Delete for good; only an archived journey',
          params,
          response: { 204: z.undefined() },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        requireRight(request, 'delete-journey', { journeyId: id })
        await existing(id)
        const removed = await journeys.remove(id)
        if (!removed.ok) throw new DoorError('not-ready', 'Archive the journey first; only an archived one is deleted.')
        // Here its room is closed already; other nodes have theirs.
        await rights.changed({ journeyId: id })
        return reply.code(204).send()
      },
    )

    fastify.post(
      '/api/journeys/:id/duplicate',
      {
        schema: {
          tags: ['journeys'],
          summary: 'A copy of its own, with the same bindings',
          params,
          response: { 201: journeyListItem },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const actor = requireRight(request, 'duplicate-journey', { journeyId: id })
        await existing(id)
        const json = await journeys.json(id)
        const copy = await journeys.create({ ...json, title: `${json.title} (copy)` }, actor.id)
        const copied = await images.copy(id, copy.id, 'all')
        assert(copied.ok, 'what one journey has room for, its copy has')
        return reply.code(201).send(present(copy, actor))
      },
    )

    const present = (journey: JourneySummary, actor: Actor): JourneyListItem => ({
      ...journey,
      // Whoever sees a journey has a role on it.
      role: roleOn(actor, journey.id) ?? 'viewer',
    })
  }

/** Already text in its final form. */
const asItIs = (text: string): string => text
