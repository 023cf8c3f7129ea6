import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Actor } from '#server/access/actor.ts'
import { can, roleIn } from '#server/access/can.ts'
import type { Auth } from '#server/auth/auth.ts'
import type { RightsWatch } from '#server/cluster/rights-watch.ts'
import { FIRST_WORKSPACE } from '#server/storage/schema.ts'
import type { Workspaces } from '#server/workspaces/workspaces.ts'
import type { Role } from '#shared/contract/roles.ts'
import { idParam } from '#shared/contract/rest/common.ts'
import {
  memberItem,
  memberListBody,
  memberParams,
  memberPatch,
  resetLinkMade,
} from '#shared/contract/rest/workspaces.ts'
import type { FastifyRequest } from 'fastify'
import { tell } from '../audit/record-acts.ts'
import { baseUrlOf } from '../base-url.ts'
import { DoorError } from '../door-error.ts'
import { requireActor, requireRight } from '../require-right.ts'
import { existingWorkspace } from './workspaces.ts'

interface Deps {
  readonly auth: Pick<Auth, 'accounts' | 'people' | 'sessions'>
  readonly workspaces: Workspaces
  readonly publicUrl: string | null
  readonly rights: Pick<RightsWatch, 'changed'>
}

/** Who belongs to a workspace, and what they may do there. */
export const memberRoutes =
  ({ auth, workspaces, rights, publicUrl }: Deps): FastifyPluginAsyncZod =>
  async (fastify) => {
    const requireManaging = async (
      request: FastifyRequest,
      workspaceId: string,
      personId: string,
      becomes: Role | null,
    ): Promise<void> => {
      const actor = requireActor(request)
      // Whoever may not even look in here learns nothing of who is.
      requireRight(request, 'see-members', { workspaceId })
      const is = await workspaces.roleOf(workspaceId, personId)
      const isLeaving = becomes === null && personId === actor.id
      tell(request, { ...(isLeaving && { act: 'member-left' }), details: { from: is, to: becomes } })
      if (isLeaving) requireRight(request, 'leave-workspace', { workspaceId })
      else requireRight(request, 'manage-members', { workspaceId, member: { is, becomes } })
    }

    const setRole = async (workspaceId: string, personId: string, role: Role | null): Promise<void> => {
      const changed = await workspaces.setRole(workspaceId, personId, role)
      if (!changed.ok) throw new DoorError(changed.reason)
      await rights.changed({ actorId: personId })
    }

    const managesEverywhere = async (actor: Actor, personId: string): Promise<boolean> =>
      (await auth.people.membershipsOf(personId)).every(({ workspaceId, role }) =>
        can(actor, 'manage-members', { workspaceId, member: { is: role, becomes: role } }),
      )

    fastify.get(
      '/api/workspaces/:id/members',
      {
        schema: {
          tags: ['workspaces'],
          summary: 'Who belongs to the workspace',
          params: z.object({ id: idParam }),
          response: { 200: memberListBody },
        },
      },
      async (request) => {
        const { id } = request.params
        requireRight(request, 'see-members', { workspaceId: id })
        await existingWorkspace(request, workspaces)
        return { members: await workspaces.members(id) }
      },
    )

    fastify.patch(
      '/api/workspaces/:id/members/:personId',
      {
        schema: {
          tags: ['workspaces'],
          summary: 'Give a member another role; where they are connected it holds within a second',
          params: memberParams,
          body: memberPatch,
          response: { 200: memberItem },
        },
      },
      async (request) => {
        const { id, personId } = request.params
        const { role } = request.body
        await requireManaging(request, id, personId, role)
        await setRole(id, personId, role)
        const member = (await workspaces.members(id)).find((one) => one.personId === personId)
        if (!member) throw new DoorError('member-not-found')
        return member
      },
    )

    fastify.delete(
      '/api/workspaces/:id/members/:personId',
      {
        schema: {
          tags: ['workspaces'],
          summary: 'Put a member out, or leave; whoever was put out is so within a second',
          params: memberParams,
          response: { 204: z.undefined() },
        },
      },
      async (request, reply) => {
        const { id, personId } = request.params
        await requireManaging(request, id, personId, null)
        await setRole(id, personId, null)
        return reply.code(204).send()
      },
    )

    fastify.post(
      '/api/workspaces/:id/members/:personId/reset-link',
      {
        schema: {
          tags: ['workspaces'],
          summary: 'Make a link by which a member who forgot their password sets a new one, once, within half an hour',
          params: memberParams,
          response: { 201: resetLinkMade },
        },
      },
      async (request, reply) => {
        const { id, personId } = request.params
        const actor = requireActor(request)
        requireRight(request, 'see-members', { workspaceId: id })
        const role = await workspaces.roleOf(id, personId)
        requireRight(request, 'manage-members', { workspaceId: id, member: { is: role, becomes: role } })
        if (role === null) throw new DoorError('member-not-found')
        // The link lets one in as this person, so it takes to manage them wherever they are.
        if (!(await managesEverywhere(actor, personId)))
          throw new DoorError('not-allowed', 'This person is also in a workspace that you do not manage.')
        const token = await auth.accounts.resetTokenOf(personId)
        if (token === null) throw new DoorError('not-ready', 'This person signs in by the owner link only.')
        return reply.code(201).send({ url: `${baseUrlOf(request, publicUrl)}/reset/${token}` })
      },
    )

    fastify.delete(
      '/api/workspaces/:id/members/:personId/sessions',
      {
        schema: {
          tags: ['workspaces'],
          summary: 'Sign a member out in all their browsers; what they are connected by is put out within a second',
          params: memberParams,
          response: { 204: z.undefined() },
        },
      },
      async (request, reply) => {
        const { id, personId } = request.params
        const actor = requireActor(request)
        requireRight(request, 'see-members', { workspaceId: id })
        const role = await workspaces.roleOf(id, personId)
        requireRight(request, 'manage-members', { workspaceId: id, member: { is: role, becomes: role } })
        if (role === null) throw new DoorError('member-not-found')
        // Sessions are the whole server's, as the first workspace's owners are; others have to manage this person wherever they are.
        const ownsServer = roleIn(actor, FIRST_WORKSPACE) === 'owner'
        if (!ownsServer && !(await managesEverywhere(actor, personId)))
          throw new DoorError('not-allowed', 'This person is also in a workspace that you do not manage.')
        tell(request, { target: { kind: 'person', id: personId }, details: { sessions: 'all' } })
        await auth.sessions.endAll(personId)
        await rights.changed({ actorId: personId })
        return reply.code(204).send()
      },
    )
  }
