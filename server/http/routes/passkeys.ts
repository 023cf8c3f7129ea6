import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Actor } from '#server/access/actor.ts'
import { CHALLENGE_MS } from '#server/auth/challenges.ts'
import type { RelyingParty } from '#server/auth/passkeys.ts'
import { newToken } from '#server/auth/tokens.ts'
import { idParam } from '#shared/contract/rest/common.ts'
import {
  ceremonyOptions,
  passkeyCreate,
  passkeyItem,
  passkeyListBody,
  passkeyPatch,
  passkeySignIn,
} from '#shared/contract/rest/passkeys.ts'
import { tell } from '../audit/record-acts.ts'
import { DoorError } from '../door-error.ts'
import { relyingPartyOf } from '../relying-party.ts'
import { requireProof } from '../require-proof.ts'
import { requireRight } from '../require-right.ts'
import { setSessionCookie } from '../session-cookie.ts'
import { startSession } from '../start-session.ts'
import type { SignInDeps } from './sign-in.ts'

const params = z.object({ id: idParam })
const SIGN_IN = '/api/passkey-sign-in'
/** A cookie of ours: 256 bits, base64url. */
const TICKET = /^[\w-]{43}$/

/** Signing in by passkey, and a person's own ones. */
export const passkeyRoutes =
  (deps: SignInDeps): FastifyPluginAsyncZod =>
  async (fastify) => {
    const { auth, letters, publicUrl } = deps
    const { passkeys, sessions } = auth
    const ticketName = auth.cookies.ticket('passkey')

    const requireParty = (request: FastifyRequest): RelyingParty => {
      const party = relyingPartyOf(request, publicUrl)
      if (!party) throw new DoorError('no-passkeys')
      return party
    }
    const requireOwner = (request: FastifyRequest): Actor => requireRight(request, 'manage-own-account')
    const requireProvenOwner = async (request: FastifyRequest): Promise<Actor> => {
      const actor = requireOwner(request)
      await requireProof(sessions, actor.sessionId)
      return actor
    }
    const ceremonyOf = (request: FastifyRequest, { sessionId }: Actor) => ({
      party: requireParty(request),
      boundTo: `session ${sessionId ?? ''}`,
    })
    /** What tells this browser's challenges from another's; all that are open in it are good. */
    const ticketOf = (request: FastifyRequest): string | null => {
      const ticket = request.cookies[ticketName]
      return ticket !== undefined && TICKET.test(ticket) ? ticket : null
    }
    const keepTicket = (reply: FastifyReply, ticket: string): void =>
      void reply.setCookie(ticketName, ticket, {
        path: SIGN_IN,
        httpOnly: true,
        sameSite: 'strict',
        secure: publicUrl?.startsWith('https:') ?? false,
        maxAge: CHALLENGE_MS / 1000,
      })

    fastify.post(
      `${SIGN_IN}/options`,
      {
        config: { open: true },
        schema: {
          tags: ['session'],
          summary: 'What a passkey is to sign, once, in this browser',
          response: { 200: ceremonyOptions },
        },
      },
      async (request, reply) => {
        await fastify.limits.countChallenge(request)
        const party = requireParty(request)
        const ticket = ticketOf(request) ?? newToken()
        keepTicket(reply, ticket)
        void reply.header('cache-control', 'no-store')
        return { ...(await passkeys.signInOptions({ party, boundTo: `browser ${ticket}` })) }
      },
    )

    fastify.post(
      SIGN_IN,
      {
        config: { open: true, door: true },
        schema: {
          tags: ['session'],
          summary: 'Sign in with a passkey; sets the session cookie',
          body: passkeySignIn,
          response: { 204: z.undefined() },
        },
      },
      async (request, reply) => {
        tell(request, { details: { by: 'passkey' } })
        const party = requireParty(request)
        const ticket = ticketOf(request)
        const response = request.body.response as AuthenticationResponseJSON
        const person = ticket && (await passkeys.holder({ party, boundTo: `browser ${ticket}` }, response))
        if (!person) throw new DoorError('passkey-not-right')
        await startSession(deps, person, 'passkey', request, reply)
        return reply.code(204).send()
      },
    )

    fastify.get(
      '/api/account/passkeys',
      { schema: { tags: ['account'], summary: 'My passkeys', response: { 200: passkeyListBody } } },
      async (request) => ({
        passkeys: await passkeys.ofPerson(requireOwner(request).id),
        canAdd: relyingPartyOf(request, publicUrl) !== null,
      }),
    )

    fastify.post(
      '/api/account/passkeys/options',
      {
        schema: {
          tags: ['account'],
          summary: 'What a new passkey of mine is to be made of',
          response: { 200: ceremonyOptions },
        },
      },
      async (request) => {
        const actor = await requireProvenOwner(request)
        const { email } = await auth.accounts.find(actor.id)
        return { ...(await passkeys.registrationOptions(ceremonyOf(request, actor), actor, email ?? actor.name)) }
      },
    )

    fastify.post(
      '/api/account/passkeys',
      {
        schema: {
          tags: ['account'],
          summary: 'Add a passkey',
          body: passkeyCreate,
          response: { 201: passkeyItem },
        },
      },
      async (request, reply) => {
        const actor = await requireProvenOwner(request)
        const { name, response } = request.body
        const added = await passkeys.add(
          ceremonyOf(request, actor),
          actor.id,
          name,
          response as RegistrationResponseJSON,
        )
        if (!added) throw new DoorError('passkey-not-right')
        tell(request, { target: { kind: 'passkey', id: added.id, name } })
        letters.changed(request.log, actor.id, 'passkey-added')
        return reply.code(201).send(added)
      },
    )

    fastify.patch(
      '/api/account/passkeys/:id',
      {
        schema: {
          tags: ['account'],
          summary: 'Call one of my passkeys otherwise',
          params,
          body: passkeyPatch,
          response: { 204: z.undefined() },
        },
      },
      async (request, reply) => {
        const { id } = requireOwner(request)
        if (!(await passkeys.rename(id, request.params.id, request.body.name))) throw new DoorError('passkey-not-found')
        return reply.code(204).send()
      },
    )

    fastify.delete(
      '/api/account/passkeys/:id',
      {
        schema: {
          tags: ['account'],
          summary: 'Remove one of my passkeys; not the only way in that I have',
          params,
          response: { 204: z.undefined() },
        },
      },
      async (request, reply) => {
        const { id } = await requireProvenOwner(request)
        const removed = await passkeys.remove(id, request.params.id)
        if (!removed.ok) throw new DoorError(removed.reason)
        tell(request, { target: { kind: 'passkey', id: request.params.id } })
        letters.changed(request.log, id, 'passkey-removed')
        return reply.code(204).send()
      },
    )

    fastify.post(
      '/api/account/proof/options',
      {
        schema: {
          tags: ['account'],
          summary: 'What one of my passkeys is to sign, to show that it is me',
          response: { 200: ceremonyOptions },
        },
      },
      async (request) => {
        const actor = requireOwner(request)
        return { ...(await passkeys.proofOptions(ceremonyOf(request, actor), actor.id)) }
      },
    )

    fastify.post(
      '/api/account/proof/passkey',
      {
        config: { door: true },
        schema: {
          tags: ['account'],
          summary: 'Show by passkey that it is me; for a quarter of an hour I may change how I sign in',
          body: passkeySignIn,
          response: { 204: z.undefined() },
        },
      },
      async (request, reply) => {
        const actor = requireOwner(request)
        const response = request.body.response as AuthenticationResponseJSON
        const holder = await passkeys.holder(ceremonyOf(request, actor), response)
        if (holder?.id !== actor.id || actor.sessionId === null) throw new DoorError('passkey-not-right')
        setSessionCookie(reply, auth.cookies, await sessions.prove(actor.sessionId), publicUrl)
        return reply.code(204).send()
      },
    )
  }
