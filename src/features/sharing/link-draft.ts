import type { ShareCreate, ShareItem } from '#shared/contract/rest/shares.ts'
import { SHARE_PASSWORD_MIN_LENGTH } from '#shared/contract/share-terms.ts'
import { DAY_MS, HOUR_MS } from '#shared/lib/time.ts'
import type { ShownPart } from '#shared/model/excerpt/shown-part.ts'

/** How long a link made now holds. `at`: until a chosen moment. */
export const EXPIRIES = {
  never: { label: 'Until it is revoked', ms: null },
  hour: { label: 'For an hour', ms: HOUR_MS },
  day: { label: 'For a day', ms: DAY_MS },
  week: { label: 'For a week', ms: 7 * DAY_MS },
  month: { label: 'For 30 days', ms: 30 * DAY_MS },
  at: { label: 'Until …', ms: null },
} as const
export type Expiry = keyof typeof EXPIRIES

/** A link as it is being written down. */
export interface LinkDraft {
  readonly role: ShareItem['role']
  readonly name: string
  readonly asksPassword: boolean
  /** Empty while the link has one that stays. */
  readonly password: string
  readonly hasPassword: boolean
  readonly expiry: Expiry
  /** As the browser's field for date and time has it, in local time. */
  readonly until: string
  readonly uses: 'any' | 'once' | 'some'
  readonly maxUses: string
  readonly shows: ShownPart | null
}

export const NEW_LINK: LinkDraft = {
  role: 'viewer',
  name: '',
  asksPassword: false,
  password: '',
  hasPassword: false,
  expiry: 'never',
  until: '',
  uses: 'any',
  maxUses: '10',
  shows: null,
}

export const draftOf = ({ role, name, hasPassword, expiresAt, maxUses, shows }: ShareItem): LinkDraft => ({
  role,
  name,
  asksPassword: hasPassword,
  password: '',
  hasPassword,
  expiry: expiresAt === null ? 'never' : 'at',
  until: expiresAt === null ? '' : localTimeOf(expiresAt),
  uses: maxUses === null ? 'any' : maxUses === 1 ? 'once' : 'some',
  maxUses: String(maxUses ?? 10),
  shows,
})

/** A link that asks for nothing and shows everything. */
export const isPlain = ({ hasPassword, expiresAt, maxUses, shows }: ShareItem): boolean =>
  !hasPassword && expiresAt === null && maxUses === null && shows === null

/** What is sent for a draft; without a name the server finds one. */
export function bodyOf(draft: LinkDraft, now: number = Date.now()): ShareCreate {
  const { role, asksPassword, password, expiry, until, uses, maxUses, shows } = draft
  const name = draft.name.trim()
  const { ms } = EXPIRIES[expiry]
  const part = role === 'viewer' ? shows : null
  return {
    role,
    ...(name !== '' && { name }),
    // One that is there and not typed again stays.
    ...(asksPassword ? password !== '' && { password } : { password: null }),
    expiresAt: expiry === 'at' ? new Date(until).getTime() : ms === null ? null : now + ms,
    maxUses: uses === 'any' ? null : uses === 'once' ? 1 : Number(maxUses),
    shows: part && { laneIds: part.laneIds && [...part.laneIds], numberIds: part.numberIds && [...part.numberIds] },
  }
}

/** What is missing or wrong, by the field that it stands at. */
export interface DraftFaults {
  readonly password?: string
  readonly until?: string
  readonly maxUses?: string
  readonly shows?: string
}

export function faultsOf(draft: LinkDraft, now: number = Date.now()): DraftFaults {
  const { asksPassword, password, hasPassword, expiry, until, uses, maxUses, role, shows } = draft
  const isPasswordKept = hasPassword && password === ''
  const untilMs = new Date(until).getTime()
  const most = Number(maxUses)
  return {
    ...(asksPassword &&
      !isPasswordKept &&
      password.length < SHARE_PASSWORD_MIN_LENGTH && { password: `${SHARE_PASSWORD_MIN_LENGTH} characters or more.` }),
    ...(expiry === 'at' && !(untilMs > now) && { until: 'Choose a moment that is still to come.' }),
    ...(uses === 'some' && !(Number.isInteger(most) && most >= 1) && { maxUses: 'A whole number, 1 or more.' }),
    ...(role === 'viewer' && shows?.laneIds?.length === 0 && { shows: 'Show at least one lane.' }),
  }
}

/** `2026-11-28T09:30` in local time. */
function localTimeOf(at: number): string {
  const date = new Date(at)
  return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
