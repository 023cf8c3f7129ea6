import { z } from 'zod'

/** Who is looking: the owner, a guest who came by a share link, or a script with the bearer token. */
export const sessionBody = z.object({
  id: z.string(),
  kind: z.enum(['owner', 'guest', 'token']),
  name: z.string(),
  /** Presence colour, 0..7. */
  color: z.number().int(),
})
export type SessionBody = z.infer<typeof sessionBody>

export const sessionPatch = z.object({ name: z.string().trim().min(1).max(80) })
