import { z } from 'zod'
import { ROLES } from '../roles.ts'
import { idParam, instant } from './common.ts'

const workspaceName = z.string().trim().min(1).max(80)

export const workspaceItem = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: instant,
  /** Mine. */
  role: z.enum(ROLES),
})
export type WorkspaceItem = z.infer<typeof workspaceItem>
export const workspaceListBody = z.object({ workspaces: z.array(workspaceItem) })
export const workspaceCreate = z.object({ name: workspaceName })
export const workspacePatch = z.object({ name: workspaceName })

export const memberItem = z.object({
  personId: z.string(),
  name: z.string(),
  /** Presence colour, 0..7. */
  color: z.number().int(),
  role: z.enum(ROLES),
  joinedAt: instant,
})
export type MemberItem = z.infer<typeof memberItem>
/** Those with the most rights first, then by name. */
export const memberListBody = z.object({ members: z.array(memberItem) })
export const memberParams = z.object({ id: idParam, personId: idParam })
export const memberPatch = z.object({ role: z.enum(ROLES) })
