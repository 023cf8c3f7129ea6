import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'

/** For answers that no route gives, which are a few words of JSON: nothing at all may be loaded, framed or kept. */
export const headersWithoutRoute = (publicUrl: string | null): Readonly<Record<string, string>> => ({
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  ...(publicUrl?.startsWith('https:') ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
})

/** Nothing is loaded from elsewhere and no script runs but our own files and `scripts`, which are sources of a policy. */
export async function installSecurityHeaders(
  fastify: FastifyInstance,
  publicUrl: string | null,
  scripts: readonly string[],
): Promise<void> {
  const isHttps = publicUrl?.startsWith('https:') ?? false
  await fastify.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", ...scripts],
        // Dialogs and toasts put a <style> element into the page when they open.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        // 'self' covers the websocket of the same host.
        connectSrc: ["'self'"],
        workerSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(isHttps ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    // Over plain http (this machine, a house network) these would only lock people out.
    strictTransportSecurity: isHttps,
    crossOriginOpenerPolicy: isHttps,
    originAgentCluster: isHttps,
    // Tokens stand in addresses.
    referrerPolicy: { policy: 'no-referrer' },
  })
}
