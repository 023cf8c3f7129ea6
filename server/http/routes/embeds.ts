import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Auth } from '#server/auth/auth.ts'
import type { Embeds } from '#server/auth/embeds.ts'
import type { Journeys } from '#server/journeys/journeys.ts'
import { idParam } from '#shared/contract/rest/common.ts'
import { type EmbedBody, embedBody, embedPut, oembedBody, oembedQuery } from '#shared/contract/rest/embeds.ts'
import { baseUrlOf } from '../base-url.ts'
import { DoorError } from '../door-error.ts'
import { embedCode, embedUrl, tokenOfAddress } from '../embed-links.ts'
import { pageOf } from '../pages.ts'
import { requireRightOnJourney } from '../require-right.ts'

interface Deps {
  readonly auth: Pick<Auth, 'shares' | 'tokenOfShare' | 'links'>
  readonly embeds: Embeds
  readonly journeys: Pick<Journeys, 'placeOf'>
  readonly appFolder: string
  readonly publicUrl: string | null
}

const params = z.object({ id: idParam, shareId: idParam })
const pageParams = z.object({ shareId: idParam, journeyId: idParam })

/** As long as a wiki may keep what it was told. */
const CACHE_SECONDS = 3_600
const SIZE = { width: 960, height: 600 } as const

/** Journeys on other sites' pages: which sites may, the page that they show, and what wikis ask before they do (oEmbed). */
export const embedRoutes =
  ({ auth, embeds, journeys, appFolder, publicUrl }: Deps): FastifyPluginAsyncZod =>
  async (fastify) => {
    const present = (
      request: FastifyRequest,
      shareId: string,
      facts: { journeyId: string; title: string; sites: readonly string[] },
    ): EmbedBody => {
      const url = embedUrl(baseUrlOf(request, publicUrl), facts.journeyId, auth.tokenOfShare(shareId))
      return { sites: [...facts.sites], url, code: embedCode(url, facts.title, SIZE) }
    }
    const requireLink = async (request: FastifyRequest, journeyId: string, shareId: string) => {
      await requireRightOnJourney(request, 'manage-shares', journeyId, journeys)
      const share = await auth.shares.find(shareId)
      if (share?.journeyId !== journeyId) throw new DoorError('share-not-found')
      const facts = await embeds.find(shareId)
      if (facts === null)
        throw new DoorError(
          'not-valid',
          'A link that lets people edit, or asks for a password, or counts its uses, cannot be embedded.',
        )
      return facts
    }

    fastify.get(
      '/api/journeys/:id/shares/:shareId/embed',
      {
        schema: {
          tags: ['shares'],
          summary: 'Where a link’s journey may be embedded',
          params,
          response: { 200: embedBody },
        },
      },
      async (request) => {
        const { id, shareId } = request.params
        return present(request, shareId, await requireLink(request, id, shareId))
      },
    )

    fastify.put(
      '/api/journeys/:id/shares/:shareId/embed',
      {
        schema: {
          tags: ['shares'],
          summary: 'Say on which sites a link’s journey may be embedded',
          params,
          body: embedPut,
          response: { 200: embedBody },
        },
      },
      async (request) => {
        const { id, shareId } = request.params
        const facts = await requireLink(request, id, shareId)
        const sites = [...new Set(request.body.sites)]
        await embeds.allow(shareId, sites)
        return present(request, shareId, { ...facts, sites })
      },
    )

    fastify.get(
      '/embed/:shareId/:journeyId',
      { config: { open: true }, schema: { hide: true, params: pageParams } },
      async (request, reply) => {
        const facts = await embeds.find(request.params.shareId)
        allowFrames(reply, facts?.sites ?? [])
        return reply
          .type('text/html; charset=utf-8')
          .header('cache-control', 'no-cache')
          .header('x-robots-tag', 'noindex')
          .send(await viewPage(appFolder))
      },
    )

    fastify.get(
      '/oembed',
      {
        config: { open: true },
        schema: {
          tags: ['shares'],
          summary: 'oEmbed: how the journey behind a share link is shown on another page',
          querystring: oembedQuery,
          response: { 200: oembedBody },
        },
      },
      async (request, reply) => {
        const { url, format, maxwidth, maxheight } = request.query
        if (format !== 'json') throw new DoorError('format-not-supported')
        const base = baseUrlOf(request, publicUrl)
        const token = tokenOfAddress(base, url)
        // The address of a link is the right to know; whatever else is asked about gets the same answer, be it there or not.
        const looked = token === null ? null : await auth.links.look(token, null)
        const facts = looked?.ok ? await embeds.find(looked.value.share.shareId) : null
        if (token === null || !facts) throw new DoorError('not-found')
        void reply.header('cache-control', 'no-store').header('access-control-allow-origin', '*')
        const told = {
          version: '1.0' as const,
          title: facts.title,
          provider_name: 'Waymark' as const,
          provider_url: base,
          cache_age: CACHE_SECONDS,
        }
        if (facts.sites.length === 0) return { ...told, type: 'link' as const }
        const size = {
          width: Math.min(SIZE.width, maxwidth ?? SIZE.width),
          height: Math.min(SIZE.height, maxheight ?? SIZE.height),
        }
        const html = embedCode(embedUrl(base, facts.journeyId, token), facts.title, size)
        return { ...told, type: 'rich' as const, html, ...size }
      },
    )
  }

/** Lets these sites' pages show the answer in a frame, and no others. */
function allowFrames(reply: FastifyReply, sites: readonly string[]): void {
  if (sites.length === 0) return
  const policy = String(reply.getHeader('content-security-policy') ?? '')
  void reply
    .header('content-security-policy', policy.replace("frame-ancestors 'none'", `frame-ancestors ${sites.join(' ')}`))
    // Knows no list of sites; browsers that know the policy above do not need it.
    .removeHeader('x-frame-options')
}

async function viewPage(appFolder: string): Promise<string> {
  try {
    return await readFile(path.join(appFolder, 'view.html'), 'utf8')
  } catch {
    return pageOf('The web app is not built', ['Stop Waymark and start it with “npm start”, which builds it.'])
  }
}
