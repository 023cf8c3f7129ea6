import type { FastifyBaseLogger } from 'fastify'
import { pino } from 'pino'

/**
 * One JSON line a fact on stderr. No line holds a token: addresses are cut before the query and behind `/enter/`, `/s/`, `/open/`, `/join/`, `/reset/`, `/confirm/` and `/unsubscribe/`, headers
 * with credentials are left out, and whatever looks like a secret in a finished line is struck out of it.
 */
export function createLogger(level: string): FastifyBaseLogger {
  return pino(
    {
      level,
      base: null,
      hooks: { streamWrite: withoutSecrets },
      redact: [
        '*.headers.authorization',
        '*.headers.cookie',
        'headers.authorization',
        'headers.cookie',
        'token',
        '*.token',
      ],
      serializers: {
        err: pino.stdSerializers.err,
        req: (request: { method?: string; url?: string }) => ({
          method: request.method,
          url: withoutTokens(request.url ?? ''),
        }),
      },
    },
    pino.destination({ dest: 2, sync: true }),
  )
}

/** An address that may be logged. */
export const withoutTokens = (url: string): string =>
  (url.split('?', 1)[0] ?? '').replace(
    /^\/(enter|s|open|join|reset|confirm|unsubscribe|api\/links|api\/invitations|api\/password-reset|api\/email-confirmation|api\/unsubscribe|api\/hooks)\/.*$/,
    (_whole, page: string) => `/${page}/…`,
  )

/** What gives somebody a right, wherever it stands in a text, with what comes before it. None of it can hold a quote. */
const SECRETS: readonly RegExp[] = [
  /(\/(?:enter|s|open|join|reset|confirm|links|invitations|password-reset|email-confirmation|hooks)\/)[\w.~%-]{16,}/g,
  /()\bwmk_[\w-]{16,}/g,
  /([?&](?:token|invitation|code)=)[^&\s"\\]+/g,
  /(\bbearer\s+)[\w.~+/=-]+/gi,
  /(\bwaymark_[0-9a-f]{8}=)[^;\s"\\]+/g,
  // The password in the address of a database.
  /([a-z]:\/\/[^\s:/@"\\]*:)[^\s@"\\]+(?=@)/gi,
]

/** A line as it may be written, however the secret got into it: the words of somebody else's error, say. */
export const withoutSecrets = (line: string): string =>
  SECRETS.reduce((text, secret) => text.replaceAll(secret, (_whole, before: string) => `${before}…`), line)
