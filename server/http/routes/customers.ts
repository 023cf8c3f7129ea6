import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Datasets } from '#server/datasets/datasets.ts'
import {
  customerId,
  customerTraces,
  retentionAsked,
  retentionBody,
  retentionSet,
} from '#shared/contract/rest/customers.ts'
import { idParam } from '#shared/contract/rest/common.ts'
import { tell } from '../audit/record-acts.ts'
import { DoorError } from '../door-error.ts'
import { requireRight, requireRightOnDataset } from '../require-right.ts'

interface Deps {
  readonly datasets: Pick<Datasets, 'findCustomer' | 'removeCustomer' | 'retention' | 'workspaceOf'>
}

const params = z.object({ id: idParam })

/** One customer in all data of a workspace: where they are, and their deletion by one call. */
export const customerRoutes =
  ({ datasets }: Deps): FastifyPluginAsyncZod =>
  async (fastify) => {
    fastify.post(
      '/api/workspaces/:id/customers/find',
      {
        schema: {
          tags: ['datasets'],
          summary: 'In which datasets of a workspace a customer is, and with how many events',
          description:
            'By the id of a case or by what stands in a personal column, in clear or hashed. Nothing changes.',
          params,
          body: customerId,
          response: { 200: customerTraces },
        },
      },
      async (request) => {
        requireRight(request, 'delete-customer', { workspaceId: request.params.id })
        return datasets.findCustomer(request.params.id, request.body.id)
      },
    )

    fastify.delete(
      '/api/workspaces/:id/customers',
      {
        schema: {
          tags: ['datasets'],
          summary: 'Delete one customer from all datasets of a workspace',
          description:
            'All events of every case that has this id, or has it in a personal column, with what files and rejects have of it. ' +
            'Numbers follow at once. Backups that were made before still have it.',
          params,
          body: customerId,
          response: { 200: customerTraces },
        },
      },
      async (request) => {
        requireRight(request, 'delete-customer', { workspaceId: request.params.id })
        const removed = await datasets.removeCustomer(request.params.id, request.body.id)
        if (!removed.ok) throw new DoorError(removed.reason, removed.detail)
        const events = removed.value.datasets.reduce((sum, dataset) => sum + dataset.events, 0)
        // Whoever it was is not written down: that would be one more place to delete them from.
        tell(request, { details: { datasets: String(removed.value.datasets.length), events: String(events) } })
        return removed.value
      },
    )

    fastify.get(
      '/api/datasets/:id/retention',
      {
        schema: {
          tags: ['datasets'],
          summary: 'After how many days events go, and how many would go now by other days',
          params,
          querystring: retentionAsked,
          response: { 200: retentionBody },
        },
      },
      async (request) => {
        const { id } = request.params
        requireRightOnDataset(request, 'delete-dataset', await datasets.workspaceOf(id))
        const told = await datasets.retention.look(id, request.query.days)
        if (!told.ok) throw new DoorError(told.reason, told.detail)
        return told.value
      },
    )

    fastify.put(
      '/api/datasets/:id/retention',
      {
        schema: {
          tags: ['datasets'],
          summary: 'Say after how many days events go (`null`: never); what is older goes at once',
          params,
          body: retentionSet,
          response: { 200: retentionBody },
        },
      },
      async (request) => {
        const { id } = request.params
        requireRightOnDataset(request, 'delete-dataset', await datasets.workspaceOf(id))
        const { days } = request.body
        const held = await datasets.retention.set(id, days)
        if (!held.ok) throw new DoorError(held.reason, held.detail)
        tell(request, { details: { days: String(days ?? 'for ever'), events: String(held.value.events) } })
        return held.value
      },
    )
  }
