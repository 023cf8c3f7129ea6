import { answersWithin, CHECK_WITHIN_MS } from '../answers-within.ts'
import type { Storage } from '../storage.ts'
import { lockDataFolder } from './data-folder-lock.ts'
import { openDatabase } from './database.ts'
import { createUpdateLog } from './update-log.ts'

/** The store in the data folder, which this process has for itself until it is closed. Rejects with `StorageError` when another has it. */
export async function openSqlite(dataFolder: string): Promise<Storage> {
  const lock = lockDataFolder(dataFolder)
  const closers: (() => Promise<void> | void)[] = [() => lock.release()]
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer()
  }
  try {
    const database = await openDatabase(dataFolder)
    closers.push(() => database.destroy())
    const log = await createUpdateLog(dataFolder)
    closers.push(() => log.close())
    return {
      dialect: 'sqlite',
      database,
      log,
      // Both connections: the log's thread answers for its own.
      async check() {
        await database.selectFrom('settings').select('key').limit(1).execute()
        await answersWithin(CHECK_WITHIN_MS, log.heads([]))
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
