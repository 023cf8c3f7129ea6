import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { Kysely } from 'kysely'
import type { UpdateLog } from '#server/storage/ports.ts'
import { type Database, FIRST_WORKSPACE } from '#server/storage/schema.ts'
import { openDatabase } from '#server/storage/sqlite/database.ts'
import { createUpdateLog, type UpdateLogOptions } from '#server/storage/sqlite/update-log.ts'

export interface TestStore {
  readonly dataFolder: string
  readonly database: Kysely<Database>
  readonly log: UpdateLog
  addJourney(id: string): Promise<void>
  close(): Promise<void>
}

/** A real store in a folder of its own, removed by `close`. */
export async function openTestStore(options: UpdateLogOptions = {}): Promise<TestStore> {
  const dataFolder = await fs.mkdtemp(path.join(os.tmpdir(), 'waymark-sync-'))
  const database = await openDatabase(dataFolder)
  const log = await createUpdateLog(dataFolder, options)
  return {
    dataFolder,
    database,
    log,
    addJourney: (id) => addJourney(database, id),
    async close() {
      await log.close()
      await database.destroy()
      await fs.rm(dataFolder, { recursive: true, force: true })
    },
  }
}

/** The rows that a journey's log hangs on. */
export async function addJourney(database: Kysely<Database>, id: string): Promise<void> {
  const now = Date.now()
  await database
    .insertInto('journeys')
    .values({
      id,
      workspace_id: FIRST_WORKSPACE,
      title: id,
      counts: '{}',
      created_at: now,
      updated_at: now,
      archived_at: null,
    })
    .execute()
  await database.insertInto('journey_heads').values({ journey_id: id, seq: 0 }).execute()
}
