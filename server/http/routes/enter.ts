import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Auth } from '#server/auth/auth.ts'
import type { RightsWatch } from '#server/cluster/rights-watch.ts'
import { tell } from '../audit/record-acts.ts'
import { pageOf, refuseWithPage } from '../pages.ts'
import { startSession } from '../start-session.ts'

interface Deps {
  readonly auth: Auth
  readonly rights: Pick<RightsWatch, 'changed'>
  readonly publicUrl: string | null
}

const params = z.object({ token: z.string().min(1).max(200) })

/** The owner link. */
export const enterRoutes =
  ({ auth, rights, publicUrl }: Deps): FastifyPluginAsyncZod =>
  async (fastify) => {
    const refuse = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
      refuseWithPage(
        request,
        reply,
        'link-not-valid',
        'This link does not sign you in',
        'Waymark makes a new sign-in link each time it starts. You find the one that works in the window where it runs.',
      )

    // A form without fields.
    fastify.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, _body, done) =>
      done(null, undefined),
    )

    fastify.get(
      '/enter/:token',
      {
        config: { open: true },
        schema: {
          tags: ['session'],
          summary: 'A page with the button that signs in by the link that the server printed; it changes nothing',
          params,
          response: { 200: z.string().describe('A page') },
        },
      },
      async (request, reply) => {
        if (!(await auth.enterAsOwner(request.params.token))) return refuse(request, reply)
        return (
          reply
            .type('text/html; charset=utf-8')
            .header('cache-control', 'no-store')
            // Without it browsers do not say over plain http whose page the button is on.
            .header('referrer-policy', 'same-origin')
            .send(
              pageOf(
                'Sign in as owner',
                ['This link was printed where Waymark runs. Whoever has it is let in as owner.'],
                'Sign in',
              ),
            )
        )
      },
    )

    fastify.post(
      '/enter/:token',
      {
        config: { open: true },
        schema: {
          tags: ['session'],
          summary: 'Sign in as owner by the link that the server printed',
          params,
          response: { 303: z.undefined().describe('Signed in; to the library') },
        },
      },
      async (request, reply) => {
        tell(request, { details: { by: 'owner link' } })
        const owner = await auth.enterAsOwner(request.params.token)
        if (!owner) return refuse(request, reply)
        await startSession({ auth, rights, publicUrl }, owner, 'owner-link', request, reply)
        return reply.header('cache-control', 'no-store').redirect('/', 303)
      },
    )
  }
