import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Auth } from '#server/auth/auth.ts'
import type { Person } from '#server/auth/people.ts'
import type { RightsWatch } from '#server/cluster/rights-watch.ts'
import type { SessionWay } from '#server/storage/schema.ts'
import { tell } from './audit/record-acts.ts'
import { clientNameOf } from './client-name.ts'
import { credentialsOf } from './credentials.ts'
import { setSessionCookie } from './session-cookie.ts'

interface Needs {
  readonly auth: Auth
  readonly rights: Pick<RightsWatch, 'changed'>
  readonly publicUrl: string | null
}

/** Signs a browser in as a person. What it had opened by share links as a guest stays open to it. */
export async function startSession(
  { auth, rights, publicUrl }: Needs,
  person: Person,
  way: SessionWay,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  tell(request, { actor: { kind: 'person', ...person } })
  const { cookie } = credentialsOf(request.headers, request.url, auth.cookies)
  const before = cookie === null ? null : await auth.sessions.find(cookie)
  const started = await auth.sessions.startForPerson(person, clientNameOf(request.headers['user-agent']), way)
  if (before) {
    if (before.personId === null) await auth.openings.hand(before.id, started.session.id)
    await auth.sessions.end(before.id)
    await rights.changed({ sessionId: before.id })
  }
  setSessionCookie(reply, auth.cookies, started.token, publicUrl)
}
