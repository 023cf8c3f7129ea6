import type { FastifyReply, FastifyRequest } from 'fastify'
import { ERRORS, type ErrorCode } from '#shared/contract/errors.ts'
import { DoorError } from './door-error.ts'

/** Safe inside an element and a quoted attribute. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (letter) => `&#${String(letter.codePointAt(0))};`)

/** Styles of the few pages that stand before the app, in its colours: the app's files may be missing when they are needed. */
export const PAGE_CSS = `:root { color-scheme: light dark; font: 16px/1.6 'Inter Variable', ui-sans-serif, system-ui, sans-serif }
body { display: grid; min-height: 100vh; margin: 0; place-items: center; background: light-dark(#f5f6f8, #0f1115); color: light-dark(#15181e, #eceef2) }
main { box-sizing: border-box; width: 100%; max-width: 31rem; padding: 1.5rem }
svg { display: block; width: 2.5rem; margin: 0 0 1.5rem }
h1 { font-size: 1.25rem; font-weight: 600; line-height: 1.4; margin: 0 0 .5rem; text-wrap: balance }
p { margin: 0 0 .75rem; font-size: .875rem; color: light-dark(#545b68, #a9b0bd); text-wrap: pretty }`

/** As `src/ui/Logo.tsx` draws it. */
const SIGN =
  '<svg viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="8" fill="#3152e0"/>' +
  '<path d="M6.5 11.5 11 21l5-8.5 4.5 8 3.6-7.4" fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"/>' +
  '<circle cx="25" cy="10.4" r="2.6" fill="#fff"/></svg>'

/** A small page of plain words. */
export const pageOf = (title: string, paragraphs: readonly string[]): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Waymark</title><link rel="icon" href="/favicon.svg" type="image/svg+xml"><link rel="stylesheet" href="/page.css"></head>
<body><main>${SIGN}<h1>${escapeHtml(title)}</h1>${paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`).join('')}</main></body></html>
`

/** A person is looking, not a script. */
export const wantsPage = (request: FastifyRequest): boolean => request.headers.accept?.includes('text/html') ?? false

/** Refuses an address that a person opened: a page for them, the usual error for a script. */
export function refuseWithPage(
  request: FastifyRequest,
  reply: FastifyReply,
  code: ErrorCode,
  title: string,
  hint: string | null,
): FastifyReply {
  if (!wantsPage(request)) throw new DoorError(code)
  const { status, words } = ERRORS[code]
  request.refusal = code
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(pageOf(title, hint === null ? [words] : [words, hint]))
}
