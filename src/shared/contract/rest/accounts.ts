import { z } from 'zod'
import { ROLES } from '../roles.ts'
import { instant } from './common.ts'
import { PASSWORD_MIN_LENGTH } from './password-length.ts'

const PASSWORD_MAX_LENGTH = 200

/** The same address however it was typed. */
export const emailSchema = z
  .string()
  .trim()
  .max(254)
  .toLowerCase()
  .pipe(z.email('an e-mail address like ann@example.org'))
const newPassword = z
  .string()
  .min(PASSWORD_MIN_LENGTH, `${PASSWORD_MIN_LENGTH} characters or more`)
  .max(PASSWORD_MAX_LENGTH)
const anyPassword = z.string().max(PASSWORD_MAX_LENGTH)
const personName = z.string().trim().min(1).max(80)

/** Which doors there are for somebody who is not signed in. */
export const signInWays = z.object({
  /** A mail server is set: whoever forgot their password can be written to. */
  mail: z.boolean(),
  /** What the provider of identities is called; `null`: there is none. */
  sso: z.string().nullable(),
  /** Passkeys are good at this address. */
  passkeys: z.boolean(),
})
export type SignInWays = z.infer<typeof signInWays>
export const signInBody = z.object({ email: emailSchema, password: anyPassword })

export const resetAsk = z.object({ email: emailSchema })
export const resetBody = z.object({ password: newPassword })
export const tokenParams = z.object({ token: z.string().min(1).max(200) })

/** What whoever has the link may know of an invitation. */
export const invitationFacts = z.object({
  workspace: z.string(),
  role: z.enum(ROLES),
  /** Only for this address; `null`: for whoever has the link. */
  email: z.string().nullable(),
})
export type InvitationFacts = z.infer<typeof invitationFacts>
export const acceptBody = z.object({ name: personName, email: emailSchema, password: newPassword })

/** What whoever has the link may know: it was sent to this address. */
export const claimedAddress = z.object({ email: z.string() })

export const accountBody = z.object({
  /** What one signs in with; `null`: none yet. */
  email: z.string().nullable(),
  /** It was proved to be theirs, by a letter or by the provider of identities. */
  isVerified: z.boolean(),
  /** An address that waits to be proved by the letter that was sent there. */
  pendingEmail: z.string().nullable(),
  hasPassword: z.boolean(),
})
export type AccountBody = z.infer<typeof accountBody>
/**
 * `current`: the password that holds now, where there is one. Where there is a mail server a new address waits until it is proved; the one
 * that holds, given again, takes a waiting one back.
 */
export const accountPatch = z.object({
  email: emailSchema.optional(),
  password: newPassword.optional(),
  current: anyPassword.optional(),
})
export type AccountPatch = z.input<typeof accountPatch>

/** The password, where there is one. */
export const accountDelete = z.object({ password: anyPassword.optional() })
export const deletionFacts = z.object({
  /** Workspaces that would be without an owner: somebody else has to become one first. */
  ownedAlone: z.array(z.object({ id: z.string(), name: z.string() })),
  /** By what one proves who one is: the password, or where there is none a proof that is fresh (`proof-needed`). */
  proof: z.enum(['password', 'fresh']),
})
export type DeletionFacts = z.infer<typeof deletionFacts>
/** Shows once more who one is, before what changes how one signs in. */
export const proofBody = z.object({ password: anyPassword })

export const sessionItem = z.object({
  id: z.string(),
  /** Browser and system in a few words; `null`: not known. */
  client: z.string().nullable(),
  createdAt: instant,
  /** To the hour. */
  lastSeenAt: instant,
  /** The one that asks. */
  isThis: z.boolean(),
})
export type SessionItem = z.infer<typeof sessionItem>
export const sessionListBody = z.object({ sessions: z.array(sessionItem) })

/** What a token may: look; look and change; only send events. */
export const TOKEN_SCOPES = ['read', 'write', 'ingest'] as const
export type TokenScope = (typeof TOKEN_SCOPES)[number]

export const apiTokenItem = z.object({
  id: z.string(),
  name: z.string(),
  scope: z.enum(TOKEN_SCOPES),
  createdAt: instant,
  expiresAt: instant.nullable(),
  /** To a few minutes. */
  lastUsedAt: instant.nullable(),
})
export type ApiTokenItem = z.infer<typeof apiTokenItem>
export const apiTokenListBody = z.object({ tokens: z.array(apiTokenItem) })
export const apiTokenCreate = z.object({
  name: personName,
  scope: z.enum(TOKEN_SCOPES),
  /** `null`: until it is revoked. */
  days: z.number().int().min(1).max(3650).nullable(),
})
export type ApiTokenCreate = z.input<typeof apiTokenCreate>
/** The token itself is told this once. */
export const apiTokenMade = apiTokenItem.extend({ token: z.string() })
