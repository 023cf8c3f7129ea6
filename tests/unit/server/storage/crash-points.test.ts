import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it, onTestFinished } from 'vitest'
import { armCrashPoint, CRASH_POINTS, isCrashPointArmed, reachCrashPoint } from '#server/storage/crash-points.ts'
import { bytes, snapshotOf, updates } from '#tests/support/storage-bytes.ts'
import { describeStores } from '#tests/support/stores.ts'
import { openTestStorage, storageForSuite } from '#tests/support/test-storage.ts'

/** Where the store's own work can stop, and whether what it was doing is stored then. */
const STEPS = [
  { point: 'append.before', isStored: false },
  { point: 'append.inserted', isStored: false },
  { point: 'append.committed', isStored: true },
  { point: 'compact.before', isStored: false },
  { point: 'compact.inserted', isStored: false },
  { point: 'compact.committed', isStored: true },
] as const

const fail = (): never => {
  throw new Error('on purpose')
}

describe('a crash point', () => {
  let disarm = (): void => undefined
  afterEach(() => disarm())

  it('does nothing unless it is armed, then acts from the given time on until it is disarmed', () => {
    for (const name of CRASH_POINTS) reachCrashPoint(name)
    let acted = 0
    disarm = armCrashPoint('broadcast.half', () => acted++, { after: 2 })
    expect(isCrashPointArmed('broadcast.half')).toBe(true)
    for (let time = 0; time < 4; time++) reachCrashPoint('broadcast.half')
    reachCrashPoint('broadcast.before')
    expect(acted).toBe(2)
    disarm()
    reachCrashPoint('broadcast.half')
    expect(acted).toBe(2)
  })
})

describeStores('a step that fails', (kind) => {
  const storage = storageForSuite(kind)

  it.each(STEPS)('at $point says to try again, and stored: $isStored', async ({ point, isStored }) => {
    const { log, database, newJourney } = storage()
    const id = await newJourney()
    await log.append(id, updates(1))
    const disarm = armCrashPoint(point, fail)
    onTestFinished(disarm)
    const isAppend = point.startsWith('append')
    const step: Promise<unknown> = isAppend ? log.append(id, updates(2, 3)) : log.compact(id, 1, bytes(9))
    await expect(step).rejects.toMatchObject({ name: 'StorageError', fault: 'unavailable' })
    disarm()
    const updatesThere = (await log.load(id)).seq
    const snapshots = await database
      .selectFrom('journey_snapshots')
      .select('seq')
      .where('journey_id', '=', id)
      .execute()
    expect({ updatesThere, snapshots: snapshots.length }).toEqual({
      updatesThere: isAppend && isStored ? 3 : 1,
      snapshots: !isAppend && isStored ? 1 : 0,
    })
    expect(await log.append(id, updates(4))).toBe(updatesThere + 1)
  })

  it('goes on as ever when the place lets it pass', async () => {
    const { log, anotherLog, newJourney } = storage()
    const id = await newJourney()
    const other = await anotherLog()
    onTestFinished(() => other.close())
    let reached = 0
    const disarm = armCrashPoint('append.inserted', () => void reached++)
    onTestFinished(disarm)
    expect(await log.append(id, updates(1, 2))).toBe(2)
    expect(await other.append(id, updates(3))).toBe(3)
    expect(reached).toBe(2)
  })
})

describeStores('a process that is killed', (kind) => {
  it.each(STEPS)('at $point loses nothing that it had acknowledged', async ({ point, isStored }) => {
    const storage = await openTestStorage(kind)
    const id = await storage.newJourney()
    await storage.close()
    const isAppend = point.startsWith('append')
    const killed = spawn(
      process.execPath,
      [
        path.resolve('tests/support/storage-crash-process.ts'),
        storage.place.databaseUrl ?? '',
        storage.place.dataFolder,
        id,
        point,
        isAppend ? '10' : '2',
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    const [said, [, signal]] = await Promise.all([
      text(killed.stdout),
      once(killed, 'exit') as Promise<[number, string]>,
    ])
    expect(signal).toBe('SIGKILL')
    const acknowledged = (kindOfLine: string) =>
      Number(
        said
          .split('\n')
          .findLast((line) => line.startsWith(kindOfLine))
          ?.slice(1),
      )

    const again = await openTestStorage({ ...kind, open: () => Promise.resolve(storage.place) })
    onTestFinished(async () => {
      await again.close()
      await storage.place.close()
    })
    const loaded = await again.log.load(id)
    if (isAppend) {
      expect(acknowledged('a')).toBe(20)
      expect(loaded.seq).toBe(isStored ? 22 : 20)
      expect(loaded.snapshot?.seq).toBe(18)
    } else {
      expect(acknowledged('c')).toBe(12)
      expect(loaded.seq).toBe(18)
      expect(loaded.snapshot).toEqual(isStored ? snapshotOf(18, bytes(18)) : snapshotOf(12, bytes(12)))
    }
    expect((await again.log.since(id, 0))?.map(({ seq }) => seq)).toEqual(
      Array.from({ length: loaded.seq }, (_, index) => index + 1),
    )
    expect(await again.log.append(id, updates(1))).toBe(loaded.seq + 1)
  })
})
