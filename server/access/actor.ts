import type { Role } from '#shared/contract/roles.ts'

/** A right on one journey that a share link gives. */
export interface Grant {
  readonly shareId: string
  readonly journeyId: string
  readonly role: Exclude<Role, 'owner'>
}

/** Who is asking. Nobody (`null`) is outside: no journey, no dataset, nothing but the sign-in pages. */
export interface Actor {
  /** `owner`: signed in by the owner link. `token`: a script with `WAYMARK_TOKEN`; the same rights. `guest`: came by share links. */
  readonly kind: 'owner' | 'token' | 'guest'
  /** Who is named as the author of a change: a person's, a session's or a share link's id. */
  readonly id: string
  readonly name: string
  /** Presence colour, 0..7. */
  readonly color: number
  /** The cookie session it came with; `null` for bearer tokens. */
  readonly sessionId: string | null
  /** Of a guest: the share links that are not revoked. Empty for the other kinds. */
  readonly grants: readonly Grant[]
}
