import { roleOn } from '#server/access/can.ts'
import type { Auth, Credentials } from '#server/auth/auth.ts'
import type { Authorize, SocketAnswer } from '#server/sync/ports.ts'
import { credentialsOf, isSameOrigin } from './credentials.ts'

interface Needs {
  readonly auth: Pick<Auth, 'identify' | 'cookieName'>
  readonly publicUrl: string | null
  readonly journeyExists: (journeyId: string) => Promise<boolean>
}

/**
 * The websocket's door: the same credentials and the same rights as REST. Where a page comes from is looked at here only; the answer's
 * `again` asks the rest once more, for as long as the socket is open.
 */
export function createSocketAuthorizer({ auth, publicUrl, journeyExists }: Needs): Authorize {
  // One or two indexed queries: every connection asks this every few minutes, and all of them when a right changes.
  const ask = async (credentials: Credentials, journeyId: string): Promise<SocketAnswer> => {
    const { actor } = await auth.identify(credentials)
    if (!actor) return { ok: false, code: 'not-signed-in' }
    const role = roleOn(actor, journeyId)
    if (role === null) return { ok: false, code: 'journey-not-found' }
    // A share link goes with its journey: whoever still has one need not ask whether the journey is there.
    if (actor.kind !== 'guest' && !(await journeyExists(journeyId))) return { ok: false, code: 'journey-not-found' }
    const shareIds = actor.grants.filter((grant) => grant.journeyId === journeyId).map((grant) => grant.shareId)
    const { id, name, color, sessionId } = actor
    return {
      ok: true,
      participant: { actorId: id, name, color, role, sessionId, shareIds },
      again: () => askAgain(credentials, journeyId),
    }
  }

  // Guests of a deleted journey have lost their link with it; whoever saw it before may know that it is the journey that is gone.
  const askAgain = async (credentials: Credentials, journeyId: string): Promise<SocketAnswer> => {
    const answer = await ask(credentials, journeyId)
    return answer.ok || (await journeyExists(journeyId)) ? answer : { ok: false, code: 'journey-not-found' }
  }

  return async (request, journeyId) => {
    const credentials = credentialsOf(request.headers, request.url ?? '', auth.cookieName)
    // A browser sends its cookie whoever made it ask; a token is brought by whoever has it. Before anything else is asked, so that
    // another site's page learns nothing from the answer.
    if (credentials.bearer === null && !isSameOrigin(request.headers, publicUrl))
      return { ok: false, code: 'bad-origin' }
    return ask(credentials, journeyId)
  }
}
