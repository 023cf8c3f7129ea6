import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Datasets } from '#server/datasets/datasets.ts'
import type { Pulls } from '#server/datasets/pulls/pulls.ts'
import type { ErrorCode } from '#shared/contract/errors.ts'
import { idParam } from '#shared/contract/rest/common.ts'
import { pullCreate, pullItem, pullListBody, pullPatch, type PullOrigin } from '#shared/contract/rest/pulls.ts'
import type { Result } from '#shared/lib/result.ts'
import { tell } from '../audit/record-acts.ts'
import { DoorError } from '../door-error.ts'
import { requireRightOnDataset } from '../require-right.ts'

interface Deps {
  readonly pulls: Pulls
  readonly datasets: Pick<Datasets, 'workspaceOf' | 'takesEvents'>
}

const params = z.object({ id: idParam })
const ofPull = params.extend({ pullId: idParam })

/** What is fetched for a dataset by a plan. No route gives a secret back. */
export const pullRoutes =
  ({ pulls, datasets }: Deps): FastifyPluginAsyncZod =>
  async (fastify) => {
    const tags = ['datasets']

    fastify.get(
      '/api/datasets/:id/pulls',
      {
        schema: {
          tags,
          summary: 'What is fetched for a dataset, when, and how it went',
          params,
          response: { 200: pullListBody },
        },
      },
      async (request) => {
        const { id } = request.params
        requireRightOnDataset(request, 'see-feeds', await datasets.workspaceOf(id))
        return { pulls: await pulls.list(id) }
      },
    )

    fastify.post(
      '/api/datasets/:id/pulls',
      {
        schema: {
          tags,
          summary: 'Fetch a file or the rows of a query by a plan, and once at once',
          description:
            'A dataset without a file takes the first as its first: somebody then says once which column is which. `docs/import.md` says what ' +
            'is fetched and what is not.',
          params,
          body: pullCreate,
          response: { 201: pullItem },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        requireRightOnDataset(request, 'change-feeds', await datasets.workspaceOf(id))
        if (!(await datasets.takesEvents(id))) throw new DoorError('not-ready', 'Its events come from other datasets.')
        const made = valueOf(await pulls.create(id, request.body))
        tell(request, { details: { from: placeOf(made.origin) } })
        return reply.code(201).send(made)
      },
    )

    fastify.patch(
      '/api/datasets/:id/pulls/:pullId',
      {
        schema: {
          tags,
          summary: 'Change when, or pause',
          params: ofPull,
          body: pullPatch,
          response: { 200: pullItem },
        },
      },
      async (request) => {
        const { id, pullId } = request.params
        requireRightOnDataset(request, 'change-feeds', await datasets.workspaceOf(id))
        const changed = valueOf(await pulls.change(id, pullId, request.body))
        tell(request, { details: { from: placeOf(changed.origin), plan: changed.isPaused ? 'paused' : changed.cron } })
        return changed
      },
    )

    fastify.delete(
      '/api/datasets/:id/pulls/:pullId',
      {
        schema: {
          tags,
          summary: 'Fetch it no more; what was fetched stays',
          params: ofPull,
          response: { 204: z.undefined() },
        },
      },
      async (request, reply) => {
        const { id, pullId } = request.params
        requireRightOnDataset(request, 'change-feeds', await datasets.workspaceOf(id))
        if (!(await pulls.remove(id, pullId))) throw new DoorError('pull-not-found')
        return reply.code(204).send()
      },
    )

    fastify.post(
      '/api/datasets/:id/pulls/:pullId/run',
      {
        schema: { tags, summary: 'Fetch it now, whatever the plan says', params: ofPull, response: { 202: pullItem } },
      },
      async (request, reply) => {
        const { id, pullId } = request.params
        requireRightOnDataset(request, 'change-feeds', await datasets.workspaceOf(id))
        return reply.code(202).send(valueOf(await pulls.run(id, pullId)))
      },
    )
  }

function valueOf<Value>(result: Result<Value, ErrorCode>): Value {
  if (!result.ok) throw new DoorError(result.reason, result.detail)
  return result.value
}

/** Addresses may carry what is secret behind the host. */
const placeOf = (origin: PullOrigin): string => (origin.kind === 'url' ? new URL(origin.url).host : origin.host)
