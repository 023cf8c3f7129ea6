/** What the cookies of this Waymark are called. */
export interface CookieNames {
  /** The session's, as it is set. */
  readonly session: string
  /** The names by which a session is taken, the best first: browsers that are signed in stay so when the name changes. */
  readonly readable: readonly string[]
  /** For what is under way at one of the doors; good at that door's path only. */
  readonly ticket: (door: 'sso' | 'passkey') => string
}

/**
 * Behind TLS browsers promise for a name that begins with `__Host-` that nobody but this host, over TLS, has set it, and for `__Secure-`
 * that it came over TLS. Over plain http they refuse both, so there the names are bare.
 */
export function cookieNames(base: string, isHttps: boolean): CookieNames {
  const session = isHttps ? `__Host-${base}` : base
  return {
    session,
    readable: isHttps ? [session, base] : [base],
    ticket: (door) => `${isHttps ? '__Secure-' : ''}${base}_${door}`,
  }
}
