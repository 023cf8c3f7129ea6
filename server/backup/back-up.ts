import { createWriteStream, existsSync } from 'node:fs'
import { copyFile, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Config } from '#server/config.ts'
import { readStore } from '#server/storage/dump/read-store.ts'
import { lineOfRow } from '#server/storage/dump/rows.ts'
import type { StorageLogger } from '#server/storage/storage.ts'
import { SECOND_MS } from '#shared/lib/time.ts'
import { copyOfDatasets } from './copy-of-datasets.ts'
import {
  BackupError,
  fingerprintOfFile,
  type Manifest,
  MANIFEST_FILE,
  manifestOf,
  type StoredFile,
} from './manifest.ts'

export const BACKUP_PREFIX = 'waymark-'

interface Needs {
  readonly config: Pick<Config, 'dataFolder' | 'databaseUrl' | 'secret'>
  /** A folder for backups; a folder of its own is made in it. */
  readonly into: string
  readonly version: string
  readonly logger: StorageLogger
  readonly now?: () => Date
}

export interface MadeBackup {
  readonly folder: string
  readonly manifest: Manifest
}

/**
 * Copies everything into a new folder: every row as it was at one moment, then the datasets, as they are between two writes, and the keys.
 * The server may run meanwhile. A folder without `.part` at its end is whole.
 */
export async function backUp({ config, into, version, logger, now = () => new Date() }: Needs): Promise<MadeBackup> {
  const { dataFolder, databaseUrl } = config
  if (databaseUrl === null && !existsSync(path.join(dataFolder, 'waymark.sqlite'))) {
    throw new BackupError(`There is nothing to back up in ${dataFolder}. Say where the data is with WAYMARK_DATA.`)
  }
  const madeAt = now()
  const folder = freeFolder(into, madeAt)
  const part = `${folder}.part`
  await rm(part, { recursive: true, force: true })
  // It holds everything that the server knows.
  await mkdir(path.join(part, 'tables'), { recursive: true, mode: 0o700 })
  try {
    const reading = await readStore(config, logger)
    const files: StoredFile[] = []
    const add = async (name: string): Promise<void> => {
      files.push({ path: name, ...(await fingerprintOfFile(path.join(part, ...name.split('/')))) })
    }
    const tables: { name: string; rows: number }[] = []
    try {
      for (const table of reading.tables) {
        const name = `tables/${table}.ndjson.gz`
        let rows = 0
        const lines = async function* (): AsyncGenerator<string> {
          for await (const row of reading.rows(table)) {
            rows++
            yield lineOfRow(row)
          }
        }
        await pipeline(
          Readable.from(lines()),
          createGzip(),
          createWriteStream(path.join(part, 'tables', `${table}.ndjson.gz`)),
        )
        tables.push({ name: table, rows })
        await add(name)
      }
    } finally {
      await reading.close()
    }
    for (const name of await copyData(config, part, tables)) await add(name)
    const manifest = manifestOf({
      madeAt: madeAt.toISOString(),
      waymark: version,
      migrations: [...reading.migrations],
      store: databaseUrl === null ? 'sqlite' : 'postgres',
      tables,
      files,
    })
    await writeFile(path.join(part, MANIFEST_FILE), JSON.stringify(manifest, null, 2), { flush: true })
    await rename(part, folder)
    return { folder, manifest }
  } catch (error) {
    await rm(part, { recursive: true, force: true })
    throw error
  }
}

/** What lies in the data folder beside the database; gives the names of what was copied. */
async function copyData(
  config: Needs['config'],
  part: string,
  tables: readonly { readonly name: string; readonly rows: number }[],
): Promise<string[]> {
  const { dataFolder } = config
  const names: string[] = []
  await mkdir(path.join(part, 'data'), { mode: 0o700 })
  if ((tables.find(({ name }) => name === 'datasets')?.rows ?? 0) > 0) {
    await copyOfDatasets(config, path.join(part, 'data', 'datasets.duckdb'))
    names.push('data/datasets.duckdb')
  }
  for (const name of ['secret.key', 'folder.id']) {
    const file = path.join(dataFolder, name)
    if (!existsSync(file)) continue
    await copyFile(file, path.join(part, 'data', name))
    names.push(`data/${name}`)
  }
  for (const kind of ['uploads', 'rejects']) {
    const entries = await readdir(path.join(dataFolder, kind)).catch(() => [])
    await mkdir(path.join(part, 'data', kind))
    for (const entry of entries) {
      // One that was deleted in this moment is not missed; its dataset is gone as well.
      const isThere = await copyFile(path.join(dataFolder, kind, entry), path.join(part, 'data', kind, entry)).then(
        () => true,
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'ENOENT') return false
          throw error
        },
      )
      if (isThere) names.push(`data/${kind}/${entry}`)
    }
  }
  return names
}

/** Called by its second; where that one is taken, by the next that is free. */
function freeFolder(into: string, at: Date): string {
  const folder = path.join(into, `${BACKUP_PREFIX}${at.toISOString().slice(0, 19).replaceAll(':', '-')}Z`)
  return existsSync(folder) ? freeFolder(into, new Date(at.getTime() + SECOND_MS)) : folder
}
