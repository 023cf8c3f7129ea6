import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { SSO_WITHIN_MS } from '#server/auth/single-sign-on.ts'
import { tell } from '../audit/record-acts.ts'
import { refuseWithPage } from '../pages.ts'
import { startSession } from '../start-session.ts'
import type { SignInDeps } from './sign-in.ts'

const CALLBACK = '/sso/callback'

/** Signing in by the provider of identities that is set. */
export const singleSignOnRoutes =
  (deps: SignInDeps): FastifyPluginAsyncZod =>
  async (fastify) => {
    const { auth, rights, url, publicUrl } = deps
    const ticketName = auth.cookies.ticket('sso')
    const cookie = {
      path: '/sso',
      httpOnly: true,
      sameSite: 'lax',
      secure: publicUrl?.startsWith('https:') ?? false,
    } as const

    const refuse = (request: FastifyRequest, reply: FastifyReply, hint: string): FastifyReply =>
      refuseWithPage(request, reply, 'sign-in-refused', 'You could not be signed in', hint)

    fastify.get(
      '/sso',
      {
        config: { open: true, door: true },
        schema: {
          tags: ['session'],
          summary: 'Sign in by the provider that is set; sends the browser there',
          querystring: z.object({ invitation: z.string().max(200).optional() }),
          response: { 302: z.undefined().describe('To the provider') },
        },
      },
      async (request, reply) => {
        const { singleSignOn } = auth
        if (!singleSignOn) return refuse(request, reply, 'This Waymark knows no such provider.')
        const { invitation } = request.query
        const invitationId = invitation === undefined ? null : (auth.invitationOfToken(invitation)?.id ?? null)
        try {
          const { url: there, ticket } = await singleSignOn.depart(url() + CALLBACK, invitationId)
          return await reply
            .setCookie(ticketName, ticket, { ...cookie, maxAge: SSO_WITHIN_MS / 1000 })
            .header('cache-control', 'no-store')
            .redirect(there, 302)
        } catch (error) {
          request.log.error({ err: error }, 'the provider of identities did not answer')
          return refuse(request, reply, `${singleSignOn.label} does not answer just now. Try again in a moment.`)
        }
      },
    )

    fastify.get(
      CALLBACK,
      {
        config: { open: true, door: true },
        schema: {
          tags: ['session'],
          summary: 'Where the provider sends a browser back; sets the session cookie',
          response: { 302: z.undefined().describe('Signed in; to the library') },
        },
      },
      async (request, reply) => {
        const { singleSignOn } = auth
        const ticket = request.cookies[ticketName] ?? null
        void reply.clearCookie(ticketName, cookie)
        tell(request, { details: { by: singleSignOn?.label } })
        const arrived = await singleSignOn?.arrive(new URL(url() + request.url), ticket).catch((error: unknown) => {
          request.log.warn({ err: error }, 'a sign-in by the provider of identities was refused')
          return null
        })
        if (!arrived) return refuse(request, reply, 'Begin once more from the sign-in page.')
        const person = await auth.identities.enter(arrived.identity, arrived.invitationId)
        if (!person) {
          return refuse(
            request,
            reply,
            'Nobody here knows you yet. Ask somebody who manages a workspace to invite you.',
          )
        }
        await startSession(deps, person, 'sso', request, reply)
        // Where they were connected they may do more now; whoever had the account before is out.
        await rights.changed({ actorId: person.id })
        return reply.header('cache-control', 'no-store').redirect('/', 302)
      },
    )
  }
