import { ACTS, isAct } from '#shared/contract/acts.ts'
import type { AuditEntry } from '#shared/contract/rest/audit.ts'
import { ERRORS } from '#shared/contract/errors.ts'
import { isRole, ROLE_NAMES } from '#shared/contract/roles.ts'

/** What somebody did: “made a share link”, or “tried: made a share link” when they were refused. */
export function deedOf({ act, result }: Pick<AuditEntry, 'act' | 'result'>): string {
  const words = isAct(act) ? ACTS[act] : act
  return result === 'refused' ? `tried and was refused: ${words}` : words
}

/** On what: the journey, then the thing, as far as it has a name. */
export function objectOf({ journey, target }: AuditEntry): string {
  const names = [
    journey?.title ?? (target?.kind === 'journey' ? null : journey && 'a journey that is gone'),
    target?.name ?? null,
  ]
  const known = names.filter((name) => name !== null)
  return [...new Set(known)].join(' · ')
}

/** The rest: `from Editor to Viewer`, `by password`. */
export function detailsOf({ details }: AuditEntry): string {
  const { from, to, why, ...others } = details
  const isChange = from !== undefined || to !== undefined
  return [
    ...(isChange ? [[from && `from ${valueOf(from)}`, to && `to ${valueOf(to)}`].filter(Boolean).join(' ')] : []),
    ...Object.entries(others).map(([name, value]) => `${name} ${valueOf(value)}`),
    ...(why === undefined ? [] : [why in ERRORS ? ERRORS[why as keyof typeof ERRORS].words : why]),
  ].join(' · ')
}

const valueOf = (value: string): string => (isRole(value) ? ROLE_NAMES[value] : value)

/** The acts to choose from, as a sentence begins. */
export const ACT_OPTIONS = Object.entries(ACTS).map(([value, words]) => ({
  value,
  label: words.slice(0, 1).toUpperCase() + words.slice(1),
}))
