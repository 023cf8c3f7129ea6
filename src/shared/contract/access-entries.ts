import { canManage, ROLES, type Role } from './roles.ts'

/** What an entry of a collection or a journey may say. The workspace itself has one more: its owner. */
export const ENTRY_ROLES = ['none', ...ROLES.filter((role) => role !== 'owner')] as const
export type EntryRole = 'none' | Exclude<Role, 'owner'>

/** In the place of a person's id: every member of the workspace who has no entry of their own there. */
export const EVERYONE = 'everyone'

/** One line of what a collection or a journey says of its own on who may what. */
export interface AccessEntry {
  /** How far from the thing that is asked about: 0 the thing itself, 1 the collection that it lies in, 2 the one around that. */
  readonly distance: number
  /** A member's, or `EVERYONE`. */
  readonly personId: string
  readonly role: EntryRole
}

/** Why somebody has the role that they have. `manages`: they manage the workspace, and no entry takes that from them. */
export type RightSource = 'manages' | 'workspace' | { readonly distance: number; readonly isOwn: boolean }

/**
 * A member's role on something in the workspace, and where it comes from: the nearest entry that is about them decides, their own before
 * everyone's; where nothing is said of them, what they are in the workspace. `own`: that; `null`: no member, whom no entry lets in.
 */
export function rightAt(
  own: Role | null,
  personId: string,
  entries: readonly AccessEntry[],
): { readonly role: Role | null; readonly source: RightSource } {
  if (own === null) return { role: null, source: 'workspace' }
  if (canManage(own)) return { role: own, source: 'manages' }
  let nearest: AccessEntry | null = null
  for (const entry of entries) {
    if (entry.personId !== personId && entry.personId !== EVERYONE) continue
    const isNearer =
      nearest === null ||
      entry.distance < nearest.distance ||
      (entry.distance === nearest.distance && entry.personId !== EVERYONE)
    if (isNearer) nearest = entry
  }
  if (nearest === null) return { role: own, source: 'workspace' }
  const { role, distance } = nearest
  return { role: role === 'none' ? null : role, source: { distance, isOwn: nearest.personId !== EVERYONE } }
}
