import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Auth } from '#server/auth/auth.ts'
import type { RightsWatch } from '#server/cluster/rights-watch.ts'
import { tell } from '../audit/record-acts.ts'
import { refuseWithPage } from '../pages.ts'
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
    fastify.get(
      '/enter/:token',
      {
        config: { open: true },
        schema: {
          tags: ['session'],
          summary: 'Sign in as owner by the link that the server printed',
          params,
          response: { 302: z.undefined().describe('Signed in; to the library') },
        },
      },
      async (request, reply) => {
        tell(request, { details: { by: 'owner link' } })
        const owner = await auth.enterAsOwner(request.params.token)
        if (!owner) {
          const hint =
            'Waymark makes a new sign-in link each time it starts. You find the one that works in the window where it runs.'
          return refuseWithPage(request, reply, 'link-not-valid', 'This link does not sign you in', hint)
        }
        await startSession({ auth, rights, publicUrl }, owner, 'owner-link', request, reply)
        return reply.header('cache-control', 'no-store').redirect('/', 302)
      },
    )
  }
