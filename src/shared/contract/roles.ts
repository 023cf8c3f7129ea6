/**
 * What someone may do with a journey, or with everything in a workspace; from the weakest on, and each role may do all that the one
 * before it may. Share links give the first three, members of a workspace have any.
 */
export const ROLES = ['viewer', 'commenter', 'editor', 'admin', 'owner'] as const
export type Role = (typeof ROLES)[number]

/** As people read them. */
export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  viewer: 'Viewer',
  commenter: 'Commenter',
  editor: 'Editor',
  admin: 'Admin',
  owner: 'Owner',
}

export const isRole = (name: string): name is Role => (ROLES as readonly string[]).includes(name)

/** Whether `role` may all that `least` may. Having no role is never enough. */
export const isAtLeast = (role: Role | null, least: Role): boolean =>
  role !== null && ROLES.indexOf(role) >= ROLES.indexOf(least)

/** The strongest of several roles, `null` of none. */
export const strongestOf = (roles: Iterable<Role>): Role | null => {
  const given = new Set(roles)
  return ROLES.findLast((role) => given.has(role)) ?? null
}

/** Whether the journey document takes changes from them. What a commenter writes is rows behind the API, never in the document. */
export const canEdit = (role: Role): boolean => isAtLeast(role, 'editor')

/** Whether they may delete what all share, and say who belongs to the workspace. */
export const canManage = (role: Role): boolean => isAtLeast(role, 'admin')
