import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Actor } from '#server/access/actor.ts'
import { can, roleIn } from '#server/access/can.ts'
import type { Datasets } from '#server/datasets/datasets.ts'
import type { CustomerSight } from '#server/workspaces/customer-sight.ts'
import { canManage } from '#shared/contract/roles.ts'
import { idParam } from '#shared/contract/rest/common.ts'
import {
  identityBody,
  identityDeclaration,
  type IdentitySummary,
  identitySummary,
} from '#shared/contract/rest/identity.ts'
import { tell } from '../audit/record-acts.ts'
import { DoorError } from '../door-error.ts'
import { requireRightOnDataset } from '../require-right.ts'

interface Deps {
  readonly datasets: Pick<Datasets, 'identity' | 'workspaceOf'>
  readonly sight: CustomerSight
}

const params = z.object({ id: idParam })

/** Which ids of a dataset are one person: guessed, looked at before, applied, undone. Who may change the dataset may join its cases. */
export const identityRoutes =
  ({ datasets, sight }: Deps): FastifyPluginAsyncZod =>
  async (fastify) => {
    /** Of the largest groups only those who may see customers are told whose they are. */
    async function shownTo(actor: Actor, workspaceId: string, summary: IdentitySummary): Promise<IdentitySummary> {
      const seenBy = await sight.of(workspaceId)
      const role = roleIn(actor, workspaceId)
      const isManager = role !== null && canManage(role)
      const isSeen =
        can(actor, 'see-customers', { workspaceId }) && (seenBy === 'editor' || (seenBy === 'admin' && isManager))
      if (isSeen) return summary
      return { ...summary, largest: summary.largest.map((each) => ({ ...each, person: null, ids: [] })) }
    }

    fastify.get(
      '/api/datasets/:id/identity',
      {
        schema: {
          tags: ['datasets'],
          summary: 'By which ids the cases of a dataset are joined to people, and what that does',
          params,
          response: { 200: identityBody },
        },
      },
      async (request) => {
        const { id } = request.params
        const workspaceId = await datasets.workspaceOf(id)
        const actor = requireRightOnDataset(request, 'read-dataset', workspaceId)
        const told = await datasets.identity.look(id)
        if (!told.ok) throw new DoorError(told.reason, told.detail)
        const { summary } = told.value
        return { ...told.value, summary: summary && (await shownTo(actor, workspaceId ?? '', summary)) }
      },
    )

    fastify.post(
      '/api/datasets/:id/identity/preview',
      {
        schema: {
          tags: ['datasets'],
          summary: 'How many cases would be how many people, and by what',
          description: 'Nothing changes. What would not be believed is told as well: ids that too many cases share.',
          params,
          body: identityDeclaration,
          response: { 200: identitySummary },
        },
      },
      async (request) => {
        const { id } = request.params
        const workspaceId = await datasets.workspaceOf(id)
        const actor = requireRightOnDataset(request, 'change-dataset', workspaceId)
        const told = await datasets.identity.preview(id, request.body)
        if (!told.ok) throw new DoorError(told.reason, told.detail)
        return shownTo(actor, workspaceId ?? '', told.value)
      },
    )

    fastify.put(
      '/api/datasets/:id/identity',
      {
        schema: {
          tags: ['datasets'],
          summary: 'Join the cases of a dataset that are one person',
          description: 'From now on its numbers count people as cases. Its events keep the ids that they came with.',
          params,
          body: identityDeclaration,
          response: { 200: identityBody },
        },
      },
      async (request) => {
        const { id } = request.params
        const workspaceId = await datasets.workspaceOf(id)
        const actor = requireRightOnDataset(request, 'change-dataset', workspaceId)
        const { caseKinds, keys } = request.body
        const applied = await datasets.identity.apply(id, request.body)
        if (!applied.ok) throw new DoorError(applied.reason, applied.detail)
        const { summary } = applied.value
        const by = [...(caseKinds.length > 0 ? ['the case'] : []), ...keys.map(({ field }) => field)].join(', ')
        tell(request, { details: { by, cases: String(summary?.cases ?? 0), people: String(summary?.people ?? 0) } })
        return { ...applied.value, summary: summary && (await shownTo(actor, workspaceId ?? '', summary)) }
      },
    )

    fastify.delete(
      '/api/datasets/:id/identity',
      {
        schema: {
          tags: ['datasets'],
          summary: 'Undo the joining of a dataset’s cases: its numbers are what they were',
          params,
          response: { 200: identityBody },
        },
      },
      async (request) => {
        const { id } = request.params
        requireRightOnDataset(request, 'change-dataset', await datasets.workspaceOf(id))
        const undone = await datasets.identity.undo(id)
        if (!undone.ok) throw new DoorError(undone.reason, undone.detail)
        return undone.value
      },
    )
  }
