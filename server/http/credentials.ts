import type { IncomingHttpHeaders } from 'node:http'
import type { Credentials } from '#server/auth/auth.ts'
import type { CookieNames } from '#server/auth/cookie-names.ts'

/** What a request brought to say who it is; the same for REST and the websocket upgrade. */
export function credentialsOf(
  headers: IncomingHttpHeaders,
  url: string,
  { readable }: Pick<CookieNames, 'readable'>,
): Credentials {
  return { bearer: bearerOf(headers.authorization) ?? tokenOf(url), cookie: cookieOf(headers.cookie, readable) }
}

/** Our tokens need no decoding. */
function cookieOf(header: string | undefined, names: readonly string[]): string | null {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim())
  for (const name of names) {
    const value = pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1)
    if (value) return value
  }
  return null
}

function bearerOf(authorization: string | undefined): string | null {
  const [scheme, token, ...rest] = (authorization ?? '').trim().split(/\s+/)
  return scheme?.toLowerCase() === 'bearer' && token && rest.length === 0 ? token : null
}

function tokenOf(url: string): string | null {
  const query = url.indexOf('?')
  return query === -1 ? null : new URLSearchParams(url.slice(query)).get('token') || null
}

/**
 * A browser sends its cookie whoever made it ask. Says whether the page that asked is ours: the browser's own word
 * (`Sec-Fetch-Site`), else `Origin`. A request with neither does not come from a page.
 */
export function isSameOrigin(headers: IncomingHttpHeaders, publicUrl: string | null): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
  const { origin } = headers
  if (origin === undefined) return true
  if (publicUrl !== null && origin === new URL(publicUrl).origin) return true
  return URL.canParse(origin) && new URL(origin).host === headers.host
}
