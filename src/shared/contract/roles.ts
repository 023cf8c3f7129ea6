/** What someone may do with a journey; each role may do all that the one before it may. */
export const ROLES = ['viewer', 'editor', 'owner'] as const
export type Role = (typeof ROLES)[number]

export const canEdit = (role: Role): boolean => role !== 'viewer'
