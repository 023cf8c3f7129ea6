import { setTimeout as delay } from 'node:timers/promises'
import type { Doorbell } from '#server/cluster/doorbell.ts'
import { StorageError, type UpdateLog } from '#server/storage/ports.ts'
import type { Storage } from '#server/storage/storage.ts'
import type { SyncLogger } from '#server/sync/logger.ts'
import type { Authorize } from '#server/sync/ports.ts'
import { createSync } from '#server/sync/sync-server.ts'
import { createLinkedDoorbells } from './linked-doorbells.ts'
import { openBeside, readJourney } from './sync-fleet-log.ts'
import type { Fleet, Happening } from './sync-fleet.ts'
import { ensureJourney } from './sync-journeys.ts'
import type { Random } from './sync-random.ts'
import { letIn, listen, participantOf } from './sync-server.ts'

const LIMITS = {
  idleRoomMs: 100,
  pollMs: 300,
  pollWithoutDoorbellMs: 60,
  commitRetryMs: 20,
  closePatienceMs: 1_000,
  foldInPauseMs: 5,
}

/** How badly nodes reach their log. */
interface LogFaults {
  /** Answers take up to so long. */
  delayMs: number
  /** This share of the appends is stored, but the answer is lost. */
  lostAnswers: number
  isAway: boolean
}

/**
 * Nodes in this process over one PostgreSQL, each with a pool of its own. Their doorbell loses, repeats and delays rings, their log is
 * slow, away, or stores without answering: what is rare with real services happens all the time here.
 */
export async function startFleetInProcess(databaseUrl: string, random: Random, count = 2): Promise<Fleet> {
  const bells = createLinkedDoorbells(random.below(2 ** 31))
  const faults: LogFaults = { delayMs: 0, lostAnswers: 0, isAway: false }
  const beside = await openBeside(databaseUrl)
  const nodes = await Promise.all(Array.from({ length: count }, () => startNode(0)))

  async function startNode(port: number) {
    const storage = await openBeside(databaseUrl)
    const doorbell = bells.join()
    const log = faulty(storage.log, faults, random)
    const sync = createSync({ log, doorbell, authorize: allowAll(storage), logger: SILENT, limits: LIMITS })
    const running = await listen(sync, port)
    return {
      doorbell,
      port: running.port,
      async stop() {
        await running.stop()
        await doorbell.close()
        await storage.close()
      },
    }
  }

  async function restart(index: number): Promise<void> {
    const node = nodes[index]
    if (node === undefined) return
    await node.stop()
    nodes[index] = await startNode(node.port)
  }

  const doorbells = (): readonly Doorbell[] => nodes.map(({ doorbell }) => doorbell)
  const share = (): number => random.pick([0, 0, 0.1, 0.3, 0.6, 1])
  const happenings: readonly Happening[] = [
    {
      name: 'rings go astray',
      weight: 4,
      happen: () => void Object.assign(bells.faults, { drop: share(), repeat: share(), delay: share() }),
    },
    {
      name: 'a node hears no rings',
      weight: 2,
      happen: () => bells.cut([random.pick(doorbells())], { silently: random.below(2) === 0 }),
    },
    { name: 'everyone hears again', weight: 3, happen: () => bells.heal() },
    { name: 'the log is slow', weight: 2, happen: () => void (faults.delayMs = random.pick([0, 2, 10, 40])) },
    {
      name: 'the log loses answers',
      weight: 2,
      happen: () => void (faults.lostAnswers = random.pick([0, 0, 0.2, 0.6])),
    },
    { name: 'the log is away', weight: 1, happen: () => void (faults.isAway = true) },
    { name: 'the log is back', weight: 4, happen: () => void (faults.isAway = false) },
    {
      name: 'a node is started anew',
      weight: 1,
      happen: () => (faults.isAway ? undefined : restart(random.below(nodes.length))),
    },
  ]

  return {
    urls: nodes.map(({ port }) => `ws://127.0.0.1:${port}/sync`),
    happenings,
    heal() {
      Object.assign(bells.faults, { drop: 0, repeat: 0, delay: 0 })
      Object.assign(faults, { delayMs: 0, lostAnswers: 0, isAway: false })
      bells.heal()
      return Promise.resolve()
    },
    readLog: (journeyId) => readJourney(beside, journeyId),
    async close() {
      await Promise.all(nodes.map((node) => node.stop()))
      await beside.close()
    },
  }
}

const SILENT = { debug() {}, info() {}, warn() {}, error() {} } as unknown as SyncLogger

const allowAll =
  ({ database }: Storage): Authorize =>
  async (request, journeyId) => {
    await ensureJourney(database, journeyId)
    return letIn(participantOf(request))
  }

function faulty(log: UpdateLog, faults: LogFaults, random: Random): UpdateLog {
  const reach = async (): Promise<void> => {
    if (faults.delayMs > 0) await delay(random.next() * faults.delayMs)
    if (faults.isAway) throw new StorageError('The log is away.')
  }
  return {
    ...log,
    async load(...order) {
      await reach()
      return log.load(...order)
    },
    async since(...order) {
      await reach()
      return log.since(...order)
    },
    async heads(...order) {
      await reach()
      return log.heads(...order)
    },
    async compact(...order) {
      await reach()
      return log.compact(...order)
    },
    async append(...order) {
      await reach()
      const last = await log.append(...order)
      if (random.next() < faults.lostAnswers) throw new StorageError('Stored, but nobody says so.')
      return last
    },
  }
}
