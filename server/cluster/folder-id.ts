import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { newId } from '#shared/lib/ids.ts'

/** The name of a data folder, made at the first start and the same for all nodes that share it. */
export async function readOrMakeFolderId(dataFolder: string): Promise<string> {
  const file = path.join(dataFolder, 'folder.id')
  const fresh = newId<'folder'>()
  try {
    await writeFile(file, fresh, { flag: 'wx' })
    return fresh
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return (await readFile(file, 'utf8')).trim()
}
