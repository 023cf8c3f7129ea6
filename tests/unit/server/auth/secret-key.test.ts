import { readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, it } from 'vitest'
import { readOrMakeSecret } from '#server/auth/secret-key.ts'
import { temporaryFolder } from '#tests/support/data-temporary-folder.ts'

it('makes a secret once, for the owner of the folder only', async () => {
  const folder = await temporaryFolder()
  const first = await readOrMakeSecret(folder)
  const second = await readOrMakeSecret(folder)
  expect(first).toHaveLength(32)
  expect(second.equals(first)).toBe(true)
  const { mode } = await stat(path.join(folder, 'secret.key'))
  expect(mode & 0o777).toBe(0o600)
})

it('does not replace a damaged secret, which would break every link silently', async () => {
  const folder = await temporaryFolder()
  const file = path.join(folder, 'secret.key')
  await writeFile(file, 'abc')
  await expect(readOrMakeSecret(folder)).rejects.toThrow('is damaged')
  expect(await readFile(file, 'utf8')).toBe('abc')
})
