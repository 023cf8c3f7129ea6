import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { can, roleIn } from '#server/access/can.ts'
import type { Comments } from '#server/comments/comments.ts'
import type { Journeys } from '#server/journeys/journeys.ts'
import type { Notices } from '#server/notices/notices.ts'
import { idParam } from '#shared/contract/rest/common.ts'
import {
  commentChanges,
  commentCreate,
  commentPatch,
  commentsBody,
  commentsQuery,
  mentionableBody,
  type Mentionable,
  reactionBody,
  readsBody,
  readsPatch,
  threadCreate,
  threadPatch,
} from '#shared/contract/rest/comments.ts'
import type { CommentNews } from '../comment-news.ts'
import { DoorError } from '../door-error.ts'
import { requireRightOnJourney } from '../require-right.ts'

interface Deps {
  readonly comments: Comments
  readonly journeys: Pick<Journeys, 'placeOf'>
  readonly notices: Pick<Notices, 'readThreads'>
  readonly news: CommentNews
  readonly mentionable: (asked: {
    readonly journeyId: string
    readonly workspaceId: string
    readonly isMember: boolean
  }) => Promise<Mentionable[]>
}

const params = z.object({ id: idParam })
const threadParams = z.object({ id: idParam, threadId: idParam })
const commentParams = z.object({ id: idParam, commentId: idParam })

const TAKEN = 'This id is in use.'

