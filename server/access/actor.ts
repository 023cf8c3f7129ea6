import type { Role } from '#shared/contract/roles.ts'
import type { ShownPart } from '#shared/model/excerpt/shown-part.ts'

/** A right on one journey that a share link gives. */
export interface Grant {
  readonly shareId: string
  readonly journeyId: string
  /** The journey's. Who edits a journey sees which datasets there are beside it. */
  readonly workspaceId: string
  readonly role: Extract<Role, 'viewer' | 'commenter' | 'editor'>
  /** What of the journey; `null`: all of it, which whoever may do more than look always gets. */
  readonly shows: ShownPart | null
  /** When it ends by itself, ms since 1970. */
  readonly expiresAt: number | null
}

/** Looking; looking and changing; only sending events. */
export type TokenScope = 'read' | 'write' | 'ingest'

/** What a person may do with everything in a workspace. */
export interface Membership {
  readonly workspaceId: string
  readonly role: Role
}

/** Who is asking. Nobody (`null`) is outside: no journey, no dataset, nothing but the sign-in pages. */
export interface Actor {
  /** `person`: somebody with an account. `token`: a script with `WAYMARK_TOKEN`, which may everything. `guest`: came by share links. */
  readonly kind: 'person' | 'token' | 'guest'
  /** Who is named as the author of a change: a person's, a session's or a share link's id. */
  readonly id: string
  readonly name: string
  /** Presence colour, 0..7. */
  readonly color: number
  /** The cookie session it came with; `null` for bearer tokens. */
  readonly sessionId: string | null
  /** What the token may, of a person who acts by one; `null`: all that the person may. */
  readonly scope: TokenScope | null
  /** Of a person. Empty for the other kinds. */
  readonly memberships: readonly Membership[]
  /** The share links that this session (or the token) stands for and that are not revoked. */
  readonly grants: readonly Grant[]
}
