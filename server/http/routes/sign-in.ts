import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Auth } from '#server/auth/auth.ts'
import type { RightsWatch } from '#server/cluster/rights-watch.ts'
import type { Mailer } from '#server/mail/mailer.ts'
import {
  claimedAddress,
  resetAsk,
  resetBody,
  signInBody,
  signInWays,
  tokenParams,
} from '#shared/contract/rest/accounts.ts'
import { tell } from '../audit/record-acts.ts'
import { requireStrongPassword } from '../choose-password.ts'
import { DoorError } from '../door-error.ts'
import type { Letters } from '../letters.ts'
import { relyingPartyOf } from '../relying-party.ts'
import { startSession } from '../start-session.ts'

export interface SignInDeps {
  readonly auth: Auth
  readonly rights: Pick<RightsWatch, 'changed'>
  readonly mailer: Mailer | null
  readonly letters: Letters
  /** The address that people use. */
  readonly url: () => string
  readonly publicUrl: string | null
}

/** The doors for somebody who is not signed in yet: e-mail and password, and a new password by mail. */
export const signInRoutes =
  (deps: SignInDeps): FastifyPluginAsyncZod =>
  async (fastify) => {
    const { auth, rights, mailer, letters, publicUrl } = deps
    const config = { open: true, door: true }

    fastify.get(
      '/api/sign-in',
      {
        config: { open: true },
        schema: { tags: ['session'], summary: 'Which ways in there are', response: { 200: signInWays } },
      },
      (request) => ({
        mail: mailer !== null,
        sso: auth.singleSignOn?.label ?? null,
        passkeys: relyingPartyOf(request, publicUrl) !== null,
      }),
    )

    fastify.post(
      '/api/sign-in',
      {
        config,
        schema: {
          tags: ['session'],
          summary: 'Sign in with e-mail and password; sets the session cookie',
          body: signInBody,
          response: { 204: z.undefined() },
        },
      },
      async (request, reply) => {
        const { email, password } = request.body
        tell(request, { details: { by: 'password', email } })
        await fastify.limits.countAccount(email)
        const person = await auth.accounts.signIn(email, password)
        if (!person) throw new DoorError('sign-in-failed')
        await startSession(deps, person, 'password', request, reply)
        // Who it was is known; an address would outlive the account.
        tell(request, { details: { email: null } })
        return reply.code(204).send()
      },
    )

    fastify.post(
      '/api/password-reset',
      {
        config,
        schema: {
          tags: ['session'],
          summary:
            'Have a link for a new password sent; the answer is the same whether there is such an account or not',
          body: resetAsk,
          response: { 202: z.undefined().describe('If there is such an account it is written to') },
        },
      },
      async (request, reply) => {
        if (!mailer) throw new DoorError('no-mail')
        const { email } = request.body
        tell(request, { details: { email } })
        await fastify.limits.countAccount(email)
        await fastify.limits.countLetter(email)
        letters.reset(request.log, email)
        return reply.code(202).send()
      },
    )

    fastify.get(
      '/api/email-confirmation/:token',
      {
        config: { open: true },
        schema: {
          tags: ['session'],
          summary: 'Which address a link proves',
          params: tokenParams,
          response: { 200: claimedAddress },
        },
      },
      async (request, reply) => {
        const email = await auth.addresses.claimed(request.params.token)
        if (email === null) throw new DoorError('link-not-valid')
        void reply.header('cache-control', 'no-store')
        return { email }
      },
    )

    fastify.post(
      '/api/email-confirmation/:token',
      {
        config,
        schema: {
          tags: ['session'],
          summary: 'Prove an address by the link that was sent there; from then on its person signs in with it',
          params: tokenParams,
          response: { 204: z.undefined() },
        },
      },
      async (request, reply) => {
        const confirmed = await auth.addresses.confirm(request.params.token)
        if (!confirmed) throw new DoorError('link-not-valid')
        tell(request, { target: { kind: 'person', id: confirmed.personId } })
        if (confirmed.before !== null) letters.addressChanged(request.log, confirmed.before)
        return reply.code(204).send()
      },
    )

    fastify.post(
      '/api/password-reset/:token',
      {
        config,
        schema: {
          tags: ['session'],
          summary: 'Set a new password by the link; signs out everywhere',
          params: tokenParams,
          body: resetBody,
          response: { 204: z.undefined() },
        },
      },
      async (request, reply) => {
        const { password } = request.body
        await requireStrongPassword(password)
        const personId = await auth.accounts.reset(request.params.token, password)
        if (personId === null) throw new DoorError('link-not-valid')
        tell(request, { target: { kind: 'person', id: personId } })
        letters.changed(request.log, personId, 'password')
        await auth.sessions.endAll(personId)
        await rights.changed({ actorId: personId })
        return reply.code(204).send()
      },
    )
  }
