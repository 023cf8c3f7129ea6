import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser'
import type { PasskeyAssertion, PasskeyCreate, PasskeyItem } from '#shared/contract/rest/passkeys.ts'
import { ApiError } from './api-error.ts'
import { accountApi } from './account-api.ts'
import { api } from './api.ts'

/** What the browser's own dialogs end with that is no fault: somebody closed them, or another one took their place. */
const ENDINGS: ReadonlySet<string> = new Set(['NotAllowedError', 'AbortError'])

/** Loaded when a passkey is wanted: few pages have to do with them. */
const webauthn = () => import('@simplewebauthn/browser')

/** `null`: left without a word. */
async function ceremony<Value>(begin: () => Promise<Value>): Promise<Value | null> {
  try {
    return await begin()
  } catch (error) {
    if (error instanceof ApiError || !(error instanceof Error)) throw error
    if (ENDINGS.has(error.name)) return null
    throw new ApiError({ code: 'passkey-not-right', status: 0, message: wordsFor(error) })
  }
}

const wordsFor = ({ name }: Error): string =>
  name === 'InvalidStateError'
    ? 'This device or password manager has a passkey for you already.'
    : 'This browser could not use a passkey here.'

async function assertion(options: Promise<unknown>, isAutofill = false): Promise<PasskeyAssertion | null> {
  const optionsJSON = (await options) as PublicKeyCredentialRequestOptionsJSON
  const { startAuthentication } = await webauthn()
  const response = await ceremony(() => startAuthentication({ optionsJSON, useBrowserAutofill: isAutofill }))
  return response as PasskeyAssertion | null
}

/** Whether the browser offers passkeys where an e-mail address is typed. */
export const hasPasskeyAutofill = async (): Promise<boolean> => (await webauthn()).browserSupportsWebAuthnAutofill()

/** Ends what waits for a passkey in this page. */
export const endPasskeyCeremony = async (): Promise<void> => (await webauthn()).WebAuthnAbortService.cancelCeremony()

/** Signs in. `autofill` waits, in the background, until one is chosen at the e-mail field. False: nobody chose one. */
export async function signInByPasskey(how: 'button' | 'autofill'): Promise<boolean> {
  const response = await assertion(api.beginPasskeySignIn(), how === 'autofill')
  if (response === null) return false
  await api.signInByPasskey(response)
  return true
}

/** Shows who is looking that it is them. False: left. */
export async function proveByPasskey(): Promise<boolean> {
  const response = await assertion(accountApi.beginProof())
  if (response === null) return false
  await accountApi.proveByPasskey(response)
  return true
}

/** `null`: left. */
export async function addPasskey(name: string): Promise<PasskeyItem | null> {
  const optionsJSON = (await accountApi.beginPasskey()) as unknown as PublicKeyCredentialCreationOptionsJSON
  const { startRegistration } = await webauthn()
  const response = await ceremony(() => startRegistration({ optionsJSON }))
  return response === null ? null : accountApi.addPasskey({ name, response: response as PasskeyCreate['response'] })
}
