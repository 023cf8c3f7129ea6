import fs from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StorageError } from '../ports.ts'

const LOCK_FILE = 'lock.sqlite'
const SQLITE_BUSY = 5

/** Kept from the garbage collector, which would close a connection that nobody holds, and so give the folder away. */
const held = new Set<DatabaseSync>()

export interface DataFolderLock {
  release(): void
}

/**
 * Takes the data folder for this process: two servers on one folder would number a journey's updates twice. The lock is an open
 * exclusive transaction on a file of its own, so the operating system gives it back however the process ends, `kill -9` included.
 * Throws `StorageError` with words for the person at the terminal when another server has it.
 */
export function lockDataFolder(dataFolder: string): DataFolderLock {
  fs.mkdirSync(dataFolder, { recursive: true })
  const connection = new DatabaseSync(path.join(dataFolder, LOCK_FILE), { timeout: 0 })
  try {
    connection.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    connection.close()
    if ((error as { errcode?: number }).errcode !== SQLITE_BUSY) throw error
    throw new StorageError(
      `Another Waymark server is already using the data folder ${dataFolder}. Stop it first, or start this one with another folder (WAYMARK_DATA).`,
    )
  }
  held.add(connection)
  return {
    release() {
      held.delete(connection)
      connection.close()
    },
  }
}
