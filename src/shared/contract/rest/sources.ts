import { z } from 'zod'
import { instant, nameSchema } from './common.ts'

/** What a sender signs with; it is kept sealed and given to nobody. */
const secret = z.string().min(8, 'at least 8 characters').max(500)

export const sourceReject = z.object({
  /** Why events were not stored. */
  reason: z.string(),
  events: z.number(),
  lastAt: instant,
})
export type SourceReject = z.infer<typeof sourceReject>

/** Who sends events to a dataset with a key of their own. */
export const sourceItem = z.object({
  id: z.string(),
  name: z.string(),
  /** What comes has to be signed (`x-signature`). */
  isSigned: z.boolean(),
  createdAt: instant,
  /** When something came last, whether it was taken or not. */
  lastAt: instant.nullable(),
  accepted: z.number(),
  /** Sent again, and stored once. */
  duplicates: z.number(),
  rejected: z.number(),
  /** The commonest reasons first. */
  rejects: z.array(sourceReject),
})
export type SourceItem = z.infer<typeof sourceItem>
export const sourceListBody = z.object({ sources: z.array(sourceItem) })

export const sourceCreate = z.object({ name: nameSchema, secret: secret.nullish() })
export type SourceCreate = z.infer<typeof sourceCreate>
/** `path`: where it sends to, with its key in it. It is told once. */
export const sourceMade = sourceItem.extend({ path: z.string() })
export type SourceMade = z.infer<typeof sourceMade>
