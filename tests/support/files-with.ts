import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'

/** The files of the data folder in which one of the texts stands, however its letters are. */
export async function filesWith(folder: string, texts: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = path.join(entry.parentPath, entry.name)
    const content = (await readFile(file)).toString('latin1').toLowerCase()
    if (texts.some((text) => content.includes(text.toLowerCase()))) found.push(path.relative(folder, file))
  }
  return found
}
