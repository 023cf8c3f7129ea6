import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Actor } from '#server/access/actor.ts'
import { roleIn, workspacesWhere } from '#server/access/can.ts'
import type { RightsWatch } from '#server/cluster/rights-watch.ts'
import { FIRST_WORKSPACE } from '#server/storage/schema.ts'
import type { Workspace, Workspaces } from '#server/workspaces/workspaces.ts'
import { workspaceContents, workspaceDelete } from '#shared/contract/rest/library.ts'
import { idParam } from '#shared/contract/rest/common.ts'
import {
  workspaceCreate,
  type WorkspaceItem,
  workspaceItem,
  workspaceListBody,
  workspacePatch,
} from '#shared/contract/rest/workspaces.ts'
import { tell } from '../audit/record-acts.ts'
import { DoorError } from '../door-error.ts'
import { requireRight } from '../require-right.ts'

interface Deps {
  readonly workspaces: Workspaces
  readonly removal: { readonly begin: (workspaceId: string) => Promise<void> }
  readonly rights: Pick<RightsWatch, 'changed'>
}

const params = z.object({ id: idParam })

/** The workspaces that I belong to. */
export const workspaceRoutes =
  ({ workspaces, removal, rights }: Deps): FastifyPluginAsyncZod =>
  async (fastify) => {
    fastify.get(
      '/api/workspaces',
      {
        schema: {
          tags: ['workspaces'],
          summary: 'The workspaces that I belong to, the oldest first',
          response: { 200: workspaceListBody },
        },
      },
      async (request) => {
        const actor = requireRight(request, 'list-workspaces')
        const mine = await workspaces.list(workspacesWhere(actor, 'see-members'))
        return { workspaces: mine.map((workspace) => present(workspace, actor)) }
      },
    )

    fastify.post(
      '/api/workspaces',
      {
        schema: {
          tags: ['workspaces'],
          summary: 'Make another workspace, which I then own',
          body: workspaceCreate,
          response: { 201: workspaceItem },
        },
      },
      async (request, reply) => {
        const actor = requireRight(request, 'create-workspace')
        // A workspace needs an owner who can be asked.
        if (actor.kind !== 'person') throw new DoorError('not-allowed', 'Only a person can own a workspace.')
        const made = await workspaces.create(request.body.name, actor.id)
        tell(request, { workspaceId: made.id, details: { name: made.name } })
        return reply.code(201).send({ ...made, role: 'owner' })
      },
    )

    fastify.patch(
      '/api/workspaces/:id',
      {
        schema: {
          tags: ['workspaces'],
          summary: 'Rename a workspace',
          params,
          body: workspacePatch,
          response: { 200: workspaceItem },
        },
      },
      async (request) => {
        const { id } = request.params
        const actor = requireRight(request, 'change-workspace', { workspaceId: id })
        await existingWorkspace(request, workspaces)
        tell(request, { details: { name: request.body.name } })
        await workspaces.rename(id, request.body.name)
        return present(await existingWorkspace(request, workspaces), actor)
      },
    )

    fastify.get(
      '/api/workspaces/:id/contents',
      {
        schema: {
          tags: ['workspaces'],
          summary: 'How much would go if the workspace were deleted',
          params,
          response: { 200: workspaceContents },
        },
      },
      async (request) => {
        const { id } = request.params
        requireRight(request, 'delete-workspace', { workspaceId: id })
        await existingWorkspace(request, workspaces)
        return workspaces.contents(id)
      },
    )

    fastify.delete(
      '/api/workspaces/:id',
      {
        schema: {
          tags: ['workspaces'],
          summary: 'Delete a workspace with all that is in it, for good; its name has to be given',
          params,
          body: workspaceDelete,
          response: { 204: z.undefined() },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        requireRight(request, 'delete-workspace', { workspaceId: id })
        const { name } = await existingWorkspace(request, workspaces)
        if (id === FIRST_WORKSPACE) throw new DoorError('first-workspace')
        if (request.body.name.trim() !== name) throw new DoorError('name-does-not-fit')
        await removal.begin(id)
        // Everybody who was in it, or in one of its journeys by a link, is put out.
        await rights.changed({})
        return reply.code(204).send()
      },
    )
  }

/** Access was asked for; a script may have asked for a workspace that there is not. */
export async function existingWorkspace(
  { params: { id } }: Pick<FastifyRequest<{ Params: { id: string } }>, 'params'>,
  workspaces: Pick<Workspaces, 'find'>,
): Promise<Workspace> {
  const workspace = await workspaces.find(id)
  if (!workspace) throw new DoorError('workspace-not-found')
  return workspace
}

const present = (workspace: Workspace, actor: Actor): WorkspaceItem => ({
  ...workspace,
  // Whoever sees a workspace belongs to it.
  role: roleIn(actor, workspace.id) ?? 'viewer',
})
