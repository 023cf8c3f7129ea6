import { armCrashPoint, type CrashPoint } from '#server/storage/crash-points.ts'
import { openStorage } from '#server/storage/open-storage.ts'
import { silentLogger, updates } from './storage-bytes.ts'

/**
 * A process of its own that appends to a journey and compacts it now and then, says each number as soon as it was acknowledged (`a` and
 * the number; `c` for a snapshot), and is killed by itself when it comes to a place for the so-manieth time.
 */
const [databaseUrl, dataFolder = '', journeyId = '', point, after] = process.argv.slice(2)
const storage = await openStorage({
  databaseUrl: databaseUrl || null,
  dataFolder,
  historyDays: 90,
  logger: silentLogger,
})

armCrashPoint(point as CrashPoint, () => process.kill(process.pid, 'SIGKILL'), { after: Number(after) })

/** At once on its way to the reader, before the next step. */
const say = (line: string): Promise<void> =>
  new Promise((resolve) => process.stdout.write(`${line}\n`, () => resolve()))

for (;;) {
  const seq = await storage.log.append(journeyId, updates(1, 2))
  await say(`a${seq}`)
  if (seq % 6 === 0) {
    await storage.log.compact(journeyId, seq, Uint8Array.of(seq))
    await say(`c${seq}`)
  }
}
