import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { workspacesWhere } from '#server/access/can.ts'
import type { Datasets } from '#server/datasets/datasets.ts'
import { type NamedMetrics, NAMED_METRICS_MAX } from '#server/metrics/library/named-metrics.ts'
import { wouldGoRound } from '#server/metrics/library/read-named-metric.ts'
import type { Metrics } from '#server/metrics/metrics.ts'
import { idParam } from '#shared/contract/rest/common.ts'
import {
  type NamedMetricDraft,
  namedMetricDraft,
  type NamedMetricItem,
  namedMetricItem,
  namedMetricListBody,
  namedMetricListQuery,
  namedMetricReadingBody,
} from '#shared/contract/rest/named-metrics.ts'
import { partsOf } from '#shared/metrics/named-metric.ts'
import { DoorError } from '../door-error.ts'
import { requireActor, requireRight, requireRightOnDataset } from '../require-right.ts'
import { refuseWhenBusy } from './readings.ts'

interface Deps {
  readonly named: NamedMetrics
  readonly metrics: Pick<Metrics, 'readNamed' | 'namedChanged'>
  readonly datasets: Pick<Datasets, 'workspaceOf'>
}

const params = z.object({ id: idParam })

/** The library of metrics: defined once, shown on every journey of the workspace. */
export const namedMetricRoutes =
  ({ named, metrics, datasets }: Deps): FastifyPluginAsyncZod =>
  async (fastify) => {
    const existing = async (request: FastifyRequest, id: string, action: 'change-metrics' | 'ask-dataset') => {
      const metric = await named.find(id)
      requireRightOnDataset(request, action, metric?.workspaceId ?? null, 'metric-not-found')
      if (!metric) throw new DoorError('metric-not-found')
      return metric
    }

    /** Where a draft belongs: where its dataset does, or what it is made of. Refuses what the asker may not use. */
    const placeOf = async (
      request: FastifyRequest,
      { datasetId, definition }: NamedMetricDraft,
      action: 'change-metrics' | 'ask-dataset',
    ): Promise<string> => {
      if (datasetId !== null) {
        const workspaceId = await datasets.workspaceOf(datasetId)
        requireRightOnDataset(request, action, workspaceId)
        if (workspaceId === null) throw new DoorError('dataset-not-found')
        return workspaceId
      }
      const parts = await Promise.all([...new Set(partsOf(definition))].map((id) => existing(request, id, action)))
      const [first] = parts
      if (!first || parts.some(({ workspaceId }) => workspaceId !== first.workspaceId))
        throw new DoorError('not-valid', 'All metrics that it is made of have to be of one workspace.')
      return first.workspaceId
    }

    const knownIn = async (workspaceId: string): Promise<ReadonlyMap<string, NamedMetricItem>> =>
      new Map((await named.list([workspaceId])).map((metric) => [metric.id, metric]))

    fastify.get(
      '/api/metrics',
      {
        schema: {
          tags: ['metrics'],
          summary: 'The metrics in the libraries of my workspaces, by name',
          querystring: namedMetricListQuery,
          response: { 200: namedMetricListBody },
        },
      },
      async (request) => {
        const actor = requireActor(request)
        const { workspace } = request.query
        if (workspace !== undefined) requireRight(request, 'list-metrics', { workspaceId: workspace })
        const mine = workspacesWhere(actor, 'list-metrics')
        if (mine?.length === 0) requireRight(request, 'list-metrics')
        return { metrics: await named.list(workspace === undefined ? mine : [workspace]) }
      },
    )

    fastify.post(
      '/api/metrics',
      {
        schema: {
          tags: ['metrics'],
          summary: 'Define a metric: a question to a dataset, a ratio of two metrics or an index over some',
          body: namedMetricDraft,
          response: { 201: namedMetricItem },
        },
      },
      async (request, reply) => {
        const workspaceId = await placeOf(request, request.body, 'change-metrics')
        const made = await named.add(workspaceId, request.body)
        if (!made) throw new DoorError('not-valid', `A workspace has at most ${NAMED_METRICS_MAX} metrics.`)
        return reply.code(201).send(made)
      },
    )

    fastify.post(
      '/api/metrics/reading',
      {
        schema: {
          tags: ['metrics'],
          summary: 'What a metric would say, without keeping it',
          body: namedMetricDraft,
          response: { 200: namedMetricReadingBody },
        },
      },
      async (request) => {
        const workspaceId = await placeOf(request, request.body, 'ask-dataset')
        return read(request.body, await knownIn(workspaceId))
      },
    )

    fastify.get(
      '/api/metrics/:id/reading',
      {
        schema: {
          tags: ['metrics'],
          summary: 'The number of a metric, with how it came about',
          params,
          response: { 200: namedMetricReadingBody },
        },
      },
      async (request) => {
        const metric = await existing(request, request.params.id, 'ask-dataset')
        return read(metric, await knownIn(metric.workspaceId))
      },
    )

    fastify.put(
      '/api/metrics/:id',
      {
        schema: {
          tags: ['metrics'],
          summary: 'Define a metric anew; it keeps its id and its places on journeys',
          params,
          body: namedMetricDraft,
          response: { 200: namedMetricItem },
        },
      },
      async (request) => {
        const { id, workspaceId } = await existing(request, request.params.id, 'change-metrics')
        if ((await placeOf(request, request.body, 'change-metrics')) !== workspaceId)
          throw new DoorError('not-valid', 'A metric stays in its workspace.')
        if (wouldGoRound(id, request.body.definition, await knownIn(workspaceId)))
          throw new DoorError('not-valid', 'A metric cannot be made of itself.')
        const changed = await named.change(id, request.body)
        if (!changed) throw new DoorError('metric-not-found')
        metrics.namedChanged()
        return changed
      },
    )

    fastify.delete(
      '/api/metrics/:id',
      { schema: { tags: ['metrics'], summary: 'Delete a metric', params, response: { 204: z.undefined() } } },
      async (request, reply) => {
        const metric = await existing(request, request.params.id, 'change-metrics')
        await named.remove(metric.id)
        metrics.namedChanged()
        return reply.code(204).send()
      },
    )

    async function read(draft: NamedMetricDraft, known: ReadonlyMap<string, NamedMetricItem>) {
      const { reading, datasets: from } = await metrics.readNamed(draft, known).catch(refuseWhenBusy)
      return { reading, datasets: [...from] }
    }
  }
