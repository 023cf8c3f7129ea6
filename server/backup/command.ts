import path from 'node:path'
import { readConfig, StartError } from '#server/config.ts'
import { StorageError } from '#server/storage/ports.ts'
import { VERSION } from '#server/version.ts'
import { backUp } from './back-up.ts'
import { BackupError, type Manifest } from './manifest.ts'
import { restore } from './restore.ts'

const USAGE = `Usage:
  npm run backup -- <folder for backups>
  npm run restore -- <backup> [--replace]

Both take the settings of the server from the environment (WAYMARK_DATA, DATABASE_URL, WAYMARK_SECRET).`

/** Runs one of the two commands; ends the process with 0, 1 when it failed, 2 when it was called wrongly. */
export async function runCommand(name: 'backup' | 'restore', args: readonly string[]): Promise<void> {
  const flags = args.filter((arg) => arg.startsWith('--'))
  const [place, ...rest] = args.filter((arg) => !arg.startsWith('--'))
  const known = name === 'restore' ? ['--replace'] : []
  if (place === undefined || rest.length > 0 || flags.some((flag) => !known.includes(flag))) {
    console.error(USAGE)
    process.exit(2)
  }
  try {
    const config = readConfig()
    if (name === 'backup') {
      const { folder, manifest } = await backUp({ config, into: path.resolve(place), version: VERSION, logger: SILENT })
      console.log(`Backed up ${wordsOf(manifest)} to ${folder}`)
    } else {
      const from = path.resolve(place)
      const { manifest, dataFolder, putAside } = await restore({
        config,
        from,
        replace: flags.includes('--replace'),
        logger: SILENT,
      })
      const where = config.databaseUrl === null ? dataFolder : `the database and ${dataFolder}`
      console.log(`Restored ${wordsOf(manifest)} of ${manifest.madeAt} into ${where}.`)
      if (putAside !== null) console.log(`What was in the folder before lies in ${putAside}.`)
      console.log('Start the server as usual.')
    }
    process.exit(0)
  } catch (error) {
    const isPlain = error instanceof BackupError || error instanceof StorageError || error instanceof StartError
    console.error(isPlain ? error.message : error)
    const hasTouched = error instanceof BackupError && error.hasTouched
    if (isPlain && name === 'restore' && !hasTouched) console.error('Nothing was changed.')
    process.exit(1)
  }
}

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** What is in it, in the words of the library. */
export function wordsOf({ tables, files }: Pick<Manifest, 'tables' | 'files'>): string {
  const rows = (name: string): number => tables.find((table) => table.name === name)?.rows ?? 0
  const megabytes = files.reduce((sum, { bytes }) => sum + bytes, 0) / 1024 ** 2
  return `${rows('journeys')} journeys, ${rows('datasets')} datasets and ${rows('people')} people (${megabytes.toFixed(1)} MB)`
}
