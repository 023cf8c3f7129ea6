import { type AccessEntry, rightAt } from '#shared/contract/access-entries.ts'
import { canManage, isAtLeast, type Role, strongestOf } from '#shared/contract/roles.ts'
import { assertNever } from '#shared/lib/assert.ts'
import { partOfAll, type ShownPart } from '#shared/model/excerpt/shown-part.ts'
import type { Actor, TokenScope } from './actor.ts'

/**
 * What an action is about, which says where the role has to be held. `self`: oneself, whoever is signed in. `account`: what only a person has. `journey`: that one journey, by
 * its workspace or by a link to it. `talk`: the comments on it; who looks at it by a link does not overhear its team. `workspace`: it, or a journey or a collection in it, by membership and the entries there. `data`: the datasets of a workspace, also by a link to a
 * journey beside them. `anywhere`: some workspace, whichever. `members`: a member's role, given or taken.
 */
type Kind = 'self' | 'account' | 'journey' | 'talk' | 'workspace' | 'data' | 'anywhere' | 'members'

interface Rule {
  readonly on: Kind
  /** The weakest role that is enough. */
  readonly from: Role
  /** What a person's token for scripts needs; `never`: only the person themselves, in a browser. */
  readonly scope: 'read' | 'write' | 'ingest' | 'never'
}

const self = { on: 'self', from: 'viewer', scope: 'read' } as const

