/** What someone may do with a journey, from the weakest on; each role may do all that the one before it may. */
export const ROLES = ['viewer', 'commenter', 'editor', 'owner'] as const
export type Role = (typeof ROLES)[number]

/** Whether the journey document takes changes from them. What a commenter writes is rows behind the API, never in the document. */
export const canEdit = (role: Role): boolean => role === 'editor' || role === 'owner'
