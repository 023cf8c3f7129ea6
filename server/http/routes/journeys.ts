import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Actor } from '#server/access/actor.ts'
import { can, partFor } from '#server/access/can.ts'
import type { RightsWatch } from '#server/cluster/rights-watch.ts'
import type { Images } from '#server/journeys/images/images.ts'
import type { Journeys, JourneySummary } from '#server/journeys/journeys.ts'
import { draftNewJourney, needsDatasets, templateItems } from '#server/journeys/new-journey.ts'
import type { Reviews } from '#server/journeys/past/reviews.ts'
import type { JourneySources } from '#server/journeys/ports.ts'
import type { Library, LibraryFilter, LibraryRow } from '#server/journeys/library/library.ts'
import type { Sight } from '#server/journeys/library/sight.ts'
import type { Thumbnails } from '#server/journeys/thumbnails.ts'
import type { Place } from '#server/storage/places.ts'
import type { Collections } from '#server/workspaces/collections.ts'
import type { Workspaces } from '#server/workspaces/workspaces.ts'
import { assert } from '#shared/lib/assert.ts'
import { keyOfPart } from '#shared/model/excerpt/shown-part.ts'
import { idParam } from '#shared/contract/rest/common.ts'
import {
  type LibraryItem,
  journeyCreate,
  journeyListBody,
  journeyListItem,
  journeyListQuery,
  journeyPatch,
  templateListBody,
} from '#shared/contract/rest/journeys.ts'
import { tell, type Told } from '../audit/record-acts.ts'
import { DoorError } from '../door-error.ts'
import { askDataNode, type DataNodeDoor } from '../on-data-node.ts'
import { presentJourney, presentLibraryRow } from '../present-journey.ts'
import {
  requireRight,
  requireRightOnCollection,
  requireRightOnJourney,
  requireSightOfJourney,
} from '../require-right.ts'
import { workspaceForNew } from '../workspace-for-new.ts'
import { NOT_ARCHIVED, requireRoomFor } from './library.ts'

