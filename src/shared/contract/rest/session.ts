import { z } from 'zod'
import { workspaceItem } from './workspaces.ts'

/** Who is looking: a person with an account, a guest who came by a share link, or a script with the bearer token. */
export const sessionBody = z.object({
  id: z.string(),
  kind: z.enum(['person', 'guest', 'token']),
  name: z.string(),
  /** Presence colour, 0..7. */
  color: z.number().int(),
  /** Those that this person belongs to, the oldest first. */
  workspaces: z.array(workspaceItem.pick({ id: true, name: true, role: true })),
})
export type SessionBody = z.infer<typeof sessionBody>

/** Signed out here; `there` is where to sign out at the provider of identities as well. */
export const signedOut = z.object({ there: z.string() })
export type SignedOut = z.infer<typeof signedOut>

export const sessionPatch = z.object({ name: z.string().trim().min(1).max(80) })
