import { createHash } from 'node:crypto'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Actor } from '#server/access/actor.ts'
import { can, partFor, roleOn, workspacesWhere } from '#server/access/can.ts'
import type { RightsWatch } from '#server/cluster/rights-watch.ts'
import type { Images } from '#server/journeys/images/images.ts'
import type { Journeys, JourneySummary } from '#server/journeys/journeys.ts'
import { draftNewJourney, needsDatasets, templateItems } from '#server/journeys/new-journey.ts'
import type { JourneySources } from '#server/journeys/ports.ts'
import type { Thumbnails } from '#server/journeys/thumbnails.ts'
import type { Workspaces } from '#server/workspaces/workspaces.ts'
import { assert } from '#shared/lib/assert.ts'
import { keyOfPart } from '#shared/model/excerpt/shown-part.ts'
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
import { tell, type Told } from '../audit/record-acts.ts'
import { DoorError } from '../door-error.ts'
import { askDataNode, type DataNodeDoor } from '../on-data-node.ts'
import { requireRight, requireRightOnJourney, requireSightOfJourney } from '../require-right.ts'
import { workspaceForNew } from '../workspace-for-new.ts'

interface Deps {
  readonly journeys: Journeys
  readonly workspaces: Pick<Workspaces, 'find'>
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
  ({ journeys, workspaces, thumbnails, images, sources, door, rights }: Deps): FastifyPluginAsyncZod =>
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
        const { search, archived, workspace } = request.query
        const mine = workspacesWhere(actor, 'read-journey')
        const workspaceIds = workspace === undefined ? mine : (mine ?? [workspace]).filter((id) => id === workspace)
        const journeyIds = actor.grants.map((grant) => grant.journeyId)
        const within = workspaceIds && { workspaceIds, journeyIds }
        const found = await journeys.list({ search, isArchived: archived === 'true', within })
        return {
          journeys: await Promise.all(
            found.map(async (journey) => {
              const { id: journeyId, workspaceId } = journey
              return present(await journeys.summaryFor(journey, partFor(actor, { journeyId, workspaceId })), actor)
            }),
          ),
        }
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
        const asked = request.body.workspaceId
        const { actor, workspaceId } = await workspaceForNew(request, 'create-journey', asked, workspaces)
        if (needsDatasets(request.body)) {
          const body = Buffer.from(JSON.stringify(request.body))
          if (await askDataNode(door, request, reply, body)) return reply
        }
        const { datasetId: from } = request.body
        if (from !== undefined && (await sources.workspaceOfDataset(from)) !== workspaceId)
          throw new DoorError('dataset-not-found')
        const drafted = await draftNewJourney(request.body, workspaceId, sources)
        if (!drafted.ok) throw new DoorError(drafted.reason, drafted.detail)
        const { json, datasetId } = drafted.value
        try {
          const journey = await journeys.create(json, workspaceId, actor.id)
          tell(request, madeOf(journey))
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
        const { part } = await requireSightOfJourney(request, 'read-journey', id, journeys)
        return { id, ...(await journeys.json(id, part)) }
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
        const { actor, part } = await requireSightOfJourney(request, 'read-journey', id, journeys)
        return present(await journeys.summaryFor(await existing(id), part), actor)
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
        const { part } = await requireSightOfJourney(request, 'read-journey', id, journeys)
        const { updatedAt } = await existing(id)
        // What a browser has kept as somebody else does not stand for what it may see as this one.
        const etag = `"${String(updatedAt)}-${theme}${part === null ? '' : `-${digestOf(keyOfPart(part))}`}"`
        void reply.header('etag', etag).header('cache-control', 'private, no-cache')
        if (request.headers['if-none-match'] === etag) return reply.code(304).send()
        const svg = await thumbnails.svg(id, updatedAt, theme, part)
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
        const { actor, workspaceId } = await requireRightOnJourney(request, 'edit-journey', id, journeys)
        if (archived !== undefined) requireRight(request, 'archive-journey', { journeyId: id, workspaceId })
        const journey = await existing(id)
        tell(request, {
          ...(archived !== undefined && { act: archived ? 'journey-archived' : 'journey-restored' }),
          details: { title },
        })
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
        await requireRightOnJourney(request, 'delete-journey', id, journeys)
        tell(request, madeOf(await existing(id)))
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
        const { actor, workspaceId } = await requireRightOnJourney(request, 'duplicate-journey', id, journeys)
        const json = await journeys.json(id)
        const copy = await journeys.create({ ...json, title: `${json.title} (copy)` }, workspaceId, actor.id)
        tell(request, { ...madeOf(copy), details: { from: id } })
        const copied = await images.copy(id, copy.id, 'all')
        assert(copied.ok, 'what one journey has room for, its copy has')
        return reply.code(201).send(present(copy, actor))
      },
    )

    const present = (journey: JourneySummary, actor: Actor): JourneyListItem => {
      const facts = { journeyId: journey.id, workspaceId: journey.workspaceId }
      return {
        ...journey,
        // Whoever sees a journey has a role on it.
        role: roleOn(actor, facts) ?? 'viewer',
        may: {
          share: can(actor, 'manage-shares', facts),
          duplicate: can(actor, 'duplicate-journey', facts),
          archive: can(actor, 'archive-journey', facts),
          remove: can(actor, 'delete-journey', facts),
        },
      }
    }
  }

/** Named, because the journey may be gone when somebody reads of it. */
const madeOf = ({ id, title }: JourneySummary): Told => ({
  journeyId: id,
  target: { kind: 'journey', id, name: title },
})

/** Already text in its final form. */
const asItIs = (text: string): string => text

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12)
