import type { FastifyRequest } from 'fastify'
import { escapeHtml, wantsPage } from './pages.ts'

/** The page of an embed. What lets in, the token's signature, stands behind the #: no browser tells it to a server, in no Referer either. */
export function embedUrl(base: string, journeyId: string, token: string): string {
  const [shareId = '', signature = ''] = token.split('.')
  return `${base}/embed/${shareId}/${journeyId}#${signature}`
}

export const embedCode = (
  url: string,
  title: string,
  { width, height }: { readonly width: number; readonly height: number },
): string =>
  `<iframe src="${escapeHtml(url)}" title="${escapeHtml(title || 'Journey map')}" width="${String(width)}" height="${String(height)}" ` +
  'style="border:0;max-width:100%" loading="lazy" allow="fullscreen" referrerpolicy="no-referrer"></iframe>'

/** The token in the address of a share link or of an embed of this server; `null`: it has none. */
export function tokenOfAddress(base: string, address: string): string | null {
  if (!URL.canParse(address)) return null
  const { origin, pathname, hash } = new URL(address)
  if (origin !== new URL(base).origin) return null
  const [first, second, third, ...rest] = pathname.split('/').filter((part) => part !== '')
  if (second === undefined || rest.length > 0) return null
  if (first === 's' && third === undefined) return second
  const [signature = ''] = hash.slice(1).split('/')
  return first === 'embed' && third !== undefined && signature !== '' ? `${second}.${signature}` : null
}

/** Where a page can be asked how to show the link's journey. */
export const oembedUrl = (base: string, token: string): string =>
  `${base}/oembed?format=json&url=${encodeURIComponent(`${base}/s/${token}`)}`

/**
 * Whether a program is looking at a link to find out how to show it, not a person: browsers say where a request comes from when a person
 * opens a page (over https and on this machine; elsewhere the page that is answered leads on by itself).
 */
export const isUnfurling = (request: FastifyRequest): boolean =>
  wantsPage(request) && request.headers['sec-fetch-mode'] !== 'navigate' && request.headers.cookie === undefined

/** What such a program is given: the title, and where to ask for more. Whoever is a person after all is led on. */
export const unfurledPage = (base: string, token: string, title: string, onwards: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title || 'Journey map')} · Waymark</title>
<link rel="alternate" type="application/json+oembed" title="${escapeHtml(title || 'Journey map')}" href="${escapeHtml(oembedUrl(base, token))}">
<meta name="robots" content="noindex"><meta http-equiv="refresh" content="0;url=${escapeHtml(onwards)}"></head>
<body><p><a href="${escapeHtml(onwards)}">${escapeHtml(title || 'Journey map')}</a></p></body></html>
`
