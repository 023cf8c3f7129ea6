import type { FastifyBaseLogger } from 'fastify'
import { pino } from 'pino'

/**
 * One JSON line a fact on stderr. No line holds a token: addresses are cut before the query and behind `/enter/` and `/s/`, and
 * headers are left out but for these few.
 */
export function createLogger(level: string): FastifyBaseLogger {
  return pino(
    {
      level,
      base: null,
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
  (url.split('?', 1)[0] ?? '').replace(/^\/(enter|s)\/.*$/, (_whole, page: string) => `/${page}/…`)
