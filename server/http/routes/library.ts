import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { RightsWatch } from '#server/cluster/rights-watch.ts'
import type { Journeys } from '#server/journeys/journeys.ts'
import type { Marks } from '#server/journeys/library/marks.ts'
import type { Tags } from '#server/journeys/library/tags.ts'
import type { Collections } from '#server/workspaces/collections.ts'
import { ERRORS } from '#shared/contract/errors.ts'
import { bulkAnswer, type BulkAnswer, bulkBody, type BulkChange } from '#shared/contract/rest/library.ts'
import { idParam } from '#shared/contract/rest/common.ts'
import { assertNever } from '#shared/lib/assert.ts'
import { tell } from '../audit/record-acts.ts'
import { DoorError } from '../door-error.ts'
import { requireActor, requireRight, requireRightOnCollection, requireRightOnJourney } from '../require-right.ts'
import { targetOf } from '../rights-of-many.ts'

interface Deps {
  readonly journeys: Journeys
  readonly marks: Marks
  readonly tags: Tags
  readonly collections: Collections
  readonly rights: Pick<RightsWatch, 'changed'>
}

const params = z.object({ id: idParam })

/** What people do with their journeys in the library, one or many at a time. */
export const libraryRoutes =
  ({ journeys, marks, tags, collections, rights }: Deps): FastifyPluginAsyncZod =>
  async (fastify) => {
    fastify.post(
      '/api/journeys/:id/opened',
      {
        schema: {
          tags: ['library'],
          summary: 'I have opened it: it is among those that I opened last',
          params,
          response: { 204: z.undefined() },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const { actor } = await requireRightOnJourney(request, 'mark-journey', id, journeys)
        // Guests and scripts have nothing of their own that this could be kept in.
        if (actor.kind === 'person') await marks.opened(actor.id, id)
        return reply.code(204).send()
      },
    )

    fastify.post(
      '/api/journeys/bulk',
      {
        schema: {
          tags: ['library'],
          summary: 'Archive, restore, delete, move, tag or star several journeys',
          description:
            'Each on its own: what cannot be done with one does not stop the others, and the answer tells which and why.',
          body: bulkBody,
          response: { 200: bulkAnswer },
        },
      },
      async (request) => {
        requireActor(request)
        const { ids, change } = request.body
        const done: string[] = []
        const failed: BulkAnswer['failed'] = []
        for (const id of new Set(ids)) {
          try {
            await changeOne(request, id, change)
            done.push(id)
          } catch (error) {
            if (!(error instanceof DoorError)) throw error
            failed.push({ id, code: error.code, message: error.detail ?? ERRORS[error.code].words })
          }
        }
        const isNothing = ['star', 'unstar', 'tag', 'untag'].includes(change.kind) || done.length === 0
        tell(request, { isNothing, details: { change: change.kind, journeys: done.slice(0, NAMED_MAX).join(' ') } })
        // Where they lie now others may be let in; those that are gone have rooms on other nodes.
        if (done.length > 0 && (change.kind === 'move' || change.kind === 'delete'))
          await rights.changed(targetOf(done))
        return { done, failed }
      },
    )

    async function changeOne(request: FastifyRequest, id: string, change: BulkChange): Promise<void> {
      switch (change.kind) {
        case 'archive':
        case 'restore': {
          await requireRightOnJourney(request, 'archive-journey', id, journeys)
          return journeys.setArchived(id, change.kind === 'archive')
        }
        case 'delete': {
          await requireRightOnJourney(request, 'delete-journey', id, journeys)
          if (!(await journeys.remove(id)).ok) throw new DoorError('not-ready', NOT_ARCHIVED)
          return
        }
        case 'move': {
          const { workspaceId } = await requireRightOnJourney(request, 'move-journey', id, journeys)
          await requireRoomFor(request, workspaceId, change.collectionId, collections)
          return journeys.setCollection(id, change.collectionId)
        }
        case 'tag':
        case 'untag': {
          const { workspaceId } = await requireRightOnJourney(request, 'tag-journey', id, journeys)
          const tag = await tags.find(change.tagId)
          if (tag?.workspaceId !== workspaceId) throw new DoorError('tag-not-found')
          return change.kind === 'tag' ? tags.give(id, tag.id) : tags.take(id, tag.id)
        }
        case 'star':
        case 'unstar': {
          const { actor } = await requireRightOnJourney(request, 'mark-journey', id, journeys)
          if (actor.kind !== 'person') throw new DoorError('not-allowed', 'Only people with an account have stars.')
          return marks.star(actor.id, id, change.kind === 'star')
        }
        default:
          return assertNever(change)
      }
    }
  }

/** In a row of the audit log. */
const NAMED_MAX = 20

export const NOT_ARCHIVED = 'Archive the journey first; only an archived one is deleted.'

/** A journey may be put into that collection of that workspace; `null`: into none. */
export async function requireRoomFor(
  request: FastifyRequest,
  workspaceId: string,
  collectionId: string | null,
  collections: Pick<Collections, 'placeOf'>,
): Promise<void> {
  if (collectionId === null) {
    requireRight(request, 'create-journey', { workspaceId })
    return
  }
  const place = await collections.placeOf(collectionId)
  requireRightOnCollection(request, 'create-journey', place?.workspaceId === workspaceId ? place : null)
}
