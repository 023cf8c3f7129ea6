import { type App, createApp } from './app.ts'
import { WrongSecret } from './auth/auth.ts'
import { readConfig, StartError } from './config.ts'
import { StorageError } from './storage/ports.ts'

/** Past this a stop that hangs is cut short; everything said to be saved is on disk long before. */
const STOP_WITHIN_MS = 10_000

export interface RunOptions {
  /** Where people open the app when another server stands in front, as in development. */
  readonly openAt?: string
  /** Closed after the app. */
  readonly alsoClose?: () => Promise<void>
}

/** Starts the server, says where it is, and stops it cleanly when the process is told to. */
export async function run({ openAt, alsoClose }: RunOptions = {}): Promise<void> {
  // Listened for from the beginning: whoever stops it while it starts wants it stopped as cleanly.
  const told = new Promise<void>((resolve) => {
    process.on('SIGTERM', () => resolve())
    process.on('SIGINT', () => resolve())
  })
  const app = await start().catch(refuseToStart)
  const ownerLink = openAt === undefined ? app.ownerLink : app.ownerLink.replace(app.url, openAt)
  console.log(
    `\n  Waymark is running. ${app.keptIn}\n\n  Open Waymark: ${ownerLink}\n\n  The link signs you in as owner, ${app.ownerLinkHolds}. Stop with Ctrl+C.\n`,
  )
  await told
  setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref()
  try {
    await app.close()
    await alsoClose?.()
  } catch (error) {
    console.error('Waymark did not stop cleanly:', error)
    process.exit(1)
  }
  process.exit(0)
}

async function start(): Promise<App> {
  const app = await createApp(readConfig())
  try {
    await app.listen()
    return app
  } catch (error) {
    await app.close()
    throw error
  }
}

function refuseToStart(error: unknown): never {
  console.error(wordsFor(error) ?? ['Waymark could not start:', error])
  process.exit(error instanceof StartError ? 2 : 1)
}

/** Plain words for what commonly stands in the way; `null` for what is a fault of the program. */
function wordsFor(error: unknown): string | null {
  if (error instanceof StartError || error instanceof StorageError || error instanceof WrongSecret) return error.message
  const { code, port, path } = error as { code?: string; port?: number; path?: string }
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${String(port)} is in use, perhaps by another Waymark. Stop that one, or choose another port: PORT=${String((port ?? 4400) + 1)} npm start`
    case 'EADDRNOTAVAIL':
      return 'HOST is not an address of this machine. Leave it out to be reachable from this machine only, or use 0.0.0.0 for the network.'
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return port === undefined
        ? `The data folder cannot be used (${String(path)}): no permission. Choose another with WAYMARK_DATA.`
        : `Port ${String(port)} needs more rights than this program has. Choose one above 1024 with PORT.`
    case 'ENOTDIR':
    case 'EEXIST':
      return `The data folder cannot be made: ${String(path)} is a file. Choose another with WAYMARK_DATA.`
    case 'ENOSPC':
      return 'The disk is full. Free some space and start again.'
    default:
      return null
  }
}

if (import.meta.main) await run()
