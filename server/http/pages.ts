import type { FastifyReply, FastifyRequest } from 'fastify'
import { ERRORS, type ErrorCode } from '#shared/contract/errors.ts'
import { DoorError } from './door-error.ts'

/** Safe inside an element and a quoted attribute. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (letter) => `&#${String(letter.codePointAt(0))};`)

/** Styles of the few pages that stand before the app: the app's files may be missing when they are needed. */
export const PAGE_CSS = `:root { color-scheme: light dark; font: 16px/1.6 system-ui, sans-serif }
body { display: grid; min-height: 100vh; margin: 0; place-items: center; background: Canvas; color: CanvasText }
main { max-width: 32rem; padding: 2rem }
h1 { font-size: 1.25rem; margin: 0 0 .5rem }
p { margin: 0 0 .75rem; opacity: .85 }`

/** A small page of plain words. */
export const pageOf = (title: string, paragraphs: readonly string[]): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Waymark</title><link rel="stylesheet" href="/page.css"></head>
<body><main><h1>${escapeHtml(title)}</h1>${paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`).join('')}</main></body></html>
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
