import type { FastifyReply } from 'fastify'
import type { CookieNames } from '#server/auth/cookie-names.ts'
import { GUEST_SESSION_MS } from '#server/auth/sessions.ts'

/** Keeps this browser signed in. Script cannot read it and other sites' forms do not carry it. */
export function setSessionCookie(
  reply: FastifyReply,
  { session }: CookieNames,
  token: string,
  publicUrl: string | null,
): void {
  void reply.setCookie(session, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: publicUrl?.startsWith('https:') ?? false,
    // The server knows when a session is over; the browser only has to bring it until then.
    maxAge: GUEST_SESSION_MS / 1000,
  })
}

export function clearSessionCookie(reply: FastifyReply, { session, readable }: CookieNames): void {
  // A browser takes a name that begins with `__Host-` only with `Secure`, also to forget it.
  for (const name of readable)
    void reply.clearCookie(name, { path: '/', secure: name === session && readable.length > 1 })
}
