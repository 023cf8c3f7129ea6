import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { newId } from '#shared/lib/ids.ts'

/** In the data folder: where the server is that uses it, for commands on the same machine. */
export const ADDRESS_FILE = 'server.url'

export const BACKUP_COPY_ROUTE = '/api/backup/datasets'

const COPIES_FOLDER = 'backup-temp'

/** Says where the server is; gives the way to take that back. With several nodes on a folder the last word stands: each can be asked. */
export async function announceServer(dataFolder: string, url: string): Promise<() => Promise<void>> {
  const file = path.join(dataFolder, ADDRESS_FILE)
  await writeFile(file, url)
  return async () => {
    if ((await readFile(file, 'utf8').catch(() => null)) === url) await rm(file, { force: true })
  }
}

/** A name for a copy that is made for a command and fetched by it; one that was never fetched goes. */
export async function placeForCopy(dataFolder: string): Promise<string> {
  const folder = path.join(path.resolve(dataFolder), COPIES_FOLDER)
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return path.join(folder, `${newId<'copy'>()}.duckdb`)
}
