import { z } from 'zod'
import { ROLES } from '../roles.ts'
import { emailSchema } from './accounts.ts'
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
/** Opened once, within two hours. */
export const resetLinkMade = z.object({ url: z.string() })
export const memberPatch = z.object({ role: z.enum(ROLES) })

export const invitationCreate = z.object({
  role: z.enum(ROLES),
  /** Only for this address, to which it is sent where there is a mail server; absent: for whoever has the link. */
  email: emailSchema.nullish(),
})
export type InvitationCreate = z.input<typeof invitationCreate>
export const invitationItem = z.object({
  id: z.string(),
  role: z.enum(ROLES),
  email: z.string().nullable(),
  createdAt: instant,
  expiresAt: instant,
  /** Takes whoever opens it in. */
  url: z.string(),
})
export type InvitationItem = z.infer<typeof invitationItem>
export const invitationListBody = z.object({ invitations: z.array(invitationItem) })
/** `isSent`: a mail server took the letter. */
export const invitationMade = invitationItem.extend({ isSent: z.boolean() })
export type InvitationMade = z.infer<typeof invitationMade>
