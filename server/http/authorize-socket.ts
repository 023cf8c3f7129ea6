import type { IncomingMessage } from 'node:http'
import { roleOn } from '#server/access/can.ts'
import type { Auth } from '#server/auth/auth.ts'
import type { Participant } from '#server/sync/ports.ts'
import { credentialsOf, isSameOrigin } from './credentials.ts'

export type SocketAnswer =
  | { readonly ok: true; readonly participant: Participant }
  | { readonly ok: false; readonly code: 'not-signed-in' | 'not-allowed' | 'journey-not-found' | 'bad-origin' }

interface Needs {
  readonly auth: Auth
  readonly publicUrl: string | null
  readonly journeyExists: (journeyId: string) => Promise<boolean>
}

/** The websocket's door: the same credentials and the same rights as REST. */
export function createSocketAuthorizer({ auth, publicUrl, journeyExists }: Needs) {
  return async (request: IncomingMessage, journeyId: string): Promise<SocketAnswer> => {
    const credentials = credentialsOf(request.headers, request.url ?? '', auth.cookieName)
    const { actor } = await auth.identify(credentials)
    if (!actor) return { ok: false, code: 'not-signed-in' }
    if (actor.sessionId !== null && !isSameOrigin(request.headers, publicUrl)) return { ok: false, code: 'bad-origin' }
    const role = roleOn(actor, journeyId)
    if (role === null || !(await journeyExists(journeyId))) return { ok: false, code: 'journey-not-found' }
    const shareIds = actor.grants.filter((grant) => grant.journeyId === journeyId).map((grant) => grant.shareId)
    const { id, name, color, sessionId } = actor
    return { ok: true, participant: { actorId: id, name, color, role, sessionId, shareIds } }
  }
}
