import { readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { refused } from '#shared/lib/result.ts'
import { createAuth } from './auth/auth.ts'
import { createNoDoorbell } from './cluster/no-doorbell.ts'
import { createRightsWatch } from './cluster/rights-watch.ts'
import type { Config } from './config.ts'
import { createDatasets } from './datasets/datasets.ts'
import { DATASET_JOBS } from './datasets/engine-jobs.ts'
import { startEngine } from './duckdb/start-engine.ts'
import { createSocketAuthorizer } from './http/authorize-socket.ts'
import { trustedProxies } from './http/client-address.ts'
import { createInstruments } from './http/instruments/instruments.ts'
import { createLogger } from './http/logger.ts'
import { watchLoopLag } from './http/loop-lag.ts'
import { createReadiness } from './http/readiness.ts'
import { datasetRoutes } from './http/routes/datasets.ts'
import { enterRoutes } from './http/routes/enter.ts'
import { healthRoutes } from './http/routes/health.ts'
import { ingestRoutes } from './http/routes/ingest.ts'
import { jobRoutes } from './http/routes/jobs.ts'
import { journeyRoutes } from './http/routes/journeys.ts'
import { metricsRoutes } from './http/routes/metrics.ts'
import { readingsRoutes } from './http/routes/readings.ts'
import { sessionRoutes } from './http/routes/session.ts'
import { shareRoutes } from './http/routes/shares.ts'
import { createServer } from './http/server.ts'
import { createUpgradeGate } from './http/upgrade-gate.ts'
import { createJourneys } from './journeys/journeys.ts'
import type { JourneySources } from './journeys/ports.ts'
import { createThumbnails } from './journeys/thumbnails.ts'
import { createMetrics } from './metrics/metrics.ts'
import { lockDataFolder } from './storage/sqlite/data-folder-lock.ts'
import { openDatabase } from './storage/sqlite/database.ts'
import { createUpdateLog } from './storage/sqlite/update-log.ts'
import { createSync } from './sync/sync-server.ts'

export interface App {
  readonly fastify: FastifyInstance
  /** Starts taking requests and sockets; from then on `url` is what people use. */
  listen(): Promise<void>
  /** Without a slash at the end. */
  readonly url: string
  readonly dataFolder: string
  /** Signs the owner in, as long as this app runs. */
  readonly ownerLink: string
  /** Lets what is under way finish, puts everything on disk and gives the data folder back. */
  close(): Promise<void>
}

/** Builds the whole server on a data folder, ready to listen. What was opened is closed again when a part cannot start. */
export async function createApp(config: Config): Promise<App> {
  const { dataFolder, publicUrl } = config
  const closers: (() => Promise<void> | void)[] = []
  const close = async (): Promise<void> => {
    // In the reverse order of opening; one that fails does not keep the others open.
    const failures: unknown[] = []
    for (const closer of closers.splice(0).reverse()) {
      try {
        await closer()
      } catch (error) {
        failures.push(error)
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'Not everything could be closed cleanly.')
  }

  try {
    await mkdir(dataFolder, { recursive: true })
    const lock = lockDataFolder(dataFolder)
    closers.push(() => lock.release())
    const logger = createLogger(config.logLevel)
    const lag = watchLoopLag()
    closers.push(() => lag.close())
    const instruments = createInstruments({ version: VERSION, lag })
    const doorbell = createNoDoorbell()
    const database = await openDatabase(dataFolder)
    closers.push(() => database.destroy())
    const log = await createUpdateLog(dataFolder)
    closers.push(() => log.close())
    const auth = await createAuth({ database, dataFolder, token: config.token })
    const authorize = createSocketAuthorizer({ auth, publicUrl, journeyExists: (id) => journeys.exists(id) })
    const rooms = createSync({ log, authorize, logger, onCommit: instruments.commitTook })
    const rights = await createRightsWatch({
      database,
      doorbell,
      askAgain: (target) => rooms.askAgain(target),
      isShared: false,
      logger,
    })
    closers.push(() => rights.close())
    const engine = await startEngine({
      dataFolder,
      memoryMb: config.engineMemoryMb,
      jobModules: [DATASET_JOBS],
      onRestart: (exit) => logger.error({ exit }, 'the analytical engine ended and is started again'),
    })
    closers.push(() => engine.close())
    const datasets = createDatasets({ database, engine, dataFolder, logger })
    closers.push(() => datasets.close())
    const metrics = createMetrics({ engine, datasets, rooms, logger })
    closers.push(() => metrics.close())
    const journeys = await createJourneys({ database, rooms, logger })
    closers.push(() => journeys.close())
    const datasetExists = async (id: string): Promise<boolean> =>
      (await database.selectFrom('datasets').select('id').where('id', '=', id).executeTakeFirst()) !== undefined
    const sources: JourneySources = {
      createDataset: (name, fields, fill) => datasets.createGenerated(name, fields, fill),
      async removeDataset(id) {
        await datasets.remove(id)
      },
      async draftJourney(id, title) {
        if (!(await datasetExists(id))) return refused('dataset-not-found')
        return metrics.draftJourney(id, title)
      },
    }

    const isTrustedProxy = trustedProxies(config.trustedProxies)
    const gate = createUpgradeGate({ limits: config, isTrustedProxy, lag, logger })
    instruments.watch({ syncFigures: () => rooms.figures(), gate, doorbell })
    const readiness = createReadiness({
      checkStore: async () => {
        await sql`select 1`.execute(database)
      },
      doorbell,
      appFolder: config.appFolder,
    })
    const fastify = await createServer({
      auth,
      logger,
      publicUrl,
      isTrustedProxy,
      instruments,
      appFolder: config.appFolder,
      version: VERSION,
      routes: [
        healthRoutes({ version: VERSION, readiness }),
        metricsRoutes({ instruments, token: config.metricsToken }),
        enterRoutes({ auth, rights, publicUrl }),
        sessionRoutes({ auth, rights }),
        journeyRoutes({ journeys, thumbnails: createThumbnails(rooms), sources, rights }),
        shareRoutes({ auth, journeys, rooms, rights, publicUrl }),
        datasetRoutes({ datasets }),
        ingestRoutes({ datasets }),
        jobRoutes({ datasets }),
        readingsRoutes({ metrics, journeys, datasets }),
      ],
    })
    fastify.server.on('upgrade', (request, socket, head) => {
      if (gate.admit(request, socket) !== null) rooms.handleUpgrade(request, socket, head)
    })
    // Together: the server waits for its sockets, and the rooms see to it that what was written is on disk before they end them.
    closers.push(async () => {
      readiness.drain()
      await Promise.all([rooms.close(), fastify.close()])
    })

    const url = (): string => publicUrl ?? addressOf(fastify, config)
    return {
      fastify,
      dataFolder,
      get url() {
        return url()
      },
      get ownerLink() {
        return `${url()}/enter/${auth.ownerToken}`
      },
      async listen() {
        await fastify.listen({ port: config.port, host: config.host })
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

const VERSION = (JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string })
  .version

/** Hosts that mean "every address of this machine" cannot be opened in a browser. */
const EVERY_ADDRESS: ReadonlySet<string> = new Set(['0.0.0.0', '::', '::0'])

function addressOf(fastify: FastifyInstance, { host, port }: Config): string {
  // Port 0 means any that is free; what it became is known once listening.
  const listening = fastify.server.address()
  const actualPort = typeof listening === 'object' && listening ? listening.port : port
  const name = EVERY_ADDRESS.has(host) ? '127.0.0.1' : host
  return `http://${name.includes(':') ? `[${name}]` : name}:${String(actualPort)}`
}
