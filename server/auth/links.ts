import type { Actor } from '#server/access/actor.ts'
import { roleAt } from '#server/access/can.ts'
import type { Place } from '#server/storage/places.ts'
import { isAtLeast } from '#shared/contract/roles.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import type { OpeningRefusal, Openings } from './openings.ts'
import { isPasswordOf } from './passwords.ts'
import type { NewSession, Session, Sessions } from './sessions.ts'
import type { Share } from './shares.ts'

/** Why a link lets nobody in. */
export type LinkFault = 'link-not-valid' | 'link-revoked' | 'link-expired'
export type LinkRefusal = LinkFault | OpeningRefusal

/** A link as one browser finds it. */
export interface LookedAt {
  readonly share: Share
  /** What this browser is known as; `null`: nobody. */
  readonly session: Session | null
  /** It needs nothing more: it has opened the link before, or may do as much as a member. */
  readonly isIn: boolean
}

export interface Entered {
  readonly share: Share
  /** `null` when this browser had a session already. */
  readonly started: NewSession | null
  /** The session that was there and had not opened this link before: it may do more from now on. */
  readonly gainedBy: string | null
}

export interface Links {
  /** Looks without opening: a program that only previews links uses none up. */
  look(token: string, cookie: string | null): Promise<Result<LookedAt, LinkRefusal>>
  /** Opens what was looked at, for a browser that has said what the link asks for. `name`: of a guest who is new. */
  open(looked: LookedAt, name: string | undefined): Promise<Result<Entered, OpeningRefusal>>
  /** Whether the password is the link's; takes as long for a link that has none. */
  isPassword(share: Share, password: string): Promise<boolean>
}

/** Why the link gives nothing to anybody; `null`: it does. */
export function faultOf(share: Share | null, now: number = Date.now()): LinkFault | null {
  if (share === null) return 'link-not-valid'
  if (share.revokedAt !== null) return 'link-revoked'
  return share.expiresAt !== null && share.expiresAt <= now ? 'link-expired' : null
}

/** Opened as often as it may be. */
export const isSpent = ({ uses, maxUses }: Share): boolean => maxUses !== null && uses >= maxUses

interface Needs {
  readonly shareOfToken: (token: string) => Promise<Share | null>
  readonly openings: Openings
  readonly sessions: Sessions
  readonly actorOfSession: (session: Session) => Promise<Actor | null>
  readonly placeOf: (journeyId: string) => Promise<Place | null>
}

/** How browsers come in by share links. */
export function createLinks({ shareOfToken, openings, sessions, actorOfSession, placeOf }: Needs): Links {
  /** A member who may do as much anyway: the link would only clutter. */
  const mayAlready = async (session: Session, { journeyId, role }: Share): Promise<boolean> => {
    const actor = await actorOfSession(session)
    return actor !== null && isAtLeast(roleAt(actor, { journeyId, ...(await placeOf(journeyId)) }), role)
  }

  return {
    async look(token, cookie) {
      const share = await shareOfToken(token)
      const fault = faultOf(share)
      if (share === null || fault !== null) return refused(fault ?? 'link-not-valid')
      const session = cookie === null ? null : await sessions.find(cookie)
      if (session !== null) {
        if (await mayAlready(session, share)) return done({ share, session, isIn: true })
        const standing = await openings.standing(session.id, share.shareId)
        if (standing === 'removed') return refused('link-guest-removed')
        if (standing === 'open') return done({ share, session, isIn: true })
      }
      return isSpent(share) ? refused('link-spent') : done({ share, session, isIn: false })
    },

    async open({ share, session: existing, isIn }, name) {
      if (isIn) return done({ share, started: null, gainedBy: null })
      if (existing !== null) {
        const refusal = await openings.open(existing.id, share.shareId)
        return refusal === null ? done({ share, started: null, gainedBy: existing.id }) : refused(refusal)
      }
      const started = await sessions.startForGuest(name)
      const refusal = await openings.open(started.session.id, share.shareId)
      if (refusal === null) return done({ share, started, gainedBy: null })
      await sessions.end(started.session.id)
      return refused(refusal)
    },

    isPassword: (share, password) => isPasswordOf(share.passwordHash, password),
  }
}
