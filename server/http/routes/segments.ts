import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { workspacesWhere } from '#server/access/can.ts'
import type { Datasets } from '#server/datasets/datasets.ts'
import type { Metrics } from '#server/metrics/metrics.ts'
import { type Segments, SEGMENTS_MAX } from '#server/metrics/segments.ts'
import type { Rooms } from '#server/sync/ports.ts'
import { idParam } from '#shared/contract/rest/common.ts'
import {
  segmentCreate,
  type SegmentItem,
  segmentItem,
  segmentListBody,
  segmentListQuery,
  segmentPatch,
} from '#shared/contract/rest/segments.ts'
import { DoorError } from '../door-error.ts'
import { requireActor, requireRight, requireRightOnDataset } from '../require-right.ts'

interface Deps {
  readonly segments: Segments
  readonly datasets: Pick<Datasets, 'workspaceOf'>
  readonly rooms: Pick<Rooms, 'openJourneyIds' | 'push'>
  readonly metrics: Pick<Metrics, 'namedChanged'>
}

const params = z.object({ id: idParam })

/** Segments: rules that select cases of a dataset. How many they select: `POST /api/datasets/:id/metrics`, kind `segment`. */
export const segmentRoutes =
  ({ segments, datasets, rooms, metrics }: Deps): FastifyPluginAsyncZod =>
  async (fastify) => {
    const existing = async (request: FastifyRequest, id: string): Promise<SegmentItem> => {
      const segment = await segments.find(id)
      requireRightOnDataset(request, 'change-segments', segment?.workspaceId ?? null, 'segment-not-found')
      if (!segment) throw new DoorError('segment-not-found')
      return segment
    }

    /** Whoever looks at a persona of this segment asks for its numbers again; feelings that are measured of it are computed anew for all. */
    const tell = ({ datasetId }: SegmentItem): void => {
      metrics.namedChanged()
      for (const journeyId of rooms.openJourneyIds()) rooms.push(journeyId, { kind: 'dataset-changed', datasetId })
    }

    fastify.get(
      '/api/segments',
      {
        schema: {
          tags: ['segments'],
          summary: 'The segments of my workspaces, by name',
          querystring: segmentListQuery,
          response: { 200: segmentListBody },
        },
      },
      async (request) => {
        const actor = requireActor(request)
        const { workspace } = request.query
        if (workspace !== undefined) requireRight(request, 'list-segments', { workspaceId: workspace })
        const mine = workspacesWhere(actor, 'list-segments')
        if (mine?.length === 0) requireRight(request, 'list-segments')
        return { segments: await segments.list(workspace === undefined ? mine : [workspace]) }
      },
    )

    fastify.post(
      '/api/segments',
      {
        schema: {
          tags: ['segments'],
          summary: 'Keep a rule that selects cases of a dataset',
          body: segmentCreate,
          response: { 201: segmentItem },
        },
      },
      async (request, reply) => {
        const { datasetId } = request.body
        requireRightOnDataset(request, 'change-segments', await datasets.workspaceOf(datasetId))
        const made = await segments.add(request.body)
        if (!made) throw new DoorError('not-valid', `A dataset has at most ${SEGMENTS_MAX} segments.`)
        tell(made)
        return reply.code(201).send(made)
      },
    )

    fastify.patch(
      '/api/segments/:id',
      {
        schema: {
          tags: ['segments'],
          summary: 'Rename a segment, or give it another rule',
          params,
          body: segmentPatch,
          response: { 200: segmentItem },
        },
      },
      async (request) => {
        await existing(request, request.params.id)
        const changed = await segments.change(request.params.id, request.body)
        if (!changed) throw new DoorError('segment-not-found')
        tell(changed)
        return changed
      },
    )

    fastify.delete(
      '/api/segments/:id',
      {
        schema: { tags: ['segments'], summary: 'Delete a segment', params, response: { 204: z.undefined() } },
      },
      async (request, reply) => {
        const segment = await existing(request, request.params.id)
        await segments.remove(segment.id)
        tell(segment)
        return reply.code(204).send()
      },
    )
  }