/** Everything that somebody may ask for, at a route or at the websocket, and what it takes. */
export const RULES = {
  'see-own-session': self,
  'change-own-session': { ...self, scope: 'never' },
  'manage-own-account': { on: 'account', from: 'viewer', scope: 'never' },
  'see-templates': self,
  'list-journeys': self,
  'list-workspaces': self,
  'see-own-notices': self,
  'mark-own-notices': { ...self, scope: 'write' },
  'mark-journey': { on: 'journey', from: 'viewer', scope: 'write' },
  'read-journey': { on: 'journey', from: 'viewer', scope: 'read' },
  'read-readings': { on: 'journey', from: 'viewer', scope: 'read' },
  'edit-journey': { on: 'journey', from: 'editor', scope: 'write' },
  'read-comments': { on: 'talk', from: 'viewer', scope: 'read' },
  'write-comments': { on: 'talk', from: 'commenter', scope: 'write' },
  'remove-comments': { on: 'talk', from: 'admin', scope: 'write' },
  'create-journey': { on: 'workspace', from: 'editor', scope: 'write' },
  'duplicate-journey': { on: 'workspace', from: 'editor', scope: 'write' },
  'archive-journey': { on: 'workspace', from: 'editor', scope: 'write' },
  'delete-journey': { on: 'workspace', from: 'admin', scope: 'write' },
  'manage-shares': { on: 'workspace', from: 'editor', scope: 'write' },
  'see-guest-access': { on: 'workspace', from: 'admin', scope: 'read' },
  'end-guest-access': { on: 'workspace', from: 'admin', scope: 'never' },
  'move-journey': { on: 'workspace', from: 'editor', scope: 'write' },
  // It is taken from everybody who has it now.
  'take-journey-out': { on: 'workspace', from: 'admin', scope: 'write' },
  'tag-journey': { on: 'workspace', from: 'editor', scope: 'write' },
  'see-collection': { on: 'workspace', from: 'viewer', scope: 'read' },
  'create-collection': { on: 'workspace', from: 'editor', scope: 'write' },
  'change-collection': { on: 'workspace', from: 'editor', scope: 'write' },
  'delete-collection': { on: 'workspace', from: 'editor', scope: 'write' },
  // Who may see a thing may know who else does; only whoever manages it changes that.
  'see-access': { on: 'workspace', from: 'viewer', scope: 'read' },
  'change-access': { on: 'workspace', from: 'admin', scope: 'never' },
  'see-tags': { on: 'workspace', from: 'viewer', scope: 'read' },
  'change-tags': { on: 'workspace', from: 'editor', scope: 'write' },
  // Whoever edits a journey binds its elements to datasets, so they have to see which there are.
  'list-datasets': { on: 'data', from: 'editor', scope: 'read' },
  'read-dataset': { on: 'data', from: 'editor', scope: 'read' },
  'create-dataset': { on: 'workspace', from: 'editor', scope: 'write' },
  'change-dataset': { on: 'workspace', from: 'editor', scope: 'write' },
  'delete-dataset': { on: 'workspace', from: 'admin', scope: 'write' },
  // Everything at once: its owners only.
  'delete-all-datasets': { on: 'workspace', from: 'owner', scope: 'never' },
  // The workspace may narrow it further.
  'see-customers': { on: 'workspace', from: 'editor', scope: 'read' },
  'delete-customer': { on: 'workspace', from: 'admin', scope: 'write' },
  'read-rejects': { on: 'workspace', from: 'editor', scope: 'read' },
  'ask-dataset': { on: 'workspace', from: 'editor', scope: 'read' },
  // Whoever edits a journey binds its personas to segments.
  'list-segments': { on: 'data', from: 'editor', scope: 'read' },
  'change-segments': { on: 'workspace', from: 'editor', scope: 'write' },
  // Whoever edits a journey puts metrics of the library on it.
  'list-metrics': { on: 'data', from: 'editor', scope: 'read' },
  'change-metrics': { on: 'workspace', from: 'editor', scope: 'write' },
  // By what events come in by themselves: addresses with keys, and what is fetched by a plan.
  'see-feeds': { on: 'workspace', from: 'editor', scope: 'read' },
  'change-feeds': { on: 'workspace', from: 'editor', scope: 'write' },
  'watch-job': { on: 'workspace', from: 'editor', scope: 'read' },
  ingest: { on: 'workspace', from: 'editor', scope: 'ingest' },
  'create-workspace': { on: 'anywhere', from: 'admin', scope: 'never' },
  'change-workspace': { on: 'workspace', from: 'admin', scope: 'never' },
  'delete-workspace': { on: 'workspace', from: 'owner', scope: 'never' },
  'see-members': { on: 'workspace', from: 'viewer', scope: 'read' },
  'leave-workspace': { on: 'workspace', from: 'viewer', scope: 'never' },
  'see-audit': { on: 'workspace', from: 'admin', scope: 'read' },
  'see-server-audit': { on: 'workspace', from: 'owner', scope: 'read' },
  // Who did what, and when journeys were looked at anew: for members.
  'see-activity': { on: 'workspace', from: 'viewer', scope: 'read' },
  // The numbers of those journeys in it that one sees.
  'see-numbers': { on: 'workspace', from: 'viewer', scope: 'read' },
  'review-journey': { on: 'workspace', from: 'editor', scope: 'write' },
  'manage-members': { on: 'members', from: 'admin', scope: 'never' },
} as const satisfies Readonly<Record<string, Rule>>
export type Action = keyof typeof RULES
export const ACTIONS = Object.keys(RULES) as readonly Action[]

/** What the answer may rest on, beside who asks and for what. */
export interface Facts {
  /** The journey that it is about. */
  readonly journeyId?: string | undefined
  /** Where that journey, the dataset or the thing to be made belongs; unknown when there is no such thing. */
  readonly workspaceId?: string | undefined
  /**
   * What that journey or collection, and the collections around it, say of their own on who may what. Who asks about a journey has to
   * know: without, only those who manage the workspace may anything as its members.
   */
  readonly entries?: readonly AccessEntry[] | undefined
  /** Of `manage-members`: what the member is and is to be; `null` for not (yet) or no longer a member. */
  readonly member?: { readonly is: Role | null; readonly becomes: Role | null } | undefined
}

/** What a token of each scope is allowed. */
const ALLOWED_TO: Readonly<Record<TokenScope, readonly Rule['scope'][]>> = {
  read: ['read'],
  write: ['read', 'write', 'ingest'],
  ingest: ['ingest'],
}

