import { monitorEventLoopDelay } from 'node:perf_hooks'
import { armCrashPoint } from '#server/storage/crash-points.ts'
import { createNoDoorbell } from '#server/cluster/no-doorbell.ts'
import { createRedisDoorbell } from '#server/cluster/redis-doorbell.ts'
import { openStorage } from '#server/storage/open-storage.ts'
import type { Authorize } from '#server/sync/ports.ts'
import { createSync } from '#server/sync/sync-server.ts'
import { ensureJourney } from './sync-journeys.ts'
import type { NodeAnswer, NodeQuestion, NodeSettings } from './sync-nodes.ts'
import { letIn, listen, participantOf } from './sync-server.ts'

/**
 * A node without REST and data: the real storage, doorbell and socket server, in a process of its own, to be killed. Says its port in
 * one line, answers questions over the parent's channel, ends well on SIGTERM.
 */
const settings = JSON.parse(process.argv[2] ?? '') as NodeSettings
const { dataFolder, databaseUrl, redisUrl, limits, crash } = settings
const HISTORY_DAYS = 90

const complain = (facts: unknown, message?: string): void => {
  if (settings.isTalkative) console.error(process.pid, message, facts)
}
const logger = { debug() {}, info() {}, warn: complain, error: complain } as never

// Before the store is opened: its thread asks which points are armed.
const die = (): boolean => process.kill(process.pid, 'SIGKILL')
const disarm = crash === null ? null : armCrashPoint(crash.point, die, { after: crash.after })
const storage = await openStorage({ dataFolder, databaseUrl, historyDays: HISTORY_DAYS, logger })
const isShared = databaseUrl !== null
const doorbell = redisUrl === null ? createNoDoorbell() : await createRedisDoorbell({ url: redisUrl, logger })

/** Everyone may do what they say they may, and a journey exists as soon as somebody wants it. */
const allowAll: Authorize = async (request, journeyId) => {
  await ensureJourney(storage.database, journeyId)
  return letIn(participantOf(request))
}

const sync = createSync({ log: storage.log, authorize: allowAll, logger, limits, ...(isShared && { doorbell }) })
const server = await listen(sync, settings.port)
const loop = monitorEventLoopDelay({ resolution: 5 })
loop.enable()
console.log(server.port)

process.on('message', (question: NodeQuestion) => {
  if (question.disarms) disarm?.()
  if (question.wantsGarbageCollected) globalThis.gc?.()
  const { rooms, connections, counters, queuedBytes, unsavedBytes } = sync.figures()
  const memory = process.memoryUsage()
  const answer: NodeAnswer = {
    id: question.id,
    rooms,
    connections,
    counters: { ...counters },
    queuedBytes,
    unsavedBytes,
    residentBytes: memory.rss,
    heapBytes: memory.heapUsed,
    externalBytes: memory.external,
    handles: process.getActiveResourcesInfo(),
    longestTurnMs: loop.max / 1e6,
  }
  loop.reset()
  process.send?.(answer)
})

// Nobody is left to end it.
const orphaned = (): never => process.exit(1)
process.on('disconnect', orphaned)

process.on('SIGTERM', () => {
  process.off('disconnect', orphaned)
  void (async () => {
    await server.stop()
    await doorbell.close()
    await storage.close()
    process.disconnect()
  })()
})
