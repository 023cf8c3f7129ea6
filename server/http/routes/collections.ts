import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Actor } from '#server/access/actor.ts'
import { can } from '#server/access/can.ts'
import type { RightsWatch } from '#server/cluster/rights-watch.ts'
import type { Library } from '#server/journeys/library/library.ts'
import type { Sight } from '#server/journeys/library/sight.ts'
import type { Collection, Collections } from '#server/workspaces/collections.ts'
import type { Workspaces } from '#server/workspaces/workspaces.ts'
import type { AccessEntry } from '#shared/contract/access-entries.ts'
import {
  collectionCreate,
  collectionDeleted,
  type CollectionItem,
  collectionItem,
  collectionListBody,
  collectionPatch,
} from '#shared/contract/rest/collections.ts'
import { idParam } from '#shared/contract/rest/common.ts'
import { DoorError } from '../door-error.ts'
import { requireActor, requireRight, requireRightOnCollection } from '../require-right.ts'
import { targetOf } from '../rights-of-many.ts'
import { existingWorkspace } from './workspaces.ts'

interface Deps {
  readonly collections: Collections
  readonly workspaces: Pick<Workspaces, 'find'>
  readonly library: Library
  readonly sightOf: (actor: Actor, workspaceId: string) => Promise<Sight>
  readonly rights: Pick<RightsWatch, 'changed'>
}

const params = z.object({ id: idParam })

/** The folders of a workspace. */
export const collectionRoutes =
  ({ collections, workspaces, library, sightOf, rights }: Deps): FastifyPluginAsyncZod =>
  async (fastify) => {
    const listOf = async (actor: Actor, workspaceId: string) => {
      const sight = await sightOf(actor, workspaceId)
      const counts = await library.countsIn(sight)
      const items = [...sight.collections.values()].map(({ entries, ...one }): CollectionItem => {
        const facts = { workspaceId, entries }
        return {
          ...one,
          hasOwnAccess: entries.some(({ distance }) => distance === 0),
          may: {
            change: can(actor, 'change-collection', facts),
            remove: mayRemove(actor, workspaceId, entries),
            access: can(actor, 'change-access', facts),
          },
          journeys: counts.get(one.id) ?? 0,
        }
      })
      const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
      return { collections: items.sort(byName), loose: counts.get(null) ?? 0, total }
    }

    const itemOf = async (actor: Actor, { id, workspaceId }: Collection): Promise<CollectionItem> => {
      const item = (await listOf(actor, workspaceId)).collections.find((one) => one.id === id)
      if (item === undefined) throw new DoorError('collection-not-found')
      return item
    }

    /** It may go in there; `null`: to the top of the workspace. */
    const requireInside = async (request: FastifyRequest, workspaceId: string, parentId: string | null) => {
      if (parentId === null) return requireRight(request, 'create-collection', { workspaceId })
      const place = await collections.placeOf(parentId)
      requireRightOnCollection(request, 'create-collection', place?.workspaceId === workspaceId ? place : null)
      return requireActor(request)
    }

    fastify.get(
      '/api/workspaces/:id/collections',
      {
        schema: {
          tags: ['library'],
          summary: 'The collections that I may see, by name, with how many journeys lie in each',
          params,
          response: { 200: collectionListBody },
        },
      },
      async (request) => {
        const { id } = request.params
        const actor = requireRight(request, 'see-members', { workspaceId: id })
        await existingWorkspace(request, workspaces)
        return listOf(actor, id)
      },
    )

    fastify.post(
      '/api/workspaces/:id/collections',
      {
        schema: {
          tags: ['library'],
          summary: 'Make a collection, at the top or inside another',
          params,
          body: collectionCreate,
          response: { 201: collectionItem },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const { name, parentId = null } = request.body
        requireRight(request, 'see-members', { workspaceId: id })
        await existingWorkspace(request, workspaces)
        const actor = await requireInside(request, id, parentId)
        const made = await collections.create(id, parentId, name)
        if (!made.ok) throw new DoorError(made.reason)
        return reply.code(201).send(await itemOf(actor, made.value))
      },
    )

    fastify.patch(
      '/api/collections/:id',
      {
        schema: {
          tags: ['library'],
          summary: 'Rename a collection, or move it with all that is in it',
          params,
          body: collectionPatch,
          response: { 200: collectionItem },
        },
      },
      async (request) => {
        const { id } = request.params
        const { name, parentId } = request.body
        const { actor } = requireRightOnCollection(request, 'change-collection', await collections.placeOf(id))
        const collection = await existing(id)
        if (parentId !== undefined && parentId !== collection.parentId) {
          await requireInside(request, collection.workspaceId, parentId)
          const moved = await collections.move(collection, parentId)
          if (!moved.ok) throw new DoorError(moved.reason)
          await rights.changed(targetOf(await collections.journeysUnder(collection)))
        }
        if (name !== undefined) await collections.rename(id, name)
        return itemOf(actor, collection)
      },
    )

    fastify.delete(
      '/api/collections/:id',
      {
        schema: {
          tags: ['library'],
          summary: 'Delete a collection; what is in it moves up into the one around it',
          params,
          response: { 200: collectionDeleted },
        },
      },
      async (request) => {
        const { id } = request.params
        const place = await collections.placeOf(id)
        const { actor, workspaceId, entries } = requireRightOnCollection(request, 'delete-collection', place)
        if (!mayRemove(actor, workspaceId, entries))
          throw new DoorError('not-allowed', 'It says who may see it, so only somebody who manages it may delete it.')
        const collection = await existing(id)
        const journeys = await collections.journeysUnder(collection)
        const removed = await collections.remove(collection)
        await rights.changed(targetOf(journeys))
        return removed
      },
    )

    async function existing(id: string): Promise<Collection> {
      const collection = await collections.find(id)
      if (!collection) throw new DoorError('collection-not-found')
      return collection
    }
  }

/** With what it says of its own, deleting it would also open what is in it. */
const mayRemove = (actor: Actor, workspaceId: string, entries: readonly AccessEntry[]): boolean => {
  const facts = { workspaceId, entries }
  const isPlain = entries.every(({ distance }) => distance > 0)
  return can(actor, 'delete-collection', facts) && (isPlain || can(actor, 'change-access', facts))
}

const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true })
const byName = (a: CollectionItem, b: CollectionItem): number =>
  collator.compare(a.name, b.name) || (a.id < b.id ? -1 : 1)
