import { canEdit, ROLES, type Role } from '#shared/contract/roles.ts'
import { assertNever } from '#shared/lib/assert.ts'
import type { Actor } from './actor.ts'

/** Everything that somebody may ask for, at a route or at the websocket. */
export const ACTIONS = [
  'see-own-session',
  'change-own-session',
  'see-templates',
  'list-journeys',
  'create-journey',
  'read-journey',
  'read-readings',
  'edit-journey',
  'archive-journey',
  'duplicate-journey',
  'delete-journey',
  'manage-shares',
  'list-datasets',
  'read-dataset',
  'create-dataset',
  'change-dataset',
  'read-rejects',
  'ask-dataset',
  'watch-job',
  'ingest',
] as const
export type Action = (typeof ACTIONS)[number]

/** What the answer may rest on, beside who asks and for what. */
export interface Facts {
  /** The journey that it is about. */
  readonly journeyId?: string
}

/** The actor's role on a journey, `null` when it has none. The strongest of its links counts. */
export function roleOn(actor: Actor, journeyId: string): Role | null {
  if (actor.kind !== 'guest') return 'owner'
  const given = new Set<Role>(actor.grants.filter((grant) => grant.journeyId === journeyId).map(({ role }) => role))
  return ROLES.findLast((role) => given.has(role)) ?? null
}

/**
 * May this actor do this? The one place that answers, for REST and the websocket alike. Pure; whatever is not granted here is
 * refused, and an action about a journey without naming the journey is refused to guests.
 */
export function can(actor: Actor | null, action: Action, facts: Facts = {}): boolean {
  if (!actor) return false
  if (actor.kind !== 'guest') return true
  const role = facts.journeyId === undefined ? null : roleOn(actor, facts.journeyId)
  switch (action) {
    case 'see-own-session':
    case 'change-own-session':
    case 'list-journeys':
    case 'see-templates':
      return true
    case 'read-journey':
    case 'read-readings':
      return role !== null
    case 'edit-journey':
      return role !== null && canEdit(role)
    // Whoever edits a journey binds its elements to datasets, so they have to see which there are.
    case 'list-datasets':
    case 'read-dataset':
      return actor.grants.some((grant) => canEdit(grant.role))
    case 'create-journey':
    case 'archive-journey':
    case 'duplicate-journey':
    case 'delete-journey':
    case 'manage-shares':
    case 'create-dataset':
    case 'change-dataset':
    case 'read-rejects':
    case 'ask-dataset':
    case 'watch-job':
    case 'ingest':
      return false
    default:
      return assertNever(action)
  }
}
