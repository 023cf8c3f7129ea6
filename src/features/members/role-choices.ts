import { isAtLeast, ROLE_NAMES, ROLES, type Role } from '#shared/contract/roles.ts'

/** What a role is for, in a few words. */
export const ROLE_TEXTS: Readonly<Record<Role, string>> = {
  viewer: 'looks on',
  commenter: 'looks on, and comments',
  editor: 'makes and changes journeys and data',
  admin: 'also deletes, and manages members',
  owner: 'may everything',
}

/** The roles that somebody of this role can give, from the weakest on. */
export const rolesGivenBy = (own: Role) =>
  ROLES.filter((role) => isAtLeast(own, role)).map((role) => ({ value: role, label: ROLE_NAMES[role] }))
