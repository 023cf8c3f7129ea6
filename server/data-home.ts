import { setTimeout as delay } from 'node:timers/promises'
import type { FastifyBaseLogger } from 'fastify'
import { type Analytics, createAnalytics } from './analytics.ts'
import { createDataNode } from './cluster/data-node.ts'
import { readOrMakeFolderId } from './cluster/folder-id.ts'
import type { Config } from './config.ts'
import type { Datasets } from './datasets/datasets.ts'
import type { Sealer } from './datasets/ports.ts'
import type { Pulls } from './datasets/pulls/pulls.ts'
import type { Sources } from './datasets/sources/sources.ts'
import { EngineError } from './duckdb/engine.ts'
import type { DataNodeDoor } from './http/on-data-node.ts'
import type { Metrics } from './metrics/metrics.ts'
import type { MetricsRooms } from './metrics/ports.ts'
import type { Storage } from './storage/storage.ts'

/** Where the datasets are: on this node, or on another that is asked for them. */
export interface DataHome {
  readonly door: DataNodeDoor
  /** Those of this node; while it has none, every call rejects with `EngineError`. */
  readonly datasets: Datasets
  readonly sources: Sources
  readonly pulls: Pulls
  readonly metrics: Metrics
  /** A copy of all events, as they are between two writes. */
  copyTo(file: string): Promise<void>
  /** Begins to take part among the nodes; `url` is where they reach this one. */
  start(url: string): Promise<void>
  close(): Promise<void>
}

interface Needs {
  readonly config: Pick<Config, 'dataFolder' | 'databaseUrl' | 'engineMemoryMb' | 'pullHosts'>
  readonly nodeId: string
  readonly storage: Storage
  readonly rooms: MetricsRooms
  readonly sealer: Sealer
  readonly logger: FastifyBaseLogger
}

/** A node that is alone has the datasets. Among several, one at a time has them: the one that holds the lease. */
export async function createDataHome({ config, nodeId, storage, rooms, sealer, logger }: Needs): Promise<DataHome> {
  const { dataFolder, databaseUrl, engineMemoryMb, pullHosts } = config
  const { database } = storage
  let here: Analytics | null = null
  const begin = (): void => {
    here = createAnalytics({ database, rooms, dataFolder, engineMemoryMb, pullHosts, sealer, logger })
    here.metrics.catchUp()
  }
  const end = async (): Promise<void> => {
    const ending = here
    here = null
    await ending?.close()
  }
  const objects = {
    datasets: presentOne(() => here?.datasets),
    sources: presentOne(() => here?.sources),
    pulls: presentOne(() => here?.pulls),
    metrics: presentOne(() => here?.metrics),
    copyTo: (file: string) => presentOne(() => here ?? undefined).copyTo(file),
  }
  if (databaseUrl === null) {
    begin()
    const door = { nodeId, isHere: () => true, otherUrl: () => null, lookAgain: () => undefined }
    return { ...objects, door, start: () => Promise.resolve(), close: end }
  }

  // Only here: a node that is alone need not load PostgreSQL's driver.
  const { createLease } = await import('./storage/postgres/lease.ts')
  const dataNode = createDataNode({
    nodeId,
    folderId: await readOrMakeFolderId(dataFolder),
    database,
    createLease: (needs) => createLease({ ...needs, databaseUrl, logger }),
    begin,
    end,
    logger,
  })
  return {
    ...objects,
    door: { ...dataNode, nodeId },
    start: (url) => Promise.race([dataNode.start(url), delay(START_PATIENCE_MS, undefined, { ref: false })]),
    close: () => dataNode.close(),
  }
}

/** Taking requests does not wait longer for the others to say who has the datasets. */
const START_PATIENCE_MS = 5_000

/** Stands for an object that comes and goes; its functions do not ask what they belong to. */
function presentOne<Present extends object>(find: () => Present | undefined): Present {
  return new Proxy({} as Present, {
    get(_target, name) {
      const present = find()
      if (present) return Reflect.get(present, name) as unknown
      throw new EngineError('engine-stopped', 'The datasets are on another node now.')
    },
  })
}
