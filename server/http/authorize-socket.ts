import { can, partFor, roleOn } from '#server/access/can.ts'
import type { Auth, Credentials } from '#server/auth/auth.ts'
import type { Place } from '#server/storage/places.ts'
import type { AskRound, Authorize, SocketAnswer } from '#server/sync/ports.ts'
import { credentialsOf, isSameOrigin } from './credentials.ts'

interface Needs {
  readonly auth: Pick<Auth, 'identify' | 'cookies' | 'openings'>
  readonly publicUrl: string | null
  /** Where a journey is, and what is said there on who may what; `null`: there is no such journey. */
  readonly placeOf: (journeyId: string) => Promise<Place | null>
}

/**
 * The websocket's door: the same credentials and the same rights as REST. Where a page comes from is looked at here only; the answer's
 * `again` asks the rest once more, for as long as the socket is open.
 */
export function createSocketAuthorizer({ auth, publicUrl, placeOf }: Needs): Authorize {
  /** A note for people to read; nobody is kept out because it could not be written. */
  const noteSeen = (sessionId: string, shareIds: readonly string[]): void =>
    void auth.openings.noteSeen(sessionId, shareIds).catch(() => undefined)

  // A few indexed queries: every connection asks this every few minutes, and all of them when a right changes.
  const ask = async (credentials: Credentials, journeyId: string): Promise<SocketAnswer> => {
    const { actor } = await auth.identify(credentials)
    if (!actor) return { ok: false, code: 'not-signed-in' }
    // A share link goes with its journey: whoever comes by one need not ask where the journey belongs, or whether it is there.
    const place = actor.kind === 'guest' ? undefined : await placeOf(journeyId)
    const role = place === null ? null : roleOn(actor, { journeyId, ...place })
    if (role === null) return { ok: false, code: 'journey-not-found' }
    const grants = actor.grants.filter((grant) => grant.journeyId === journeyId)
    const shareIds = grants.map((grant) => grant.shareId)
    const ends = grants.flatMap(({ expiresAt }) => (expiresAt === null ? [] : [expiresAt]))
    const expiresAt = ends.length === 0 ? null : Math.min(...ends)
    const shows = partFor(actor, { journeyId, ...place })
    const { id, name, color, sessionId } = actor
    const readsComments = can(actor, 'read-comments', { journeyId, ...place })
    if (sessionId !== null && shareIds.length > 0) noteSeen(sessionId, shareIds)
    return {
      ok: true,
      participant: { actorId: id, name, color, role, sessionId, shareIds, readsComments, shows, expiresAt },
      again: (round) => askAgain(credentials, journeyId, round),
    }
  }

  // Whoever saw the journey before may know that it is there, and so whether it is gone or only closed to them: a guest whose link went
  // with it, a member who was put out.
  const askAgain = async (
    credentials: Credentials,
    journeyId: string,
    round: AskRound = new Map(),
  ): Promise<SocketAnswer> => {
    const { bearer } = credentials
    const question = (): Promise<SocketAnswer> => ask(credentials, journeyId)
    const answer = await (bearer === null ? question() : once(round, `${journeyId} by ${bearer}`, question))
    if (answer.ok) return answer
    if ((await once(round, journeyId, () => placeOf(journeyId))) === null)
      return { ok: false, code: 'journey-not-found' }
    return answer.code === 'journey-not-found' ? { ok: false, code: 'not-allowed' } : answer
  }

  return async (request, journeyId) => {
    const credentials = credentialsOf(request.headers, request.url ?? '', auth.cookies)
    // A browser sends its cookie whoever made it ask; a token is brought by whoever has it. Before anything else is asked, so that
    // another site's page learns nothing from the answer.
    if (credentials.bearer === null && !isSameOrigin(request.headers, publicUrl))
      return { ok: false, code: 'bad-origin' }
    return ask(credentials, journeyId)
  }
}

/** Asks what the round has not found out yet. What failed is asked anew by whoever wants it next. */
async function once<Value>(round: AskRound, key: string, question: () => Promise<Value>): Promise<Value> {
  const known = round.get(key) as Promise<Value> | undefined
  if (known) return known
  const asking = question()
  round.set(key, asking)
  try {
    return await asking
  } catch (error) {
    round.delete(key)
    throw error
  }
}
