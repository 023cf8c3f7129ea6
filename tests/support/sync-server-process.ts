import { createUpdateLog } from '#server/storage/sqlite/update-log.ts'
import { lockDataFolder } from '#server/storage/sqlite/data-folder-lock.ts'
import { openDatabase } from '#server/storage/sqlite/database.ts'
import { createSync, type Authorize } from '#server/sync/sync-server.ts'
import { addJourney } from './sync-data-folder.ts'
import { listen, participantOf } from './sync-server.ts'

/** A process of its own with the real storage and socket server, to be killed. Says its port in one line; ends well on SIGTERM. */
const dataFolder = process.argv[2]
if (dataFolder === undefined) throw new Error('usage: sync-server-process.ts <data folder>')

const lock = lockDataFolder(dataFolder)
const database = await openDatabase(dataFolder)
const log = await createUpdateLog(dataFolder)

/** Everyone may do everything, and a journey exists as soon as somebody wants it. */
const allowAll: Authorize = async (request, journeyId) => {
  const known = await database.selectFrom('journeys').select('id').where('id', '=', journeyId).executeTakeFirst()
  if (known === undefined) await addJourney(database, journeyId)
  return { ok: true, participant: participantOf(request) }
}

const logger = { debug() {}, info() {}, warn: console.error, error: console.error } as never
const server = await listen(createSync({ log, authorize: allowAll, logger }), 0)
console.log(server.port)

process.on('SIGTERM', () => {
  void (async () => {
    await server.stop()
    await log.close()
    await database.destroy()
    lock.release()
  })()
})
