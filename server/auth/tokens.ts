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

/** `<shareId>.<signature>`: the same each time, so the owner can copy a link again, though no token is stored anywhere. */
export const shareTokenOf = (secret: Buffer, shareId: string): string => `${shareId}.${signature(secret, shareId)}`

/** The share that a token was made for, `null` when the token was not made here. Whether the share still stands is not asked. */
export function shareIdOfToken(secret: Buffer, token: string): string | null {
  const [shareId, given, ...rest] = token.split('.')
  if (!shareId || !given || rest.length > 0) return null
  return sameToken(given, signature(secret, shareId)) ? shareId : null
}

const signature = (secret: Buffer, shareId: string): string =>
  createHmac('sha256', secret).update(`share:${shareId}`).digest('base64url')

/** Cookies know no ports: two servers on one machine need names of their own. Says nothing about the secret. */
export const cookieNameOf = (secret: Buffer): string =>
  `waymark_${createHmac('sha256', secret).update('cookie-name').digest('hex').slice(0, 8)}`
