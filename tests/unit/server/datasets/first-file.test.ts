import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, it } from 'vitest'
import { createUploads } from '#server/datasets/uploads.ts'
import { temporaryFolder } from '#tests/support/data-temporary-folder.ts'

/** A dataset `d` whose first file and the fetched one that replaces it lie there as named. */
async function filesAs(names: Readonly<Record<string, string>>) {
  const folder = await temporaryFolder()
  await mkdir(path.join(folder, 'uploads'))
  for (const [name, text] of Object.entries(names)) await writeFile(path.join(folder, 'uploads', name), text)
  return { uploads: createUploads(folder), textOf: (file: string) => readFile(file, 'utf8').catch(() => null) }
}

it('puts a copy without people in the place of a first file that still has them', async () => {
  const { uploads, textOf } = await filesAs({ d: 'ana@example.org', 'd.new.kept': 'hashed' })
  await uploads.makeFirst('d', 'new')
  expect([await textOf(uploads.fileOf('d')), await textOf(uploads.keptFileOf('d'))]).toEqual([null, 'hashed'])
  expect(await uploads.stateOf('d', 'new')).toBe('gone')
})

it('puts a file as it came in the place of an older copy, and leaves the first alone when it is there already', async () => {
  const { uploads, textOf } = await filesAs({ 'd.kept': 'old', 'd.new': 'new' })
  for (const _time of ['once', 'again']) {
    await uploads.makeFirst('d', 'new')
    expect([await textOf(uploads.fileOf('d')), await textOf(uploads.keptFileOf('d'))]).toEqual(['new', null])
  }
})
