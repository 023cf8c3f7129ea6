import fs from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'

const DATABASE_FILE = 'waymark.sqlite'

/** How long a statement waits for the other connection (main thread or log worker) to finish its transaction. */
const DEFAULT_BUSY_TIMEOUT_MS = 5_000

/**
 * Opens a connection to the data folder's one database, making folder and file where they are missing. WAL lets readers go on while
 * one connection writes; `synchronous = FULL` makes a COMMIT return only after the disk has it, which is what "saved" promises.
 */
export function openConnection(dataFolder: string, busyTimeoutMs = DEFAULT_BUSY_TIMEOUT_MS): DatabaseSync {
  fs.mkdirSync(dataFolder, { recursive: true })
  const connection = new DatabaseSync(path.join(dataFolder, DATABASE_FILE), { timeout: busyTimeoutMs })
  connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON')
  return connection
}
