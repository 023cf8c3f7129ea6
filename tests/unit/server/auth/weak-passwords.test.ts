import { expect, it } from 'vitest'
import { isWeakPassword } from '#server/auth/weak-passwords.ts'

const ABOUT = ['Ann Okafor', 'ann.okafor@example.org']

it.each([
  'password123',
  'Manchester',
  'Dragon1234',
  'q1w2e3r4t5',
  'aaaaaaaaaaaa',
  'abababababab',
  'waymark2026!',
  'AnnOkafor1',
  'okafor@example',
])('finds %s weak', async (password) => expect(await isWeakPassword(password, ABOUT)).toBe(true))

it.each(['correct horse battery', 'Ann likes green tea', 'x7#kPq0-vvT', 'пароль из многих слов'])(
  'lets %s pass',
  async (password) => expect(await isWeakPassword(password, ABOUT)).toBe(false),
)