/** The actor's role in a workspace as a member of it. */
export const roleIn = (actor: Actor, workspaceId: string | undefined): Role | null =>
  actor.kind === 'token'
    ? 'owner'
    : (actor.memberships.find((membership) => membership.workspaceId === workspaceId)?.role ?? null)

/** What the actor is, as a member, to a journey or a collection: what it is in the workspace, as narrowed or widened on the way there. */
export function roleAt(actor: Actor, { journeyId, workspaceId, entries }: Omit<Facts, 'member'>): Role | null {
  const own = roleIn(actor, workspaceId)
  if (entries === undefined) return journeyId === undefined || (own !== null && canManage(own)) ? own : null
  return rightAt(own, actor.id, entries).role
}

/** The actor's role on a journey: the strongest of its links and of what it is as a member, as far as its token goes. */
export function roleOn(actor: Actor, facts: Omit<Facts, 'member'>): Role | null {
  const { journeyId } = facts
  const asMember = roleAt(actor, facts)
  const byLink = actor.grants.filter((grant) => grant.journeyId === journeyId).map(({ role }) => role)
  const role = strongestOf(asMember === null ? byLink : [asMember, ...byLink])
  if (actor.scope === null || actor.scope === 'write' || role === null) return role
  // A token that may only look is a viewer's, whatever its person is.
  return actor.scope === 'read' ? 'viewer' : null
}

/**
 * What the actor may see of a journey that it may read; `null`: all of it. Members whom nothing keeps out see everything, as does whoever has one link that
 * shows everything; who has several that each show a part sees what they show together.
 */
export function partFor(actor: Actor, facts: Omit<Facts, 'member'>): ShownPart | null {
  const { journeyId } = facts
  if (roleAt(actor, facts) !== null) return null
  const byLink = actor.grants.filter((grant) => grant.journeyId === journeyId)
  return byLink.length === 0 ? null : partOfAll(byLink.map(({ role, shows }) => (role === 'viewer' ? shows : null)))
}

/**
 * May this actor do this? The one place that answers, for REST and the websocket alike. Pure; whatever is not granted here is
 * refused, and an action about a thing without naming where it belongs is refused to all but `WAYMARK_TOKEN`.
 */
export function can(actor: Actor | null, action: Action, facts: Facts = {}): boolean {
  if (!actor) return false
  const { on, from, scope }: Rule = RULES[action]
  if (on === 'account') return actor.kind === 'person' && actor.scope === null
  if (actor.kind === 'token') return true
  if (actor.scope !== null && !ALLOWED_TO[actor.scope].includes(scope)) return false
  switch (on) {
    case 'self':
      return true
    case 'journey':
      return isAtLeast(roleOn(actor, facts), from)
    case 'talk': {
      const role = roleOn(actor, facts)
      const hears = roleAt(actor, facts) !== null || isAtLeast(role, 'commenter')
      return hears && isAtLeast(role, from)
    }
    case 'workspace':
      return isAtLeast(roleAt(actor, facts), from)
    case 'data': {
      const byLink = actor.grants.filter(({ workspaceId }) => workspaceId === facts.workspaceId).map(({ role }) => role)
      return isAtLeast(roleIn(actor, facts.workspaceId), from) || isAtLeast(strongestOf(byLink), from)
    }
    case 'anywhere':
      return actor.memberships.some(({ role }) => isAtLeast(role, from))
    case 'members': {
      const own = roleIn(actor, facts.workspaceId)
      const { is = null, becomes = null } = facts.member ?? {}
      // Nobody makes or unmakes somebody who is more than they are themselves.
      return isAtLeast(own, from) && [is, becomes].every((role) => role === null || isAtLeast(own, role))
    }
    default:
      return assertNever(on)
  }
}

/** The workspaces in which the actor may do this, in the order of its memberships; `null`: in all there are. */
export function workspacesWhere(actor: Actor, action: Action): readonly string[] | null {
  if (actor.kind === 'token') return null
  const known = new Set([...actor.memberships, ...actor.grants].map(({ workspaceId }) => workspaceId))
  return [...known].filter((workspaceId) => can(actor, action, { workspaceId }))
}
