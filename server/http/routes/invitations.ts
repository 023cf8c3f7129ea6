import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Actor } from '#server/access/actor.ts'
import { can } from '#server/access/can.ts'
import type { InvitationLink } from '#server/auth/invitees.ts'
import type { Invitation, Invitations } from '#server/workspaces/invitations.ts'
import type { Workspaces } from '#server/workspaces/workspaces.ts'
import { acceptBody, invitationFacts, tokenParams } from '#shared/contract/rest/accounts.ts'
import { idParam } from '#shared/contract/rest/common.ts'
import {
  invitationCreate,
  type InvitationItem,
  invitationListBody,
  invitationMade,
} from '#shared/contract/rest/workspaces.ts'
import { ROLE_NAMES } from '#shared/contract/roles.ts'
import { tell, type Told } from '../audit/record-acts.ts'
import { baseUrlOf } from '../base-url.ts'
import { requireStrongPassword } from '../choose-password.ts'
import { DoorError } from '../door-error.ts'
import { requireRight } from '../require-right.ts'
import { startSession } from '../start-session.ts'
import type { SignInDeps } from './sign-in.ts'
import { existingWorkspace } from './workspaces.ts'

interface Deps extends SignInDeps {
  readonly workspaces: Workspaces
  readonly invitations: Invitations
}

const params = z.object({ id: idParam })

const takingOf = ({ id, workspaceId, role }: Invitation): Told => ({
  workspaceId,
  target: { kind: 'invitation', id },
  details: { role },
})

/** Asking people in: by a link that is copied, or sent where there is a mail server. */
export const invitationRoutes =
  (deps: Deps): FastifyPluginAsyncZod =>
  async (fastify) => {
    const { auth, rights, mailer, letters, publicUrl, workspaces, invitations } = deps

    const present = (
      { id, role, email, createdAt, expiresAt }: Invitation,
      request: FastifyRequest,
    ): InvitationItem => ({
      id,
      role,
      email,
      createdAt,
      expiresAt,
      url: `${baseUrlOf(request, publicUrl)}/join/${auth.tokenOfInvitation(id)}`,
    })

    const standing = async (
      token: string,
    ): Promise<{ readonly invitation: Invitation; readonly link: InvitationLink }> => {
      const link = auth.invitationOfToken(token)
      const invitation = link && (await invitations.find(link.id))
      if (!invitation) throw new DoorError('link-not-valid')
      return { invitation, link }
    }

    /** Who manages members, as far as inviting goes: nobody is invited to more than the one who invites is. */
    const requireInviting = (request: FastifyRequest, workspaceId: string, role: Invitation['role'] | null): Actor => {
      requireRight(request, 'see-members', { workspaceId })
      return requireRight(request, 'manage-members', { workspaceId, member: { is: null, becomes: role } })
    }

    fastify.get(
      '/api/workspaces/:id/invitations',
      {
        schema: {
          tags: ['workspaces'],
          summary: 'Invitations that were not taken yet',
          params,
          response: { 200: invitationListBody },
        },
      },
      async (request) => {
        const { id } = request.params
        const actor = requireInviting(request, id, null)
        await existingWorkspace(request, workspaces)
        const all = await invitations.ofWorkspace(id)
        // The link to more than one is oneself would be a way to become that.
        const mayHand = ({ role }: Invitation): boolean =>
          can(actor, 'manage-members', { workspaceId: id, member: { is: null, becomes: role } })
        return { invitations: all.filter(mayHand).map((invitation) => present(invitation, request)) }
      },
    )

    fastify.post(
      '/api/workspaces/:id/invitations',
      {
        schema: {
          tags: ['workspaces'],
          summary: 'Invite somebody; the link serves once, for a week',
          description:
            'With `email` only whoever has this address can take it, and it is sent there when a mail server is set.',
          params,
          body: invitationCreate,
          response: { 201: invitationMade },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const { role, email = null } = request.body
        const actor = requireInviting(request, id, role)
        const { name } = await existingWorkspace(request, workspaces)
        const item = present(await invitations.create(id, role, email, actor.id), request)
        tell(request, { target: { kind: 'invitation', id: item.id }, details: { role, email } })
        const isSent =
          email !== null &&
          mailer !== null &&
          (await mailer.send({
            to: email,
            subject: `${actor.name} invites you to ${name} on Waymark`,
            text: `${actor.name} invites you to the workspace “${name}” on Waymark, as ${ROLE_NAMES[role].toLowerCase()}. This link takes you in, once, within a week:\n\n${baseUrlOf(request, publicUrl)}/join/${auth.tokenOfInvitation(item.id, 'mailed')}\n\nIf you do not know ${actor.name}, ignore this letter.\n`,
          }))
        return reply.code(201).send({ ...item, isSent })
      },
    )

    fastify.delete(
      '/api/workspaces/:id/invitations/:invitationId',
      {
        schema: {
          tags: ['workspaces'],
          summary: 'Take an invitation back; its link opens nothing any more',
          params: params.extend({ invitationId: idParam }),
          response: { 204: z.undefined() },
        },
      },
      async (request, reply) => {
        const { id, invitationId } = request.params
        requireInviting(request, id, null)
        if (!(await invitations.revoke(id, invitationId))) throw new DoorError('invitation-not-found')
        return reply.code(204).send()
      },
    )

    fastify.get(
      '/api/invitations/:token',
      {
        config: { open: true },
        schema: {
          tags: ['session'],
          summary: 'What an invitation is to',
          params: tokenParams,
          response: { 200: invitationFacts },
        },
      },
      async (request, reply) => {
        const { workspaceId, role, email } = (await standing(request.params.token)).invitation
        const workspace = await workspaces.find(workspaceId)
        if (!workspace) throw new DoorError('link-not-valid')
        void reply.header('cache-control', 'no-store')
        return { workspace: workspace.name, role, email }
      },
    )

    fastify.post(
      '/api/invitations/:token/accept',
      {
        config: { open: true, door: true },
        schema: {
          tags: ['session'],
          summary:
            'Take an invitation with a new account, or with the one whose password is given; sets the session cookie',
          params: tokenParams,
          body: acceptBody,
          response: { 204: z.undefined() },
        },
      },
      async (request, reply) => {
        await fastify.limits.countAccount(request.body.email)
        const { link, invitation } = await standing(request.params.token)
        tell(request, takingOf(invitation))
        const { name, email, password } = request.body
        await requireStrongPassword(password, [name, email])
        const accepted = await auth.invitees.accept(link, request.body, mailer !== null)
        if (!accepted.ok) throw new DoorError(accepted.reason)
        const { person, unprovenEmail } = accepted.value
        if (unprovenEmail !== null) await letters.claim(request.log, person.id, unprovenEmail)
        await startSession(deps, person, 'invitation', request, reply)
        // Where they were connected already they may do more now.
        await rights.changed({ actorId: person.id })
        return reply.code(204).send()
      },
    )

    fastify.post(
      '/api/invitations/:token/join',
      {
        schema: {
          tags: ['session'],
          summary: 'Take an invitation as the person who is signed in',
          params: tokenParams,
          response: { 204: z.undefined() },
        },
      },
      async (request, reply) => {
        const actor = requireRight(request, 'manage-own-account')
        const { link, invitation } = await standing(request.params.token)
        tell(request, takingOf(invitation))
        if (!(await auth.invitees.join(link, actor.id))) throw new DoorError('link-not-valid')
        await rights.changed({ actorId: actor.id })
        return reply.code(204).send()
      },
    )
  }
