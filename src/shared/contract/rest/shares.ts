import { z } from 'zod'
import { SHARE_PASSWORD_MIN_LENGTH, SHARE_ROLES } from '../share-terms.ts'
import { idParam, instant, nameSchema } from './common.ts'

/** So many lanes or numbers a link may list. */
const LISTED_MAX = 2_000
const SHARE_PASSWORD_MAX_LENGTH = 200
const USES_MAX = 100_000

/** `ShownPart`: these lanes, and the numbers of these elements; `null`: all. */
const shownPart = z.object({
  laneIds: z.array(idParam).max(LISTED_MAX).nullable(),
  numberIds: z.array(idParam).max(LISTED_MAX).nullable(),
})

/** What a link asks and gives, beside its role. */
const terms = {
  /** Guests do not see it. */
  name: nameSchema.optional(),
  /** `null`: none. Nobody can read it again. */
  password: z.string().min(SHARE_PASSWORD_MIN_LENGTH).max(SHARE_PASSWORD_MAX_LENGTH).nullable().optional(),
  /** `null`: never. */
  expiresAt: instant.nullable().optional(),
  /** How many browsers may open it, 1 for one time; `null`: any number. */
  maxUses: z.number().int().min(1).max(USES_MAX).nullable().optional(),
  /** `null`: everything. Only a link to look can show a part. */
  shows: shownPart.nullable().optional(),
}

export const shareCreate = z.object({ role: z.enum(SHARE_ROLES).default('viewer'), ...terms })
export type ShareCreate = z.input<typeof shareCreate>
/** What is left out stays. */
export const sharePatch = z.object({ role: z.enum(SHARE_ROLES).optional(), ...terms })
export type SharePatch = z.input<typeof sharePatch>

/** `spent`: opened as often as it may be. Who came in before stays in; a link that has expired gives nothing to anybody. */
export const SHARE_STANDINGS = ['open', 'spent', 'expired'] as const

export const shareItem = z.object({
  id: z.string(),
  role: z.enum(SHARE_ROLES),
  name: z.string(),
  createdAt: instant,
  standing: z.enum(SHARE_STANDINGS),
  hasPassword: z.boolean(),
  expiresAt: instant.nullable(),
  maxUses: z.number().int().nullable(),
  /** How many browsers have opened it, and when the last of them did. */
  uses: z.number().int(),
  lastUsedAt: instant.nullable(),
  shows: shownPart.nullable(),
  /** Opens the journey in a browser. */
  url: z.string(),
  /** The same right for scripts: `?token=` or a bearer header. Not of a link with a password or a limited number of uses. */
  token: z.string(),
})
export type ShareItem = z.infer<typeof shareItem>
export const shareListBody = z.object({ shares: z.array(shareItem) })

/** Somebody who came by a link. */
export const guestItem = z.object({
  sessionId: z.string(),
  /** By which presence names them. */
  actorId: z.string(),
  name: z.string(),
  /** Presence colour, 0..7. */
  color: z.number().int(),
  /** Has an account, but no membership that would give as much. */
  hasAccount: z.boolean(),
  role: z.enum(SHARE_ROLES),
  /** What they may by each link that they opened. */
  shareIds: z.array(z.string()),
  /** The names of these links. */
  shareNames: z.array(z.string()),
  /** When they first came; `null`: before that was noted. */
  since: instant.nullable(),
  /** When they were connected last, to a few minutes; `null`: never. */
  lastSeenAt: instant.nullable(),
})
export type GuestItem = z.infer<typeof guestItem>
export const guestListBody = z.object({ guests: z.array(guestItem) })
export const guestParams = z.object({ id: idParam, sessionId: idParam })

/** What ends, or has ended, when all guest access is ended. */
export const guestAccess = z.object({ journeys: z.number().int(), links: z.number().int(), guests: z.number().int() })
export type GuestAccess = z.infer<typeof guestAccess>

export const linkParams = z.object({ token: z.string().min(1).max(200) })

/** What whoever has a link may know before they are in. With a password: nothing of what is behind it. */
export const linkFacts = z.object({
  asksPassword: z.boolean(),
  /** `null`: this browser is known by a name already. */
  suggestedName: z.string().nullable(),
  /** Of the journey; `null` behind a password. */
  title: z.string().nullable(),
  role: z.enum(SHARE_ROLES).nullable(),
})
export type LinkFacts = z.infer<typeof linkFacts>

export const linkEnter = z.object({
  name: z.string().trim().min(1).max(80).optional(),
  password: z.string().max(SHARE_PASSWORD_MAX_LENGTH).optional(),
})
export type LinkEnter = z.input<typeof linkEnter>
/** Where to go on. */
export const linkEntered = z.object({ address: z.string() })