/** What is said beside a journey. */
export const commentRoutes =
  ({ comments, journeys, notices, news, mentionable }: Deps): FastifyPluginAsyncZod =>
  async (fastify) => {
    const requireReading = (request: FastifyRequest, journeyId: string) =>
      requireRightOnJourney(request, 'read-comments', journeyId, journeys)

    const requireWriting = async (request: FastifyRequest, journeyId: string) => {
      const { actor, workspaceId } = await requireRightOnJourney(request, 'write-comments', journeyId, journeys)
      await fastify.limits.countComment(actor.id)
      return { actor, workspaceId, journeyId }
    }

    fastify.get(
      '/api/journeys/:id/comments',
      {
        schema: {
          tags: ['comments'],
          summary: 'Threads and comments, those that changed since a number',
          description: 'Ask again since the `seq` of the answer as long as it says `isMore`.',
          params,
          querystring: commentsQuery,
          response: { 200: commentsBody },
        },
      },
      async (request) => {
        const { id } = request.params
        await requireReading(request, id)
        return comments.changesSince(id, request.query.since)
      },
    )

    fastify.get(
      '/api/journeys/:id/comments/reads',
      { schema: { tags: ['comments'], summary: 'How far I have read', params, response: { 200: readsBody } } },
      async (request) => {
        const { id } = request.params
        const { actor } = await requireReading(request, id)
        return { reads: await comments.readsOf(id, actor.id) }
      },
    )

    fastify.post(
      '/api/journeys/:id/comments/reads',
      {
        schema: {
          tags: ['comments'],
          summary: 'I have read these threads up to these comments',
          params,
          body: readsPatch,
          response: { 204: z.undefined() },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const { actor } = await requireReading(request, id)
        const threadIds = await comments.read(id, actor.id, request.body.reads)
        await notices.readThreads(actor.id, threadIds)
        return reply.code(204).send()
      },
    )

    fastify.get(
      '/api/journeys/:id/comments/people',
      {
        schema: {
          tags: ['comments'],
          summary: 'Who can be mentioned',
          description: 'Members are shown the members and the guests of the journey; guests whoever has written here.',
          params,
          response: { 200: mentionableBody },
        },
      },
      async (request) => {
        const { id: journeyId } = request.params
        const { actor, workspaceId } = await requireReading(request, journeyId)
        const isMember = roleIn(actor, workspaceId) !== null
        return { people: await mentionable({ journeyId, workspaceId, isMember }) }
      },
    )

    fastify.post(
      '/api/journeys/:id/threads',
      {
        schema: {
          tags: ['comments'],
          summary: 'Start a thread on an element, at a spot, or on the journey as a whole',
          params,
          body: threadCreate,
          response: { 201: commentChanges },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const where = await requireWriting(request, id)
        const started = await comments.start(id, where.actor, request.body)
        if (!started.ok) {
          if (started.reason === 'id-taken') throw new DoorError('not-valid', TAKEN)
          throw new DoorError(started.reason)
        }
        await news.commented(where, started.value)
        return reply.code(201).send(started.value.changes)
      },
    )

    fastify.patch(
      '/api/journeys/:id/threads/:threadId',
      {
        schema: {
          tags: ['comments'],
          summary: 'Resolve a thread, or open it again',
          params: threadParams,
          body: threadPatch,
          response: { 200: commentChanges },
        },
      },
      async (request) => {
        const { id, threadId } = request.params
        const { isResolved } = request.body
        const where = await requireWriting(request, id)
        const set = await comments.setResolved(id, threadId, where.actor, isResolved)
        if (!set.ok) throw new DoorError(set.reason)
        const { changes, isNew } = set.value
        if (isNew && isResolved) await news.resolved(where, threadId, changes)
        else news.push(id, changes)
        return changes
      },
    )

    fastify.post(
      '/api/journeys/:id/threads/:threadId/comments',
      {
        schema: {
          tags: ['comments'],
          summary: 'Reply in a thread',
          params: threadParams,
          body: commentCreate,
          response: { 201: commentChanges },
        },
      },
      async (request, reply) => {
        const { id, threadId } = request.params
        const where = await requireWriting(request, id)
        const replied = await comments.reply(id, threadId, where.actor, request.body)
        if (!replied.ok) {
          if (replied.reason === 'id-taken') throw new DoorError('not-valid', TAKEN)
          throw new DoorError(replied.reason)
        }
        await news.commented(where, replied.value)
        return reply.code(201).send(replied.value.changes)
      },
    )

    fastify.patch(
      '/api/journeys/:id/comments/:commentId',
      {
        schema: {
          tags: ['comments'],
          summary: 'Change a comment of mine',
          params: commentParams,
          body: commentPatch,
          response: { 200: commentChanges },
        },
      },
      async (request) => {
        const { id, commentId } = request.params
        const where = await requireWriting(request, id)
        const edited = await comments.edit(id, commentId, where.actor, request.body)
        if (!edited.ok) throw new DoorError(edited.reason)
        await news.edited(where, edited.value)
        return edited.value.changes
      },
    )

    fastify.delete(
      '/api/journeys/:id/comments/:commentId',
      {
        schema: {
          tags: ['comments'],
          summary: 'Remove a comment: mine, or as an admin anybody’s',
          params: commentParams,
          response: { 200: commentChanges },
        },
      },
      async (request) => {
        const { id, commentId } = request.params
        const { actor, workspaceId } = await requireWriting(request, id)
        const mayAny = can(actor, 'remove-comments', { journeyId: id, workspaceId })
        const removed = await comments.remove(id, commentId, actor, mayAny)
        if (!removed.ok) throw new DoorError(removed.reason)
        await news.removed(id, commentId, removed.value)
        return removed.value
      },
    )

    fastify.post(
      '/api/journeys/:id/comments/:commentId/reactions',
      {
        schema: {
          tags: ['comments'],
          summary: 'React to a comment, or take it back',
          params: commentParams,
          body: reactionBody,
          response: { 200: commentChanges },
        },
      },
      async (request) => {
        const { id, commentId } = request.params
        const { reaction, isOn } = request.body
        const { actor } = await requireWriting(request, id)
        const reacted = await comments.react(id, commentId, actor, reaction, isOn)
        if (!reacted.ok) throw new DoorError(reacted.reason)
        news.push(id, reacted.value)
        return reacted.value
      },
    )
  }
