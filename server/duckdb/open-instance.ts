import { mkdir, rm } from 'node:fs/promises'
import { DuckDBInstance } from '@duckdb/node-api'
import type { EngineOptions } from './engine-messages.ts'

/** A predecessor that was killed a moment ago may still hold the file. */
const LOCK_WAIT_MS = 15_000
const LOCK_RETRY_MS = 100
const STORAGE_VERSION = 'v1.5.0'

/**
 * Opens the one database of this process. Afterwards no SQL can reach the network, or a file outside the folder of pieces, or change
 * that: names and values from data files end up in statements, and nothing that goes wrong there may read the disk. The pieces are copies
 * that an import makes and removes.
 */
export async function openInstance(options: EngineOptions): Promise<DuckDBInstance> {
  const instance = await openWaitingForLock(options)
  // Only now is it sure that no other process works in it.
  await rm(options.piecesFolder, { recursive: true, force: true })
  await mkdir(options.piecesFolder, { recursive: true })
  const connection = await instance.connect()
  await connection.run(`SET allowed_directories = ['${options.piecesFolder.replaceAll("'", "''")}']`)
  await connection.run('SET enable_external_access = false')
  await connection.run('SET lock_configuration = true')
  connection.closeSync()
  return instance
}

async function openWaitingForLock(options: EngineOptions): Promise<DuckDBInstance> {
  const giveUpAt = Date.now() + LOCK_WAIT_MS
  for (;;) {
    try {
      return await DuckDBInstance.create(options.file, {
        memory_limit: `${options.memoryMb}MB`,
        threads: String(options.threads),
        // All of them are the engine's own: what a job has them do it does not wait for with a further one (`run-aside.ts`).
        external_threads: '0',
        // Of a new file; one that is there stays as it is. The usual format is one that old releases can read: texts take a third longer
        // to store in it, and more space.
        storage_compatibility_version: STORAGE_VERSION,
        temp_directory: options.temporaryFolder,
        autoinstall_known_extensions: 'false',
        autoload_known_extensions: 'false',
        allow_community_extensions: 'false',
        // Else an ASOF join that expects few rows looks at every pair of them; behind common tables it expects far too few.
        asof_loop_join_threshold: '0',
      })
    } catch (error) {
      const isLocked = error instanceof Error && error.message.includes('Could not set lock')
      if (!isLocked || Date.now() > giveUpAt) throw error
      await new Promise((resolve) => setTimeout(resolve, LOCK_RETRY_MS))
    }
  }
}
