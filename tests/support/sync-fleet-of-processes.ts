import { CRASH_POINTS } from '#server/storage/crash-points.ts'
import type { TestPostgres } from './postgres.ts'
import type { TestRedis } from './redis.ts'
import { openBeside, readJourney } from './sync-fleet-log.ts'
import type { Fleet, Happening } from './sync-fleet.ts'
import { startNode, type NodeProcess, type NodeSettings } from './sync-nodes.ts'

/** Everything waits less than in real life, so that a round is short. */
const LIMITS = { idleRoomMs: 150, pollMs: 500, pollWithoutDoorbellMs: 100, commitRetryMs: 50, foldInPauseMs: 5 }
/** A node dies at an armed crash point after it has passed it so often at most. */
const MOST_PASSES = 60
const LONGEST_STANDSTILL_MS = 800

interface Needs {
  readonly postgres: TestPostgres
  readonly redis: TestRedis
  readonly nodes: number
  /** Whether PostgreSQL itself may end; it takes a while to come back. */
  readonly restartsPostgres: boolean
  readonly isTalkative?: boolean
}

/** Real processes over a real PostgreSQL and Redis, all of which may be ended, cut off or stopped in the middle of things. */
export async function startFleetOfProcesses(needs: Needs): Promise<Fleet> {
  const { postgres, redis } = needs
  const databaseUrl = await postgres.createDatabase()
  const beside = await openBeside(databaseUrl)
  const settings = {
    dataFolder: '',
    databaseUrl,
    redisUrl: redis.url,
    limits: LIMITS,
    isTalkative: needs.isTalkative ?? false,
  } as const
  const start = (extra: Partial<NodeSettings>): Promise<NodeProcess> => startNode({ ...settings, ...extra })
  const nodes = await Promise.all(Array.from({ length: needs.nodes }, () => start({})))
  const ports = nodes.map(({ port }) => port)
  let isRedisUp = true
  let isPostgresUp = true
  let standingUntil = 0

  const isUp = (index: number): boolean => nodes[index]?.isRunning() ?? false
  const indexes = (holds: (index: number) => boolean): readonly number[] => [...nodes.keys()].filter(holds)

  async function startAgain(index: number, extra: Partial<NodeSettings> = {}): Promise<void> {
    nodes[index] = await start({ ...extra, port: ports[index] ?? 0 })
  }

  async function whenPostgresAnswers(): Promise<void> {
    if (!isPostgresUp) {
      await postgres.start()
      isPostgresUp = true
    }
    const left = standingUntil - Date.now()
    if (left > 0) await new Promise((resolve) => setTimeout(resolve, left))
  }

  const happenings: Happening[] = [
    {
      name: 'kill -9 of a node',
      weight: 3,
      async happen(random) {
        const up = indexes(isUp)
        if (up.length > 0) await nodes[random.pick(up)]?.end('SIGKILL')
      },
    },
    {
      name: 'a node is drained',
      weight: 1,
      async happen(random) {
        // Without its store a node cannot put away what it holds.
        if (!isPostgresUp || Date.now() < standingUntil) return
        const up = indexes(isUp)
        if (up.length > 0) await nodes[random.pick(up)]?.end('SIGTERM')
      },
    },
    {
      name: 'a node comes back',
      weight: 6,
      async happen(random) {
        const down = indexes((index) => !isUp(index))
        if (down.length === 0 || !isPostgresUp || Date.now() < standingUntil) return
        const point = random.pick(CRASH_POINTS)
        const crash = random.below(2) === 0 ? null : { point, after: random.below(MOST_PASSES) }
        await startAgain(random.pick(down), { crash })
      },
    },
    {
      name: 'Redis ends',
      weight: 1,
      async happen() {
        isRedisUp = false
        await redis.stop()
      },
    },
    {
      name: 'Redis comes back',
      weight: 2,
      async happen() {
        if (isRedisUp) return
        await redis.start()
        isRedisUp = true
      },
    },
    { name: 'Redis cuts its clients off', weight: 2, happen: () => (isRedisUp ? redis.killClients() : undefined) },
    { name: 'Redis forgets everything', weight: 1, happen: () => (isRedisUp ? redis.flush() : undefined) },
    {
      name: 'Redis stands still',
      weight: 1,
      happen(random) {
        if (!isRedisUp) return
        redis.pause()
        setTimeout(() => redis.resume(), random.below(LONGEST_STANDSTILL_MS))
      },
    },
    { name: 'PostgreSQL cuts its clients off', weight: 1, happen: () => (isPostgresUp ? cutOff() : undefined) },
    {
      name: 'PostgreSQL stands still',
      weight: 1,
      happen(random) {
        if (!isPostgresUp || Date.now() < standingUntil) return
        const ms = random.below(LONGEST_STANDSTILL_MS)
        standingUntil = Date.now() + ms + 50
        postgres.pause(ms)
      },
    },
  ]
  if (needs.restartsPostgres) {
    happenings.push({
      name: 'PostgreSQL ends as if the power went',
      weight: 0.5,
      async happen() {
        if (!isPostgresUp || Date.now() < standingUntil) return
        isPostgresUp = false
        await postgres.stop('immediate')
      },
    })
  }

  async function cutOff(): Promise<void> {
    if (Date.now() >= standingUntil) await postgres.cutConnections(databaseUrl)
  }

  return {
    urls: ports.map((port) => `ws://127.0.0.1:${port}/sync`),
    happenings,
    async heal() {
      redis.resume()
      if (!isRedisUp) await redis.start()
      isRedisUp = true
      await whenPostgresAnswers()
      for (const index of nodes.keys()) if (isUp(index)) await nodes[index]?.disarm()
      for (const index of indexes((one) => !isUp(one))) await startAgain(index)
    },
    readLog: (journeyId) => (isPostgresUp ? readJourney(beside, journeyId) : Promise.resolve(null)),
    async close() {
      await whenPostgresAnswers()
      await Promise.all(nodes.map((node) => node.end('SIGKILL')))
      await beside.close()
    },
  }
}
