import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Datasets } from '#server/datasets/datasets.ts'
import { customerId, customerTraces } from '#shared/contract/rest/customers.ts'
import { idParam } from '#shared/contract/rest/common.ts'
import { tell } from '../audit/record-acts.ts'
import { DoorError } from '../door-error.ts'
import { requireRight } from '../require-right.ts'

interface Deps {
  readonly datasets: Pick<Datasets, 'findCustomer' | 'removeCustomer'>
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
  }
