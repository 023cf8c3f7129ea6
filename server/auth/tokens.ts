import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

const TOKEN_BYTES = 32

/** A fresh 256-bit token, safe in URLs and cookies. */
export const newToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url')

/** What is stored instead of a token. The token is random and long, so a plain hash cannot be guessed back. */
export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('hex')

/** Compares without telling by its duration how much was right, or how long the right one is. */
export function sameToken(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}

/** What a signed token is for; one made for one thing is worth nothing for another. */
type Purpose = 'share' | 'invitation' | 'invitation-by-mail' | 'reset' | 'sso' | 'email' | 'backup' | 'unsubscribe'

/** `<id>.<signature>`: the same each time, so that a link can be copied again, though no token is stored anywhere. */
export const signedTokenOf = (secret: Buffer, purpose: Purpose, id: string): string =>
  `${id}.${signatureOf(secret, purpose, id)}`

/** The id that a token was made for, `null` when the token was not made here. Whether what it opens still stands is not asked. */
export function idOfSignedToken(secret: Buffer, purpose: Purpose, token: string): string | null {
  const [id, given, ...rest] = token.split('.')
  if (!id || !given || rest.length > 0) return null
  return isSigned(secret, purpose, id, given) ? id : null
}

export const signatureOf = (secret: Buffer, purpose: Purpose, subject: string): string =>
  createHmac('sha256', secret).update(`${purpose}:${subject}`).digest('base64url')

export const isSigned = (secret: Buffer, purpose: Purpose, subject: string, given: string): boolean =>
  sameToken(given, signatureOf(secret, purpose, subject))

/** Cookies know no ports: two servers on one machine need names of their own. Says nothing about the secret. */
export const cookieNameOf = (secret: Buffer): string =>
  `waymark_${createHmac('sha256', secret).update('cookie-name').digest('hex').slice(0, 8)}`
