import { z } from 'zod'
import { instant } from './common.ts'

const base64url = z
  .string()
  .max(20_000)
  .regex(/^[\w-]*$/, 'base64url')
const attachment = z.string().max(40).optional()
const extensionResults = z.record(z.string(), z.unknown())

/** What a browser's authenticator says; WebAuthn's own JSON form. Checked to the last bit where it is verified. */
const assertionResponse = z.object({
  id: base64url.min(1),
  rawId: base64url,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.optional(),
  }),
  authenticatorAttachment: attachment,
  clientExtensionResults: extensionResults,
})
export const passkeySignIn = z.object({ response: assertionResponse })
export type PasskeyAssertion = z.infer<typeof assertionResponse>

const passkeyName = z.string().trim().min(1).max(80)
const registrationResponse = z.object({
  id: base64url.min(1),
  rawId: base64url,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    authenticatorData: base64url.optional(),
    transports: z.array(z.string().max(40)).max(10).optional(),
    publicKeyAlgorithm: z.number().optional(),
    publicKey: base64url.optional(),
  }),
  authenticatorAttachment: attachment,
  clientExtensionResults: extensionResults,
})
export const passkeyCreate = z.object({ name: passkeyName, response: registrationResponse })
export type PasskeyCreate = z.infer<typeof passkeyCreate>
export const passkeyPatch = z.object({ name: passkeyName })

export const passkeyItem = z.object({
  id: z.string(),
  name: z.string(),
  /** On several devices by a password manager; else in one only. */
  isSynced: z.boolean(),
  createdAt: instant,
  lastUsedAt: instant.nullable(),
})
export type PasskeyItem = z.infer<typeof passkeyItem>
export const passkeyListBody = z.object({
  passkeys: z.array(passkeyItem),
  /** Whether one can be added at the address that people use: browsers want https and a name. */
  canAdd: z.boolean(),
})
export type PasskeyListBody = z.infer<typeof passkeyListBody>

/** WebAuthn's options, handed to the browser as they are. */
export const ceremonyOptions = z.record(z.string(), z.unknown())
