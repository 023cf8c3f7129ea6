import type { Kysely } from 'kysely'
import type { BaseLogger } from 'pino'
import { createDatasets, type Datasets } from './datasets/datasets.ts'
import type { Sealer } from './datasets/ports.ts'
import { createAddressGuard } from './datasets/pulls/address-guard.ts'
import { createPulls, type Pulls } from './datasets/pulls/pulls.ts'
import { createSources, type Sources } from './datasets/sources/sources.ts'
import { DATASET_JOBS } from './datasets/engine-jobs.ts'
import { createLazyEngine } from './duckdb/lazy-engine.ts'
import { createMetrics, type Metrics } from './metrics/metrics.ts'
import type { MetricsRooms } from './metrics/ports.ts'
import { createNamedMetrics } from './metrics/library/named-metrics.ts'
import { createSegments } from './metrics/segments.ts'
import { mayHaveBindings } from './journeys/listing.ts'
import type { Database } from './storage/schema.ts'

/** All that works with the events of customers. One node has it at a time, because the files of the engine have one owner. */
export interface Analytics {
  readonly datasets: Datasets
  readonly sources: Sources
  readonly pulls: Pulls
  readonly metrics: Metrics
  /** A copy of all events, as they are between two writes. */
  copyTo(file: string): Promise<void>
  /** Lets live events reach the disk, stops imports, gives the engine's file back. */
  close(): Promise<void>
}

interface Needs {
  readonly database: Kysely<Database>
  readonly rooms: MetricsRooms
  readonly dataFolder: string
  readonly engineMemoryMb: number
  readonly sealer: Sealer
  readonly pullHosts: readonly string[]
  readonly logger: Pick<BaseLogger, 'error'>
}

/** Which of these datasets are in the journey's workspace. */
async function datasetsBeside(
  database: Kysely<Database>,
  journeyId: string,
  datasetIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await database
    .selectFrom('datasets')
    .innerJoin('journeys', 'journeys.workspace_id', 'datasets.workspace_id')
    .select('datasets.id')
    .where('journeys.id', '=', journeyId)
    .where('datasets.id', 'in', datasetIds)
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/** So long after the last change people count as editing. */
const EDITED_WITHIN_MS = 2_000

/** Knows whether people edit journeys just now. */
function watchEdits(rooms: MetricsRooms): { readonly areNow: () => boolean; readonly close: () => void } {
  let changedMs = -Infinity
  const close = rooms.on('changed', () => (changedMs = performance.now()))
  return { areNow: () => performance.now() - changedMs < EDITED_WITHIN_MS, close }
}

/** Builds it, and from now on the readings of every open journey are kept true. The engine starts when there is something to count. */
export function createAnalytics(needs: Needs): Analytics {
  const { database, rooms, dataFolder, engineMemoryMb, sealer, pullHosts, logger } = needs
  const engine = createLazyEngine({
    dataFolder,
    memoryMb: engineMemoryMb,
    jobModules: [DATASET_JOBS],
    onRestart: (exit) => logger.error({ exit }, 'the analytical engine ended and is started again'),
  })
  const edits = watchEdits(rooms)
  const datasets = createDatasets({ database, engine, dataFolder, logger, isEdited: edits.areNow })
  const sources = createSources({ database, datasets, sealer, logger })
  const pulls = createPulls({ database, datasets, guard: createAddressGuard(pullHosts), sealer, logger })
  const metrics = createMetrics({
    engine,
    datasets,
    rooms,
    logger,
    mayHaveBindings: (journeyId) => mayHaveBindings(database, journeyId),
    segmentFor: (journeyId, segmentId) => createSegments(database).findFor(journeyId, segmentId),
    namedFor: (journeyId) => createNamedMetrics(database).listFor(journeyId),
    datasetsFor: (journeyId, datasetIds) => datasetsBeside(database, journeyId, datasetIds),
  })
  return {
    datasets,
    sources,
    pulls,
    metrics,
    copyTo: (file) => engine.copyTo(file),
    async close() {
      edits.close()
      await metrics.close()
      // Imports that it waits for end with the datasets.
      await Promise.all([pulls.close(), datasets.close()])
      await sources.close()
      await engine.close()
    },
  }
}
