import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '../../..')

it('names only evidence that is there', () => {
  const page = readFileSync(path.join(ROOT, 'docs/security.md'), 'utf8')
  const paths = [...page.matchAll(/`((?:server|src|tests|docs)\/[\w./-]+|package-lock\.json)`/g)].map(
    ([, found = '']) => found,
  )
  expect(paths.length).toBeGreaterThan(50)
  expect(paths.filter((found) => !existsSync(path.join(ROOT, found)))).toEqual([])
})
