import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Auth } from '#server/auth/auth.ts'
import type { RightsWatch } from '#server/cluster/rights-watch.ts'
import { accountDelete, deletionFacts } from '#shared/contract/rest/accounts.ts'
import { DoorError } from '../door-error.ts'
import { requireProof } from '../require-proof.ts'
import { requireRight } from '../require-right.ts'
import { clearSessionCookie } from '../session-cookie.ts'

interface Deps {
  readonly auth: Auth
  readonly rights: Pick<RightsWatch, 'changed'>
}

/** Taking a copy of what is known of oneself, and going for good. */
export const leavingRoutes =
  ({ auth, rights }: Deps): FastifyPluginAsyncZod =>
  async (fastify) => {
    fastify.get(
      '/api/account/export',
      {
        schema: {
          tags: ['account'],
          summary: 'All that is known of me, as a file; nothing in it signs anybody in',
          response: { 200: z.looseObject({}).describe('By what it is: person, memberships, sessions, tokens, acts …') },
        },
      },
      async (request, reply) => {
        const { id } = requireRight(request, 'manage-own-account')
        void reply.header('content-disposition', 'attachment; filename="waymark-account.json"')
        return auth.leaving.copyOf(id)
      },
    )

    fastify.get(
      '/api/account/deletion',
      {
        schema: {
          tags: ['account'],
          summary: 'What stands in the way of deleting my account, and how I have to prove who I am',
          response: { 200: deletionFacts },
        },
      },
      async (request) => {
        const { id } = requireRight(request, 'manage-own-account')
        const { hasPassword } = await auth.accounts.find(id)
        return {
          ownedAlone: await auth.leaving.ownedAlone(id),
          proof: hasPassword ? 'password' : 'fresh',
        } as const
      },
    )

    fastify.delete(
      '/api/account',
      {
        config: { door: true },
        schema: {
          tags: ['account'],
          summary: 'Delete my account for good; what I made stays, as a former member’s',
          body: accountDelete,
          response: { 204: z.undefined() },
        },
      },
      async (request, reply) => {
        const { id, sessionId } = requireRight(request, 'manage-own-account')
        await fastify.limits.countAccount(id)
        const { hasPassword } = await auth.accounts.find(id)
        if (hasPassword) {
          if (!(await auth.accounts.isRight(id, request.body.password ?? ''))) throw new DoorError('password-not-right')
        } else await requireProof(auth.sessions, sessionId)
        const deleted = await auth.leaving.delete(id)
        if (!deleted.ok) throw new DoorError(deleted.reason, deleted.detail)
        await rights.changed({ actorId: id })
        clearSessionCookie(reply, auth.cookies)
        return reply.code(204).send()
      },
    )
  }
