import type { FastifyReply } from 'fastify'
import { GUEST_SESSION_MS } from '#server/auth/sessions.ts'

/** Keeps this browser signed in. Script cannot read it and other sites' forms do not carry it. */
export function setSessionCookie(reply: FastifyReply, name: string, token: string, publicUrl: string | null): void {
  void reply.setCookie(name, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: publicUrl?.startsWith('https:') ?? false,
    // The server knows when a session is over; the browser only has to bring it until then.
    maxAge: GUEST_SESSION_MS / 1000,
  })
}

export function clearSessionCookie(reply: FastifyReply, name: string): void {
  void reply.clearCookie(name, { path: '/' })
}
