import { createReadStream, existsSync } from 'node:fs'
import { copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import readline from 'node:readline'
import { createGunzip } from 'node:zlib'
import type { Config } from '#server/config.ts'
import { isKnownLine, openForRestore, type TableRows } from '#server/storage/dump/write-store.ts'
import { rowOfLine } from '#server/storage/dump/rows.ts'
import { lockDataFolder } from '#server/storage/sqlite/data-folder-lock.ts'
import type { StorageLogger } from '#server/storage/storage.ts'
import { BACKUP_PREFIX } from './back-up.ts'
import { BackupError, type Manifest, MANIFEST_FILE, verifiedManifest } from './manifest.ts'
import { ADDRESS_FILE } from './running-server.ts'

interface Needs {
  readonly config: Pick<Config, 'dataFolder' | 'databaseUrl'>
  readonly from: string
  /** What is there is put aside (a data folder) or dropped (tables of a database). */
  readonly replace: boolean
  readonly logger: StorageLogger
  readonly now?: () => Date
}

export interface Restored {
  readonly manifest: Manifest
  readonly dataFolder: string
  /** Where what was in the data folder lies now; `null`: it was empty. */
  readonly putAside: string | null
}

/**
 * Puts everything back. Nothing is touched before every byte of the backup was looked at, no server uses the place, and the place is empty
 * or may be replaced. The new files are made beside those that are there, and take their places at the end.
 */
export async function restore({ config, from, replace, logger, now = () => new Date() }: Needs): Promise<Restored> {
  const { databaseUrl } = config
  const dataFolder = path.resolve(config.dataFolder)
  await refuseCollection(from)
  const manifest = await verifiedManifest(from)
  if (!(await isKnownLine(manifest.migrations))) {
    throw new BackupError('This backup was made by a newer Waymark. Use that one, or a newer one, to restore it.')
  }
  const hasData = await holdsData(dataFolder)
  if (hasData && !replace) {
    throw new BackupError(
      `${dataFolder} is not empty. Choose another folder with WAYMARK_DATA, or add --replace: what is in it is then put aside, not deleted.`,
    )
  }
  await mkdir(dataFolder, { recursive: true, mode: 0o700 })
  const lock = lockDataFolder(dataFolder)
  // Inside, because a data folder may be a disk of its own, which cannot be renamed.
  const fresh = path.join(dataFolder, FRESH)
  let hasTouched = false
  const store = await openForRestore({ dataFolder: fresh, databaseUrl }, logger)
  try {
    if (await store.isInUse()) throw new BackupError('A Waymark is running on this database. Stop every node first.')
    if (!replace && !(await store.isEmpty())) {
      throw new BackupError(
        'The database is not empty. Name another one, or add --replace: its tables are then dropped.',
      )
    }
    await rm(fresh, { recursive: true, force: true })
    await mkdir(fresh, { mode: 0o700 })
    await copyData(manifest, from, fresh)
    if (databaseUrl !== null) {
      hasTouched = true
      await store.empty()
    }
    await store.fill(
      manifest.migrations,
      manifest.tables.map(({ name, rows }) => rowsOf(path.join(from, 'tables', `${name}.ndjson.gz`), name, rows)),
    )
    await store.close()
    hasTouched = true
    const putAside = hasData ? `${ASIDE}${now().toISOString().slice(0, 19).replaceAll(':', '-')}Z` : null
    if (putAside !== null) await moveAll(dataFolder, path.join(dataFolder, putAside))
    await moveAll(fresh, dataFolder)
    await rm(fresh, { recursive: true })
    return { manifest, dataFolder, putAside: putAside && path.join(dataFolder, putAside) }
  } catch (error) {
    await store.close()
    await rm(fresh, { recursive: true, force: true })
    if (!hasTouched) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new BackupError(
      `It could not be finished: ${reason}. What is there now is not whole: restore again, with --replace.`,
      {
        cause: error,
        hasTouched,
      },
    )
  } finally {
    lock.release()
  }
}

const FRESH = 'restoring-temp'
const ASIDE = 'before-restore-'

/** What stands there when a server ran once, or was asked for its lock, is nothing that anybody would miss. */
const isData = (name: string): boolean =>
  name !== 'lock.sqlite' && name !== ADDRESS_FILE && name !== FRESH && !name.startsWith(ASIDE)

const holdsData = async (dataFolder: string): Promise<boolean> =>
  (await readdir(dataFolder).catch(() => [])).some(isData)

async function moveAll(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 })
  for (const name of (await readdir(from)).filter(isData)) await rename(path.join(from, name), path.join(to, name))
}

/** The folder of all backups was named instead of one. */
async function refuseCollection(from: string): Promise<void> {
  if (existsSync(path.join(from, MANIFEST_FILE))) return
  const backups = (await readdir(from).catch(() => []))
    .filter((name) => name.startsWith(BACKUP_PREFIX) && !name.endsWith('.part'))
    .toSorted()
  const newest = backups.at(-1)
  if (newest === undefined) return
  throw new BackupError(`${from} holds ${backups.length} backups. The newest is ${path.join(from, newest)}`)
}

async function copyData(manifest: Manifest, from: string, to: string): Promise<void> {
  for (const { path: name } of manifest.files) {
    const [kind, ...rest] = name.split('/')
    if (kind !== 'data') continue
    const target = path.join(to, ...rest)
    await mkdir(path.dirname(target), { recursive: true })
    await copyFile(path.join(from, ...name.split('/')), target)
  }
}

const rowsOf = (file: string, name: string, expected: number): TableRows => ({
  name,
  rows: async function* () {
    const lines = readline.createInterface({ input: createReadStream(file).pipe(createGunzip()), crlfDelay: Infinity })
    let rows = 0
    for await (const line of lines) {
      yield rowOfLine(line)
      rows++
    }
    if (rows !== expected)
      throw new BackupError(`This backup is damaged: ${name} has ${rows} rows instead of ${expected}.`)
  },
})
