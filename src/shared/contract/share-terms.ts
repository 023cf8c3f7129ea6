import type { Role } from './roles.ts'

/** What a link may give. */
export const SHARE_ROLES = ['viewer', 'commenter', 'editor'] as const satisfies readonly Role[]

export const SHARE_PASSWORD_MIN_LENGTH = 6
