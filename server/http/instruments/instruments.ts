import { Gauge, Histogram, Registry } from '@prometheus-io/client'
import type { Doorbell } from '#server/cluster/doorbell.ts'
import type { SyncFigures } from '#server/sync/figures.ts'
import { SECOND_MS } from '#shared/lib/time.ts'
import type { LoopLag } from '../loop-lag.ts'
import type { UpgradeGate } from '../upgrade-gate.ts'
import { showProcess } from './process-instruments.ts'
import { showCountersBy, showGauge } from './registry.ts'
import { showSync } from './sync-instruments.ts'

const COMMIT_BUCKETS_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const REQUEST_BUCKETS_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

/** A request that was answered. */
export interface AnsweredRequest {
  /** The pattern of the route, never the address itself: addresses hold ids and tokens. */
  readonly route: string
  readonly method: string
  readonly status: number
  readonly durationMs: number
}

/** What `/metrics` shows. Made first, so that the other parts can tell it what they do. */
export interface Instruments {
  readonly commitTook: (durationMs: number) => void
  readonly answered: (request: AnsweredRequest) => void
  /** From now on the figures of these are shown, too. */
  watch(parts: Watched): void
  /** All figures as Prometheus reads them. */
  read(): Promise<{ readonly contentType: string; readonly text: string }>
}

interface Watched {
  readonly syncFigures: () => SyncFigures
  readonly gate: Pick<UpgradeGate, 'connections' | 'addresses' | 'refused'>
  readonly doorbell: Pick<Doorbell, 'isConnected'>
}

interface Needs {
  readonly version: string
  readonly lag: LoopLag
}

/** Figures in a registry of its own: one process may hold several servers, as tests do. */
export function createInstruments({ version, lag }: Needs): Instruments {
  const registry = new Registry()
  const registers = [registry]
  const commits = new Histogram({
    name: 'waymark_commit_duration_seconds',
    help: 'How long a commit takes until the store says that it is on disk.',
    buckets: COMMIT_BUCKETS_SECONDS,
    registers,
  })
  const requests = new Histogram({
    name: 'waymark_http_request_duration_seconds',
    help: 'How long requests take, by route, method and kind of answer (2xx, 4xx ...).',
    labelNames: ['route', 'method', 'status'],
    buckets: REQUEST_BUCKETS_SECONDS,
    registers,
  })
  new Gauge({
    name: 'waymark_build_info',
    help: 'Always 1; the labels say what runs here.',
    labelNames: ['version', 'node_version'],
    registers,
  }).set({ version, node_version: process.versions.node }, 1)
  showProcess(registry, lag)
  const beforeReading: (() => void)[] = []

  return {
    commitTook: (durationMs) => commits.observe(durationMs / SECOND_MS),
    answered({ route, method, status, durationMs }) {
      const labels = { route, method, status: `${String(Math.trunc(status / 100))}xx` }
      requests.observe(labels, durationMs / SECOND_MS)
    },
    watch({ syncFigures, gate, doorbell }) {
      // Adding them up takes a look at every connection: once for all that show them.
      let latest = syncFigures()
      beforeReading.push(() => (latest = syncFigures()))
      showSync(registry, () => latest)
      const gauge = (name: string, help: string, read: () => number): void => showGauge(registry, { name, help }, read)
      gauge('waymark_sockets', 'Sockets behind the gate, whether on a journey yet or not.', () => gate.connections())
      gauge('waymark_socket_addresses', 'Addresses that those sockets come from.', () => gate.addresses())
      gauge('waymark_doorbell_connected', '1 while rings reach the other nodes (or there are none), else 0.', () =>
        Number(doorbell.isConnected()),
      )
      showCountersBy(
        registry,
        {
          name: 'waymark_upgrades_refused_at_gate_total',
          help: 'Websockets that were refused before anything else was asked, by reason.',
          label: 'reason',
        },
        () => gate.refused,
      )
    },
    async read() {
      for (const look of beforeReading) look()
      return { contentType: registry.contentType, text: await registry.metrics() }
    },
  }
}
