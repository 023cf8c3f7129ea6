import { expect, it } from 'vitest'
import { hashOfPassword, isPasswordOf } from '#server/auth/passwords.ts'

it('are kept as salted Argon2id, another one each time', async () => {
  const [one, two] = [await hashOfPassword('correct horse'), await hashOfPassword('correct horse')]
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
  expect(one).not.toBe(two)
  expect(await isPasswordOf(one, 'correct horse')).toBe(true)
  expect(await isPasswordOf(two, 'correct horse')).toBe(true)
  expect(await isPasswordOf(one, 'Correct horse')).toBe(false)
  expect(await isPasswordOf(one, '')).toBe(false)
})

it('are the same however a keyboard composes the letters', async () => {
  expect(await isPasswordOf(await hashOfPassword('Z\u00fcrich am See'), 'Zu\u0308rich am See')).toBe(true)
})

it('are checked against hashes of another cost, which a later version may have made', async () => {
  const { argon2Sync } = await import('node:crypto')
  const salt = Buffer.from('somesaltsomesalt')
  const cost = { memory: 1_024, passes: 3, parallelism: 2 }
  const hash = argon2Sync('argon2id', { message: Buffer.from('password'), nonce: salt, tagLength: 32, ...cost })
  const kept = `$argon2id$v=19$m=1024,t=3,p=2$${salt.toString('base64').replace(/=+$/, '')}$${hash.toString('base64').replace(/=+$/, '')}`
  expect(await isPasswordOf(kept, 'password')).toBe(true)
  expect(await isPasswordOf(kept, 'passwort')).toBe(false)
})

it('take as long to refuse when there is no such person', async () => {
  const kept = await hashOfPassword('correct horse')
  const timeOf = async (hash: string | null): Promise<number> => {
    const times = []
    for (let round = 0; round < 7; round++) {
      const startedAt = performance.now()
      expect(await isPasswordOf(hash, 'a guess')).toBe(false)
      times.push(performance.now() - startedAt)
    }
    return times.toSorted((a, b) => a - b)[0] ?? 0
  }
  const [known, unknown] = [await timeOf(kept), await timeOf(null)]
  expect(unknown / known).toBeGreaterThan(0.5)
  expect(unknown / known).toBeLessThan(2)
})
