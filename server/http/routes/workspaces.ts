import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Actor } from '#server/access/actor.ts'
import { roleIn, workspacesWhere } from '#server/access/can.ts'
import type { Workspace, Workspaces } from '#server/workspaces/workspaces.ts'
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
}

const params = z.object({ id: idParam })

/** The workspaces that I belong to. */
export const workspaceRoutes =
  ({ workspaces }: Deps): FastifyPluginAsyncZod =>
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
