import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Actor } from '#server/access/actor.ts'
import type { Auth } from '#server/auth/auth.ts'
import type { RightsWatch } from '#server/cluster/rights-watch.ts'
import {
  type AccountBody,
  accountBody,
  accountPatch,
  apiTokenCreate,
  apiTokenListBody,
  apiTokenMade,
  proofBody,
  sessionListBody,
} from '#shared/contract/rest/accounts.ts'
import { idParam } from '#shared/contract/rest/common.ts'
import { DAY_MS } from '#shared/lib/time.ts'
import { tell } from '../audit/record-acts.ts'
import { requireStrongPassword } from '../choose-password.ts'
import { DoorError } from '../door-error.ts'
import type { Letters } from '../letters.ts'
import { requireProof } from '../require-proof.ts'
import { requireRight } from '../require-right.ts'
import { setSessionCookie } from '../session-cookie.ts'

interface Deps {
  readonly auth: Auth
  readonly rights: Pick<RightsWatch, 'changed'>
  readonly letters: Letters
  /** There is a mail server. */
  readonly provesAddresses: boolean
  readonly publicUrl: string | null
}

const params = z.object({ id: idParam })

/** What a person keeps to themselves: e-mail and password, the browsers that are signed in, tokens for scripts. */
export const accountRoutes =
  ({ auth, rights, letters, provesAddresses, publicUrl }: Deps): FastifyPluginAsyncZod =>
  async (fastify) => {
    const requireOwner = (request: FastifyRequest): Actor => requireRight(request, 'manage-own-account')

    const present = async (personId: string): Promise<AccountBody> => ({
      ...(await auth.accounts.find(personId)),
      pendingEmail: await auth.addresses.pending(personId),
    })

    /** With a mail server an address counts when it is proved, and the answer is the same whoever has it. */
    async function changeEmail(request: FastifyRequest, personId: string, email: string): Promise<void> {
      if (!provesAddresses) return auth.accounts.setEmail(personId, email)
      const account = await auth.accounts.find(personId)
      if (account.isVerified && account.email === email) return auth.addresses.forget(personId)
      await fastify.limits.countLetter(email)
      await letters.claim(request.log, personId, email)
    }

    fastify.get(
      '/api/account',
      { schema: { tags: ['account'], summary: 'My account', response: { 200: accountBody } } },
      async (request) => present(requireOwner(request).id),
    )

    fastify.patch(
      '/api/account',
      {
        schema: {
          tags: ['account'],
          summary: 'Change my e-mail address or my password, which signs out everywhere else',
          body: accountPatch,
          response: { 200: accountBody },
        },
      },
      async (request) => {
        const { id, name, sessionId } = requireOwner(request)
        const { email, password, current = '' } = request.body
        tell(request, {
          details: {
            ...(email !== undefined && { email: 'a new one' }),
            ...(password !== undefined && { password: 'a new one' }),
          },
        })
        await fastify.limits.countAccount(id)
        const account = await auth.accounts.find(id)
        if (!account.hasPassword) await requireProof(auth.sessions, sessionId)
        else if (!(await auth.accounts.isRight(id, current))) throw new DoorError('password-not-right')
        if (password !== undefined) await requireStrongPassword(password, [name, email ?? account.email ?? ''])
        if (email !== undefined) await changeEmail(request, id, email)
        if (password !== undefined) {
          await auth.accounts.setPassword(id, password)
          await auth.sessions.endAll(id, sessionId)
          await rights.changed({ actorId: id })
          letters.changed(request.log, id, 'password')
        }
        return present(id)
      },
    )

    fastify.post(
      '/api/account/proof',
      {
        config: { door: true },
        schema: {
          tags: ['account'],
          summary: 'Show once more that it is me; for a quarter of an hour I may change how I sign in',
          body: proofBody,
          response: { 204: z.undefined() },
        },
      },
      async (request, reply) => {
        const { id, sessionId } = requireOwner(request)
        await fastify.limits.countAccount(id)
        const { hasPassword } = await auth.accounts.find(id)
        const isRight = hasPassword && (await auth.accounts.isRight(id, request.body.password))
        if (!isRight || sessionId === null) throw new DoorError('password-not-right')
        setSessionCookie(reply, auth.cookies, await auth.sessions.prove(sessionId), publicUrl)
        return reply.code(204).send()
      },
    )

    fastify.get(
      '/api/account/sessions',
      {
        schema: {
          tags: ['account'],
          summary: 'The browsers in which I am signed in',
          response: { 200: sessionListBody },
        },
      },
      async (request) => {
        const { id, sessionId } = requireOwner(request)
        const sessions = await auth.sessions.ofPerson(id)
        return { sessions: sessions.map((session) => ({ ...session, isThis: session.id === sessionId })) }
      },
    )

    fastify.delete(
      '/api/account/sessions/:id',
      {
        schema: {
          tags: ['account'],
          summary: 'Sign one of my browsers out',
          params,
          response: { 204: z.undefined() },
        },
      },
      async (request, reply) => {
        const { id: personId } = requireOwner(request)
        const { id } = request.params
        const mine = await auth.sessions.ofPerson(personId)
        if (!mine.some((session) => session.id === id)) throw new DoorError('session-not-found')
        await auth.sessions.end(id)
        await rights.changed({ sessionId: id })
        return reply.code(204).send()
      },
    )

    fastify.get(
      '/api/account/tokens',
      { schema: { tags: ['account'], summary: 'My tokens for scripts', response: { 200: apiTokenListBody } } },
      async (request) => ({ tokens: await auth.apiTokens.ofPerson(requireOwner(request).id) }),
    )

    fastify.post(
      '/api/account/tokens',
      {
        schema: {
          tags: ['account'],
          summary: 'Make a token, which is told this once',
          body: apiTokenCreate,
          response: { 201: apiTokenMade },
        },
      },
      async (request, reply) => {
        const { id, sessionId } = requireOwner(request)
        await requireProof(auth.sessions, sessionId)
        const { name, scope, days } = request.body
        const expiresAt = days === null ? null : Date.now() + days * DAY_MS
        const made = await auth.apiTokens.create(id, { name, scope, expiresAt })
        tell(request, { target: { kind: 'token', id: made.id, name }, details: { scope } })
        return reply.code(201).send(made)
      },
    )

    fastify.delete(
      '/api/account/tokens/:id',
      {
        schema: {
          tags: ['account'],
          summary: 'Revoke a token; what is connected by it is put out',
          params,
          response: { 204: z.undefined() },
        },
      },
      async (request, reply) => {
        const { id: personId } = requireOwner(request)
        if (!(await auth.apiTokens.revoke(personId, request.params.id))) throw new DoorError('token-not-found')
        await rights.changed({ actorId: personId })
        return reply.code(204).send()
      },
    )
  }
