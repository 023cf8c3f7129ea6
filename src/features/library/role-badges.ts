import type { Role } from '#shared/contract/roles.ts'

/** What is said of a role beforehand: only what one cannot do here. */
export const ROLE_BADGES: Readonly<Record<Role, string | null>> = {
  viewer: 'View only',
  commenter: 'Comment only',
  editor: null,
  admin: null,
  owner: null,
}
