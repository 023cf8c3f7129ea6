import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Actor } from '#server/access/actor.ts'
import { roleIn, workspacesWhere } from '#server/access/can.ts'
import type { Auth } from '#server/auth/auth.ts'
import type { RightsWatch } from '#server/cluster/rights-watch.ts'
import type { Workspaces } from '#server/workspaces/workspaces.ts'
import { type SessionBody, sessionBody, sessionPatch, signedOut } from '#shared/contract/rest/session.ts'
import { DoorError } from '../door-error.ts'
import { requireRight } from '../require-right.ts'
import { clearSessionCookie } from '../session-cookie.ts'

interface Deps {
  readonly auth: Auth
  readonly workspaces: Pick<Workspaces, 'list'>
  readonly rights: Pick<RightsWatch, 'changed'>
  /** The address that people use. */
  readonly url: () => string
}

/** Who am I, what am I called, and signing out. */
export const sessionRoutes =
  ({ auth, workspaces, rights, url }: Deps): FastifyPluginAsyncZod =>
  async (fastify) => {
    const present = async (actor: Actor): Promise<SessionBody> => {
      const { id, kind, name, color } = actor
      const mine = await workspaces.list(workspacesWhere(actor, 'see-members'))
      return {
        id,
        kind,
        name,
        color,
        workspaces: mine.map((workspace) => ({
          id: workspace.id,
          name: workspace.name,
          role: roleIn(actor, workspace.id) ?? 'viewer',
        })),
      }
    }

    fastify.get(
      '/api/session',
      { schema: { tags: ['session'], summary: 'Who is looking', response: { 200: sessionBody } } },
      async (request) => present(requireRight(request, 'see-own-session')),
    )

    fastify.patch(
      '/api/session',
      {
        schema: { tags: ['session'], summary: 'Change my name', body: sessionPatch, response: { 200: sessionBody } },
      },
      async (request) => {
        const actor = requireRight(request, 'change-own-session')
        const { sessionId } = actor
        if (sessionId === null) throw new DoorError('not-allowed', 'A bearer token has no name to change.')
        const { name } = request.body
        await auth.sessions.rename({ id: sessionId, personId: actor.kind === 'person' ? actor.id : null }, name)
        // The name on the cursors was stamped at the upgrade; coming back stamps the new one.
        await rights.changed({ actorId: actor.id })
        return present({ ...actor, name })
      },
    )

    fastify.delete(
      '/api/session',
      {
        schema: {
          tags: ['session'],
          summary: 'Sign out; who came by single sign-on may be told where to sign out there',
          response: { 200: signedOut, 204: z.undefined() },
        },
      },
      async (request, reply) => {
        const { sessionId } = requireRight(request, 'change-own-session')
        const way = sessionId === null ? null : await auth.sessions.wayOf(sessionId)
        if (sessionId !== null) {
          await auth.sessions.end(sessionId)
          await rights.changed({ sessionId })
        }
        clearSessionCookie(reply, auth.cookies)
        // Pictures that the browser keeps; journeys it forgets by the app, which knows which edits were not sent yet.
        void reply.header('clear-site-data', '"cache"')
        const there = way === 'sso' ? ((await auth.singleSignOn?.leave(`${url()}/`)) ?? null) : null
        return there === null ? reply.code(204).send() : reply.code(200).send({ there })
      },
    )
  }
