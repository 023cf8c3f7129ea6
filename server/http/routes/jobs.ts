import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Datasets } from '#server/datasets/datasets.ts'
import { idParam } from '#shared/contract/rest/common.ts'
import { jobBody } from '#shared/contract/rest/datasets.ts'
import { DoorError } from '../door-error.ts'
import { requireRightOnDataset } from '../require-right.ts'

interface Deps {
  readonly datasets: Pick<Datasets, 'job' | 'datasetOfJob' | 'workspaceOf' | 'cancel'>
}

/** Work in the background that somebody waits for. */
export const jobRoutes =
  ({ datasets }: Deps): FastifyPluginAsyncZod =>
  async (fastify) => {
    fastify.get(
      '/api/jobs/:id',
      {
        schema: {
          tags: ['datasets'],
          summary: 'How far a job is',
          params: z.object({ id: idParam }),
          response: { 200: jobBody },
        },
      },
      async (request) => {
        const datasetId = await datasets.datasetOfJob(request.params.id)
        const workspaceId = datasetId === null ? null : await datasets.workspaceOf(datasetId)
        requireRightOnDataset(request, 'watch-job', workspaceId, 'job-not-found')
        const job = await datasets.job(request.params.id)
        if (!job) throw new DoorError('job-not-found')
        return job
      },
    )

    fastify.delete(
      '/api/jobs/:id',
      {
        schema: {
          tags: ['datasets'],
          summary: 'Stop a job; the file stays, and so do the rows from before',
          description: 'A job that has ended already stays as it ended.',
          params: z.object({ id: idParam }),
          response: { 200: jobBody },
        },
      },
      async (request) => {
        const { id } = request.params
        const datasetId = await datasets.datasetOfJob(id)
        const workspaceId = datasetId === null ? null : await datasets.workspaceOf(datasetId)
        requireRightOnDataset(request, 'change-dataset', workspaceId, 'job-not-found')
        if (datasetId !== null && (await datasets.job(id))?.state === 'running') await datasets.cancel(datasetId)
        const job = await datasets.job(id)
        if (!job) throw new DoorError('job-not-found')
        return job
      },
    )
  }
