import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import type { PasskeyAssertion, PasskeyCreate } from '#shared/contract/rest/passkeys.ts'

const USER_PRESENT = 0x01
const USER_VERIFIED = 0x04
const MAY_BE_BACKED_UP = 0x08
const BACKED_UP = 0x10
const HAS_CREDENTIAL = 0x40

/** What a browser would put in, to be told otherwise by a test. */
interface Circumstances {
  readonly origin: string
  readonly rpId: string
  readonly isUserVerified: boolean
  readonly userHandle: string
}

export interface Authenticator {
  /** As a browser answers `navigator.credentials.create`. */
  create(options: unknown, other?: Partial<Circumstances>): PasskeyCreate['response']
  /** As it answers `navigator.credentials.get`; counts up. */
  get(options: unknown, other?: Partial<Circumstances>): PasskeyAssertion
  /** A copy, as a thief would have one: counts on from the same number. */
  clone(): Authenticator
}

interface Key {
  readonly id: Buffer
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
  userHandle: string
}

/** An authenticator of one key, in memory, at one origin; `isSynced`: as a password manager keeps it. */
export function createAuthenticator(
  origin: string,
  { isSynced = false, counter = 0, counts = true } = {},
  shared?: Key,
): Authenticator {
  const key = shared ?? newKey()
  let used = counter

  const dataOf = (rpId: string, isUserVerified: boolean, credential: Buffer): Buffer => {
    const flags =
      USER_PRESENT |
      (isUserVerified ? USER_VERIFIED : 0) |
      (isSynced ? MAY_BE_BACKED_UP | BACKED_UP : 0) |
      (credential.length > 0 ? HAS_CREDENTIAL : 0)
    const count = Buffer.alloc(4)
    count.writeUInt32BE(used)
    return Buffer.concat([sha256(rpId), Buffer.of(flags), count, credential])
  }
  const clientData = (type: string, options: unknown, at: string): Buffer => {
    const { challenge } = options as { readonly challenge: string }
    return Buffer.from(JSON.stringify({ type, challenge, origin: at, crossOrigin: false }))
  }
  const answer = <Response>(response: Response) => ({
    id: base64url(key.id),
    rawId: base64url(key.id),
    type: 'public-key' as const,
    response,
    clientExtensionResults: {},
  })

  return {
    create(options, other = {}) {
      const { user } = options as { readonly user: { readonly id: string } }
      key.userHandle = user.id
      const length = Buffer.alloc(2)
      length.writeUInt16BE(key.id.length)
      const credential = Buffer.concat([Buffer.alloc(16), length, key.id, coseOf(key.publicKey)])
      const rpId = other.rpId ?? new URL(origin).hostname
      const data = dataOf(rpId, other.isUserVerified ?? true, credential)
      return answer({
        clientDataJSON: base64url(clientData('webauthn.create', options, other.origin ?? origin)),
        attestationObject: base64url(attestationOf(data)),
        transports: ['internal'],
      })
    },
    get(options, other = {}) {
      if (counts) used += 1
      const client = clientData('webauthn.get', options, other.origin ?? origin)
      const data = dataOf(other.rpId ?? new URL(origin).hostname, other.isUserVerified ?? true, Buffer.alloc(0))
      const signature = sign('sha256', Buffer.concat([data, sha256(client)]), key.privateKey)
      return answer({
        clientDataJSON: base64url(client),
        authenticatorData: base64url(data),
        signature: base64url(signature),
        userHandle: other.userHandle ?? key.userHandle,
      })
    },
    clone: () => createAuthenticator(origin, { isSynced, counter: used, counts }, key),
  }
}

function newKey(): Key {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { id: randomBytes(32), privateKey, publicKey, userHandle: '' }
}

const base64url = (bytes: Buffer): string => bytes.toString('base64url')
const sha256 = (data: string | Buffer): Buffer => createHash('sha256').update(data).digest()

/** COSE: an elliptic key (1: 2) of ES256 (3: -7) on P-256 (-1: 1), with x (-2) and y (-3). */
function coseOf(publicKey: KeyObject): Buffer {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' }) as { x?: string; y?: string }
  const bytes = (text: string): Buffer => Buffer.concat([Buffer.of(0x58, 32), Buffer.from(text, 'base64url')])
  return Buffer.concat([Buffer.of(0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21), bytes(x), Buffer.of(0x22), bytes(y)])
}

/** CBOR: `{ fmt: 'none', attStmt: {}, authData }`. */
function attestationOf(data: Buffer): Buffer {
  const text = (words: string): Buffer => Buffer.concat([Buffer.of(0x60 + words.length), Buffer.from(words)])
  const length = Buffer.alloc(3)
  length.writeUInt8(0x59, 0)
  length.writeUInt16BE(data.length, 1)
  return Buffer.concat([
    Buffer.of(0xa3),
    text('fmt'),
    text('none'),
    text('attStmt'),
    Buffer.of(0xa0),
    text('authData'),
    length,
    data,
  ])
}
