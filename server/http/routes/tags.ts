import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Actor } from '#server/access/actor.ts'
import { can } from '#server/access/can.ts'
import type { Library } from '#server/journeys/library/library.ts'
import type { Sight } from '#server/journeys/library/sight.ts'
import type { Tag, Tags } from '#server/journeys/library/tags.ts'
import type { Workspaces } from '#server/workspaces/workspaces.ts'
import { idParam } from '#shared/contract/rest/common.ts'
import { tagCreate, tagItem, tagListBody, tagMerge, tagPatch, type TagItem } from '#shared/contract/rest/library.ts'
import { DoorError } from '../door-error.ts'
import { requireActor, requireRight } from '../require-right.ts'
import { existingWorkspace } from './workspaces.ts'

interface Deps {
  readonly tags: Tags
  readonly workspaces: Pick<Workspaces, 'find'>
  readonly library: Pick<Library, 'countsOfTags'>
  readonly sightOf: (actor: Actor, workspaceId: string) => Promise<Sight>
}

const params = z.object({ id: idParam })

/** The tags of a workspace. What gives one to journeys is `POST /api/journeys/bulk`. */
export const tagRoutes =
  ({ tags, workspaces, library, sightOf }: Deps): FastifyPluginAsyncZod =>
  async (fastify) => {
    const itemsOf = async (actor: Actor, workspaceId: string): Promise<TagItem[]> => {
      const counts = await library.countsOfTags(await sightOf(actor, workspaceId))
      return (await tags.ofWorkspace(workspaceId)).map((tag) => ({ ...tag, journeys: counts.get(tag.id) ?? 0 }))
    }

    const itemOf = async (actor: Actor, { id, workspaceId }: Tag): Promise<TagItem> => {
      const item = (await itemsOf(actor, workspaceId)).find((one) => one.id === id)
      if (item === undefined) throw new DoorError('tag-not-found')
      return item
    }

    /** A tag that this actor may change. */
    const requireTag = async (request: FastifyRequest, id: string) => {
      const actor = requireActor(request)
      const tag = await tags.find(id)
      if (tag === null || !can(actor, 'see-tags', { workspaceId: tag.workspaceId }))
        throw new DoorError('tag-not-found')
      requireRight(request, 'change-tags', { workspaceId: tag.workspaceId })
      return { actor, tag }
    }

    fastify.get(
      '/api/workspaces/:id/tags',
      {
        schema: {
          tags: ['library'],
          summary: 'The tags of a workspace, by name, with how many journeys that I may see have each',
          params,
          response: { 200: tagListBody },
        },
      },
      async (request) => {
        const { id } = request.params
        const actor = requireRight(request, 'see-tags', { workspaceId: id })
        await existingWorkspace(request, workspaces)
        return { tags: await itemsOf(actor, id) }
      },
    )

    fastify.post(
      '/api/workspaces/:id/tags',
      {
        schema: {
          tags: ['library'],
          summary: 'Make a tag; without a colour it gets the one that is used least',
          params,
          body: tagCreate,
          response: { 201: tagItem },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const { name, color } = request.body
        requireRight(request, 'change-tags', { workspaceId: id })
        await existingWorkspace(request, workspaces)
        const made = await tags.create(id, name, color)
        if (!made.ok) throw new DoorError(made.reason)
        return reply.code(201).send({ ...made.value, journeys: 0 })
      },
    )

    fastify.patch(
      '/api/tags/:id',
      {
        schema: {
          tags: ['library'],
          summary: 'Rename a tag, or give it another colour',
          params,
          body: tagPatch,
          response: { 200: tagItem },
        },
      },
      async (request) => {
        const { actor, tag } = await requireTag(request, request.params.id)
        const changed = await tags.change(tag, request.body)
        if (!changed.ok) throw new DoorError(changed.reason)
        return itemOf(actor, tag)
      },
    )

    fastify.post(
      '/api/tags/:id/merge',
      {
        schema: {
          tags: ['library'],
          summary: 'Put another tag of the workspace in the place of this one',
          params,
          body: tagMerge,
          response: { 200: tagItem },
        },
      },
      async (request) => {
        const { actor, tag } = await requireTag(request, request.params.id)
        const into = await tags.find(request.body.into)
        if (into?.workspaceId !== tag.workspaceId) throw new DoorError('tag-not-found')
        if (into.id === tag.id) throw new DoorError('not-valid', 'A tag cannot be merged with itself.')
        await tags.merge(tag.id, into.id)
        return itemOf(actor, into)
      },
    )

    fastify.delete(
      '/api/tags/:id',
      {
        schema: {
          tags: ['library'],
          summary: 'Delete a tag; the journeys that had it stay',
          params,
          response: { 204: z.undefined() },
        },
      },
      async (request, reply) => {
        const { tag } = await requireTag(request, request.params.id)
        await tags.remove(tag.id)
        return reply.code(204).send()
      },
    )
  }
