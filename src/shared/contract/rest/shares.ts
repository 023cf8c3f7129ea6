import { z } from 'zod'
import type { Role } from '../roles.ts'
import { instant, nameSchema } from './common.ts'

/** What a link may give. */
export const SHARE_ROLES = ['viewer', 'commenter', 'editor'] as const satisfies readonly Role[]

export const shareCreate = z.object({ role: z.enum(SHARE_ROLES).default('viewer'), name: nameSchema.optional() })

export const shareItem = z.object({
  id: z.string(),
  role: z.enum(SHARE_ROLES),
  name: z.string(),
  createdAt: instant,
  /** Opens the journey in a browser. */
  url: z.string(),
  /** The same right for scripts: `?token=` or a bearer header. */
  token: z.string(),
})
export type ShareItem = z.infer<typeof shareItem>
export const shareListBody = z.object({ shares: z.array(shareItem) })
