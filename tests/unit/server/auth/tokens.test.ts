import { describe, expect, it } from 'vitest'
import { cookieNameOf, hashOfToken, idOfSignedToken, newToken, sameToken, signedTokenOf } from '#server/auth/tokens.ts'

const SECRET = Buffer.alloc(32, 1)
const OTHER_SECRET = Buffer.alloc(32, 2)

describe('tokens', () => {
  it('are 256 random bits, safe in an address', () => {
    expect(newToken()).toMatch(/^[\w-]{43}$/)
    expect(newToken()).not.toBe(newToken())
  })

  it('are stored as a hash', () => {
    expect(hashOfToken('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })

  it.each([
    ['abc', 'abc', true],
    ['abc', 'abd', false],
    ['abc', 'abcd', false],
    ['', 'abc', false],
  ])('compares %j with %j', (given, expected, same) => {
    expect(sameToken(given, expected)).toBe(same)
  })
})

describe('signed tokens', () => {
  it('name what they are for and are the same each time', () => {
    const token = signedTokenOf(SECRET, 'share', 'share1')
    expect(idOfSignedToken(SECRET, 'share', token)).toBe('share1')
    expect(signedTokenOf(SECRET, 'share', 'share1')).toBe(token)
  })

  it('of another folder, another purpose, another share or a changed signature name nothing', () => {
    const token = signedTokenOf(SECRET, 'share', 'share1')
    const [, signature] = token.split('.')
    const forged = [
      signedTokenOf(OTHER_SECRET, 'share', 'share1'),
      signedTokenOf(SECRET, 'invitation', 'share1'),
      `share2.${String(signature)}`,
      `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
      `${token}.x`,
      'share1.',
      'share1',
      '.',
      '',
    ]
    expect(forged.map((one) => idOfSignedToken(SECRET, 'share', one))).toEqual(forged.map(() => null))
  })
})

it('the cookie has a name of its own for each data folder', () => {
  expect(cookieNameOf(SECRET)).toMatch(/^waymark_[0-9a-f]{8}$/)
  expect(cookieNameOf(SECRET)).not.toBe(cookieNameOf(OTHER_SECRET))
})
