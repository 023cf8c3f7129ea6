import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Audit, NewEntry } from '#server/audit/audit.ts'
import type { Act } from '#shared/contract/acts.ts'
import type { ErrorCode } from '#shared/contract/errors.ts'
import { MINUTE_MS } from '#shared/lib/time.ts'
import { addressGroupOf } from '../client-address.ts'
import { ACTS_OF_ROUTES } from './acts-of-routes.ts'

/** What a route says of itself beside what is known of the request: who it was, when that was nobody before, and on what. */
export interface Told {
  readonly act?: Act
  /** Nothing was done that is worth a row. */
  readonly isNothing?: boolean
  readonly actor?: NewEntry['actor']
  readonly workspaceId?: string | null
  readonly journeyId?: string
  readonly target?: { readonly kind: string; readonly id: string | null; readonly name?: string | null }
  readonly details?: Readonly<Record<string, string | null | undefined>>
}

declare module 'fastify' {
  interface FastifyRequest {
    /** What the audit log is told of this request; see `tell`. */
    told: Told | null
    /** Why it was refused. */
    refusal: ErrorCode | null
  }
}

/** Says more of what a request does. Later words count; details add up. Costs nothing: it is written when the request is answered. */
export function tell(request: FastifyRequest, told: Told): void {
  const before = request.told ?? {}
  request.told = { ...before, ...told, ...(told.details && { details: { ...before.details, ...told.details } }) }
}

const CHANGING: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/** What was tried in vain is written so often a minute for one address, so that whoever hammers at a door does not fill the disk. */
const REFUSALS_A_MINUTE = 30

/** Whoever is not let in, may not, or tries too often. What is merely wrong in a request or not there is nobody's attempt at anything. */
const REFUSALS: ReadonlySet<number> = new Set([401, 403, 429])

/**
 * Writes the audit log: every answer of a route that does something goes through here, before it is sent. When the row cannot be written
 * the answer goes out all the same, since what it tells of has happened, and the server's own log has the row.
 */
export function installAudit(fastify: FastifyInstance, audit: Pick<Audit, 'add'>): void {
  fastify.decorateRequest('told', null)
  fastify.decorateRequest('refusal', null)
  const refusals = countRefusals()

  fastify.addHook('onSend', async (request, reply, payload) => {
    const entry = entryOf(request, reply)
    if (entry === null || (entry.result === 'refused' && !refusals.counts(request.ip))) return payload
    await audit
      .add(entry)
      .catch((error: unknown) => request.log.error({ err: error, entry }, 'an act was not recorded'))
    return payload
  })
}

function entryOf(request: FastifyRequest, reply: FastifyReply): NewEntry | null {
  const { url, config } = request.routeOptions
  const { method, told } = request
  if (url === undefined || request.is404) return null
  const known = ACTS_OF_ROUTES[`${method} ${url}`] ?? (CHANGING.has(method) && url.startsWith('/api/') ? 'other' : null)
  if (known === null || typeof known === 'object' || told?.isNothing === true) return null
  const isRefused = reply.statusCode >= 400
  // Nobody is signed in: only at a door that stands open for trying is that an attempt.
  const isAttempt = REFUSALS.has(reply.statusCode) && (request.actor !== null || config.open === true)
  if (isRefused && !isAttempt) return null
  const details = {
    ...told?.details,
    ...(known === 'other' && { route: `${method} ${url}` }),
    ...(request.refusal !== null && { why: request.refusal }),
    ...(request.actor?.kind === 'person' && request.actor.sessionId === null && { by: 'token' }),
  }
  return {
    workspaceId: told?.workspaceId ?? null,
    journeyId: told?.journeyId ?? null,
    actor: actorOf(told?.actor ?? request.actor),
    act: told?.act ?? known,
    result: isRefused ? 'refused' : 'done',
    target: targetOf(request),
    details: Object.fromEntries(
      Object.entries(details).flatMap(([name, value]) =>
        value === null || value === undefined ? [] : [[name, value]],
      ),
    ),
    address: request.ip,
  }
}

const actorOf = (actor: NewEntry['actor'] | null): NewEntry['actor'] =>
  actor === null ? { kind: 'nobody', id: null, name: 'Somebody' } : { kind: actor.kind, id: actor.id, name: actor.name }

/** By what the parameters of a route are called, or as the route says. */
function targetOf({ told, params, routeOptions }: FastifyRequest): NewEntry['target'] {
  if (told?.target) return { name: null, ...told.target }
  const { personId, shareId, invitationId, id } = params as Readonly<Record<string, string | undefined>>
  if (personId !== undefined) return { kind: 'person', id: personId, name: null }
  if (shareId !== undefined) return { kind: 'share', id: shareId, name: null }
  if (invitationId !== undefined) return { kind: 'invitation', id: invitationId, name: null }
  const url = routeOptions.url ?? ''
  if (id === undefined) return null
  if (url.startsWith('/api/datasets/')) return { kind: 'dataset', id, name: null }
  if (url.startsWith('/api/account/')) return { kind: url.includes('tokens') ? 'token' : 'session', id, name: null }
  return null
}

interface Refusals {
  /** Whether this one is still to be written. */
  counts(address: string): boolean
}

function countRefusals(): Refusals {
  let minute = 0
  const counted = new Map<string, number>()
  return {
    counts(address) {
      const now = Math.floor(Date.now() / MINUTE_MS)
      if (now !== minute) counted.clear()
      minute = now
      const group = addressGroupOf(address)
      const count = (counted.get(group) ?? 0) + 1
      counted.set(group, count)
      return count <= REFUSALS_A_MINUTE
    },
  }
}
