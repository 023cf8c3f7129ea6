import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Auth } from '#server/auth/auth.ts'
import type { RightsWatch } from '#server/cluster/rights-watch.ts'
import { VIEW_MODES } from '#shared/model/records/saved-view.ts'
import { tell } from '../audit/record-acts.ts'
import { credentialsOf } from '../credentials.ts'
import { refuseWithPage } from '../pages.ts'
import { setSessionCookie } from '../session-cookie.ts'
import { startSession } from '../start-session.ts'

interface Deps {
  readonly auth: Auth
  readonly rights: Pick<RightsWatch, 'changed'>
  readonly publicUrl: string | null
}

const params = z.object({ token: z.string().min(1).max(200) })

/** How the journey is to be shown: a saved view, and canvas, table or outline. */
const shownAs = z.object({ saved: z.string().max(64).optional(), view: z.enum(VIEW_MODES).optional() })

function journeyAddress(journeyId: string, { saved, view }: z.infer<typeof shownAs>): string {
  const query = new URLSearchParams({
    ...(saved === undefined ? {} : { saved }),
    ...(view === undefined ? {} : { view }),
  })
  return query.size === 0 ? `/journeys/${journeyId}` : `/journeys/${journeyId}?${query.toString()}`
}

/** The two links that let a browser in. */
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
        await startSession({ auth, rights, publicUrl }, owner, request, reply)
        return reply.header('cache-control', 'no-store').redirect('/', 302)
      },
    )

    fastify.get(
      '/s/:token',
      {
        config: { open: true },
        schema: {
          tags: ['shares'],
          summary: 'Open a shared journey in this browser',
          params,
          querystring: shownAs,
          response: { 302: z.undefined().describe('To the journey') },
        },
      },
      async (request, reply) => {
        const { cookie } = credentialsOf(request.headers, request.url, auth.cookieName)
        const entered = await auth.enterByShare(request.params.token, cookie)
        if (!entered) {
          const hint = 'Ask whoever sent it to you for a new one.'
          return refuseWithPage(request, reply, 'link-not-valid', 'This journey is no longer shared', hint)
        }
        const { share, started } = entered
        const session = started?.token ?? cookie
        const { actor } = await auth.identify({ bearer: null, cookie: session })
        tell(request, {
          ...(actor && { actor }),
          workspaceId: share.workspaceId,
          journeyId: share.journeyId,
          target: { kind: 'share', id: share.shareId, name: share.name },
          details: { role: share.role },
        })
        // This browser may have the journey open already, by a link that gives less.
        if (entered.gainedBy !== null) await rights.changed({ sessionId: entered.gainedBy })
        if (started) setSessionCookie(reply, auth.cookieName, started.token, publicUrl)
        return reply.header('cache-control', 'no-store').redirect(journeyAddress(share.journeyId, request.query), 302)
      },
    )
  }
