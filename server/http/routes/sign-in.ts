import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Auth } from '#server/auth/auth.ts'
import type { RightsWatch } from '#server/cluster/rights-watch.ts'
import type { Mailer } from '#server/mail/mailer.ts'
import { resetAsk, resetBody, signInBody, signInWays, tokenParams } from '#shared/contract/rest/accounts.ts'
import { tell } from '../audit/record-acts.ts'
import { DoorError } from '../door-error.ts'
import { startSession } from '../start-session.ts'

export interface SignInDeps {
  readonly auth: Auth
  readonly rights: Pick<RightsWatch, 'changed'>
  readonly mailer: Mailer | null
  /** The address that people use. */
  readonly url: () => string
  readonly publicUrl: string | null
}

/** The doors for somebody who is not signed in yet: e-mail and password, and a new password by mail. */
export const signInRoutes =
  (deps: SignInDeps): FastifyPluginAsyncZod =>
  async (fastify) => {
    const { auth, rights, mailer, url } = deps
    const config = { open: true, door: true }

    fastify.get(
      '/api/sign-in',
      {
        config: { open: true },
        schema: { tags: ['session'], summary: 'Which ways in there are', response: { 200: signInWays } },
      },
      () => ({ mail: mailer !== null, sso: auth.singleSignOn?.label ?? null }),
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
        await startSession(deps, person, request, reply)
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
        // Not waited for: how long it takes would say whether there is somebody to write to.
        void sendReset(mailer, email).catch((error: unknown) =>
          request.log.error({ err: error }, 'a link for a new password could not be made'),
        )
        return reply.code(202).send()
      },
    )

    async function sendReset(to: Mailer, email: string): Promise<void> {
      const token = await auth.accounts.resetToken(email)
      if (token === null) return
      await to.send({
        to: email,
        subject: 'A new password for Waymark',
        text: `Somebody, hopefully you, wants to set a new password for Waymark. This link does it, once, within two hours:\n\n${url()}/reset/${token}\n\nIf it was not you, nothing has changed: ignore this letter.\n`,
      })
    }

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
        const personId = await auth.accounts.reset(request.params.token, request.body.password)
        if (personId === null) throw new DoorError('link-not-valid')
        tell(request, { target: { kind: 'person', id: personId } })
        await auth.sessions.endAll(personId)
        await rights.changed({ actorId: personId })
        return reply.code(204).send()
      },
    )
  }
