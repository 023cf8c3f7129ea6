import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Auth } from '#server/auth/auth.ts'
import { guestName } from '#server/auth/guest-names.ts'
import type { Embeds } from '#server/auth/embeds.ts'
import type { LinkRefusal } from '#server/auth/links.ts'
import type { RightsWatch } from '#server/cluster/rights-watch.ts'
import type { Journeys } from '#server/journeys/journeys.ts'
import { linkEnter, linkEntered, linkFacts, linkParams } from '#shared/contract/rest/shares.ts'
import { addressAfterEntering, shownAs } from '../after-entering.ts'
import { tell } from '../audit/record-acts.ts'
import { baseUrlOf } from '../base-url.ts'
import { credentialsOf } from '../credentials.ts'
import { DoorError } from '../door-error.ts'
import { isUnfurling, oembedUrl, unfurledPage } from '../embed-links.ts'
import { refuseWithPage } from '../pages.ts'
import { setSessionCookie } from '../session-cookie.ts'

interface Deps {
  readonly auth: Auth
  readonly journeys: Pick<Journeys, 'find'>
  readonly rights: Pick<RightsWatch, 'changed'>
  readonly embeds: Pick<Embeds, 'find'>
  readonly publicUrl: string | null
}

/** What stands over the page of a link that lets nobody in. */
const TITLES: Readonly<Record<LinkRefusal, string>> = {
  'link-not-valid': 'This link opens nothing',
  'link-revoked': 'This journey is no longer shared',
  'link-expired': 'The time of this link is over',
  'link-spent': 'This link was used already',
  'link-guest-removed': 'This link does not let you in any more',
}

/**
 * Coming in by a share link. Opening the address only looks (programs preview links, and a link may serve once): in one gets by asking
 * for it, with a name and what else the link asks for.
 */
export const linkRoutes =
  ({ auth, journeys, rights, embeds, publicUrl }: Deps): FastifyPluginAsyncZod =>
  async (fastify) => {
    const cookieOf = (request: FastifyRequest): string | null =>
      credentialsOf(request.headers, request.url, auth.cookies).cookie
    const look = (request: FastifyRequest, token: string) => auth.links.look(token, cookieOf(request))

    fastify.get(
      '/s/:token',
      {
        config: { open: true },
        schema: {
          tags: ['shares'],
          summary: 'A share link, for a browser: to the journey, or to the page that asks for a name and a password',
          params: linkParams,
          querystring: shownAs,
          response: { 302: z.undefined().describe('To the journey, or to the page before it') },
        },
      },
      async (request, reply) => {
        const { token } = request.params
        const looked = await look(request, token)
        if (!looked.ok) {
          const hint = looked.reason === 'link-not-valid' ? 'Ask whoever sent it to you for a new one.' : null
          return refuseWithPage(request, reply, looked.reason, TITLES[looked.reason], hint)
        }
        const { share, isIn } = looked.value
        const query = request.url.split('?')[1]
        const door = `/open/${token}${query === undefined ? '' : `?${query}`}`
        // A wiki that looks at a link to show it learns where to ask; a link that asks for more than itself is not embedded.
        const facts = isUnfurling(request) ? await embeds.find(share.shareId) : null
        if (facts && facts.sites.length > 0) {
          const base = baseUrlOf(request, publicUrl)
          return reply
            .type('text/html; charset=utf-8')
            .header('cache-control', 'no-store')
            .header('link', `<${oembedUrl(base, token)}>; rel="alternate"; type="application/json+oembed"`)
            .send(unfurledPage(base, token, facts.title, door))
        }
        return reply
          .header('cache-control', 'no-store')
          .redirect(isIn ? addressAfterEntering(share, request.query) : door, 302)
      },
    )

    fastify.get(
      '/api/links/:token',
      {
        config: { open: true },
        schema: {
          tags: ['shares'],
          summary: 'What a link asks for; behind a password it says nothing of the journey',
          params: linkParams,
          response: { 200: linkFacts },
        },
      },
      async (request, reply) => {
        const looked = await look(request, request.params.token)
        if (!looked.ok) throw new DoorError(looked.reason)
        const { share, session, isIn } = looked.value
        const asksPassword = share.passwordHash !== null && !isIn
        void reply.header('cache-control', 'no-store')
        return {
          asksPassword,
          suggestedName: session === null ? guestName() : null,
          title: asksPassword ? null : ((await journeys.find(share.journeyId))?.title ?? null),
          role: asksPassword ? null : share.role,
        }
      },
    )

    fastify.post(
      '/api/links/:token/enter',
      {
        config: { open: true },
        schema: {
          tags: ['shares'],
          summary: 'Come in by a link; sets the session cookie',
          params: linkParams,
          querystring: shownAs,
          body: linkEnter,
          response: { 200: linkEntered },
        },
      },
      async (request, reply) => {
        const { name, password } = request.body
        const looked = await look(request, request.params.token)
        if (!looked.ok) throw new DoorError(looked.reason)
        const { share, isIn } = looked.value
        tell(request, {
          workspaceId: share.workspaceId,
          journeyId: share.journeyId,
          target: { kind: 'share', id: share.shareId, name: share.name },
          details: { role: share.role },
        })
        if (share.passwordHash !== null && !isIn) {
          if (password === undefined) throw new DoorError('link-password-needed')
          await fastify.limits.countLinkPassword(request, share.shareId)
          if (!(await auth.links.isPassword(share, password))) throw new DoorError('link-password-wrong')
        }
        const entered = await auth.links.open(looked.value, name)
        if (!entered.ok) throw new DoorError(entered.reason)
        const { started, gainedBy } = entered.value
        const session = started?.token ?? cookieOf(request)
        const { actor } = await auth.identify({ bearer: null, cookie: session })
        if (actor) tell(request, { actor })
        // This browser may have the journey open already, by a link that gives less.
        if (gainedBy !== null) await rights.changed({ sessionId: gainedBy })
        if (started) setSessionCookie(reply, auth.cookies, started.token, publicUrl)
        void reply.header('cache-control', 'no-store')
        return { address: addressAfterEntering(share, request.query) }
      },
    )
  }