interface Deps {
  readonly journeys: Journeys
  readonly library: Pick<Library, 'page'>
  readonly sightOf: (actor: Actor, workspaceId: string | undefined) => Promise<Sight>
  readonly collections: Pick<Collections, 'placeOf'>
  readonly workspaces: Pick<Workspaces, 'find'>
  readonly thumbnails: Thumbnails
  readonly reviews: Pick<Reviews, 'nextOf'>
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
  (deps: Deps): FastifyPluginAsyncZod =>
  async (fastify) => {
    const { journeys, library, sightOf, collections, workspaces, thumbnails, reviews, images, sources, door, rights } =
      deps
    /** Access was asked for; the journey itself may be gone. */
    const existing = async (journeyId: string): Promise<JourneySummary> => {
      const journey = await journeys.find(journeyId)
      if (!journey) throw new DoorError('journey-not-found')
      return journey
    }

    /** Who came by a link that shows a part is told no more than is in it. */
    const presentRows = async (rows: readonly LibraryRow[], actor: Actor): Promise<LibraryItem[]> => {
      const reviewAt = await reviews.nextOf(rows.map(({ id }) => id))
      return Promise.all(
        rows.map(async (row) => {
          const item = presentLibraryRow(row, actor)
          const { id: journeyId, workspaceId, entries } = row
          const { counts } = await journeys.summaryFor(item, partFor(actor, { journeyId, workspaceId, entries }))
          const seesPast = can(actor, 'see-activity', { journeyId, workspaceId, entries })
          return { ...item, counts, ...(seesPast && { reviewAt: reviewAt.get(journeyId) ?? null }) }
        }),
      )
    }

    /** Where a new journey is to belong: in the collection that is named, else in the workspace. */
    const placeForNew = async (
      request: FastifyRequest,
      asked: string | undefined,
      collectionId: string | null,
    ): Promise<{ readonly actor: Actor; readonly workspaceId: string; readonly entries: Place['entries'] }> => {
      if (collectionId === null) {
        return { ...(await workspaceForNew(request, 'create-journey', asked, workspaces)), entries: [] }
      }
      const place = await collections.placeOf(collectionId)
      const isThere = asked === undefined || place?.workspaceId === asked
      const { actor, workspaceId, entries } = requireRightOnCollection(
        request,
        'create-journey',
        isThere ? place : null,
      )
      // As seen from the journey.
      return { actor, workspaceId, entries: entries.map((entry) => ({ ...entry, distance: entry.distance + 1 })) }
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
          summary: 'My journeys, newest change first; narrowed down, in another order, page by page',
          querystring: journeyListQuery,
          response: { 200: journeyListBody },
        },
      },
      async (request) => {
        const actor = requireRight(request, 'list-journeys')
        const { search, archived, workspace, text, collection, tags, starred, opened, sort, limit, cursor } =
          request.query
        const filter: LibraryFilter = {
          isArchived: archived === 'true',
          isStarred: starred === 'true',
          isOpened: opened === 'true',
          tagIds: tags === undefined ? [] : tags.split(',').filter(Boolean),
          text,
          collection,
          sort,
        }
        const sight = await sightOf(actor, workspace)
        if (limit === undefined) {
          const rows = (await allOf(library, sight, filter)).filter(({ title }) => isCalled(title, search))
          return { journeys: await presentRows(rows, actor), next: null }
        }
        if (search !== undefined) throw new DoorError('not-valid', 'search does not go with limit; text does.')
        const page = await library.page(sight, filter, { limit, cursor })
        if (page === null) throw new DoorError('not-valid', 'cursor is not one of this list.')
        return { journeys: await presentRows(page.rows, actor), next: page.next }
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
        const { workspaceId: asked, collectionId = null } = request.body
        const { actor, workspaceId, entries } = await placeForNew(request, asked, collectionId)
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
          const journey = await journeys.create(json, workspaceId, actor.id, { collectionId })
          tell(request, madeOf(journey))
          return await reply.code(201).send(presentJourney(journey, actor, { entries }))
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
        const { actor, part, ...place } = await requireSightOfJourney(request, 'read-journey', id, journeys)
        const summary = presentJourney(await journeys.summaryFor(await existing(id), part), actor, place)
        if (!can(actor, 'see-activity', { journeyId: id, ...place })) return summary
        return { ...summary, reviewAt: (await reviews.nextOf([id])).get(id) ?? null }
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
          summary: 'Rename, archive, restore, or put into a collection',
          params,
          body: journeyPatch,
          response: { 200: journeyListItem },
        },
      },
      async (request) => {
        const { id } = request.params
        const { title, archived, collectionId } = request.body
        const { actor, ...place } = await requireRightOnJourney(request, 'edit-journey', id, journeys)
        if (archived !== undefined) requireRight(request, 'archive-journey', { journeyId: id, ...place })
        if (collectionId !== undefined) {
          requireRight(request, 'move-journey', { journeyId: id, ...place })
          await requireRoomFor(request, place.workspaceId, collectionId, collections)
        }
        const journey = await existing(id)
        tell(request, {
          ...(collectionId !== undefined && { act: 'journey-moved' }),
          ...(archived !== undefined && { act: archived ? 'journey-archived' : 'journey-restored' }),
          details: { title },
        })
        if (title !== undefined) await journeys.rename(id, title, actor.id)
        if (archived !== undefined && archived !== (journey.archivedAt !== null))
          await journeys.setArchived(id, archived)
        if (collectionId !== undefined) {
          await journeys.setCollection(id, collectionId)
          // Others may be let in where it lies now.
          await rights.changed({ journeyId: id })
        }
        return presentJourney(await existing(id), actor, (await journeys.placeOf(id)) ?? place)
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
        if (!removed.ok) throw new DoorError('not-ready', NOT_ARCHIVED)
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
        const { actor, ...place } = await requireRightOnJourney(request, 'duplicate-journey', id, journeys)
        const { workspaceId, collectionId } = place
        const json = await journeys.json(id)
        const titled = { ...json, title: `${json.title} (copy)` }
        const copy = await journeys.create(titled, workspaceId, actor.id, { collectionId, accessOf: id })
        tell(request, { ...madeOf(copy), details: { from: id } })
        const copied = await images.copy(id, copy.id, 'all')
        assert(copied.ok, 'what one journey has room for, its copy has')
        return reply.code(201).send(presentJourney(copy, actor, place))
      },
    )
  }

/** Named, because the journey may be gone when somebody reads of it. */
const madeOf = ({ id, title }: JourneySummary): Told => ({
  journeyId: id,
  target: { kind: 'journey', id, name: title },
})
/** So many at a time, where all are asked for at once. */
const READ_AT_ONCE = 1_000

async function allOf(library: Pick<Library, 'page'>, sight: Sight, filter: LibraryFilter): Promise<LibraryRow[]> {
  const rows: LibraryRow[] = []
  let cursor: string | undefined
  do {
    const page = await library.page(sight, filter, { limit: READ_AT_ONCE, cursor })
    assert(page !== null, 'the cursor was made by the page before')
    rows.push(...page.rows)
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return rows
}

/** Whether a title has all these words somewhere, in any order and case. */
function isCalled(title: string, search = ''): boolean {
  const text = title.toLocaleLowerCase()
  return search
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

/** Already text in its final form. */
const asItIs = (text: string): string => text

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12)
