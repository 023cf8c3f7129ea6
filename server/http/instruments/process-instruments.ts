import { readdir, readFile } from 'node:fs/promises'
import { performance } from 'node:perf_hooks'
import { Gauge, Histogram, type Registry } from '@prometheus-io/client'
import { SECOND_MS } from '#shared/lib/time.ts'
import type { LoopLag } from '../loop-lag.ts'
import { showCounter, showGauge } from './registry.ts'

const MICROSECONDS = 1_000_000
const LAG_BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

/**
 * Shows what the process itself takes. Not by the library's own set of such figures, which can not be taken down again and lists every
 * open socket each time somebody reads.
 */
export function showProcess(registry: Registry, lag: LoopLag): void {
  const cpu = (): number => (process.cpuUsage().user + process.cpuUsage().system) / MICROSECONDS
  showCounter(registry, { name: 'waymark_process_cpu_seconds_total', help: 'CPU time of this process.' }, cpu)
  const gauge = (name: string, help: string, read: () => number): void => showGauge(registry, { name, help }, read)
  gauge('waymark_process_resident_memory_bytes', 'Memory that the process takes.', () => process.memoryUsage.rss())
  gauge('waymark_process_heap_used_bytes', 'Memory of JavaScript objects.', () => process.memoryUsage().heapUsed)
  gauge('waymark_process_heap_total_bytes', 'Memory set aside for JavaScript.', () => process.memoryUsage().heapTotal)
  gauge('waymark_process_external_memory_bytes', 'Memory of buffers and such.', () => process.memoryUsage().external)
  gauge(
    'waymark_process_start_time_seconds',
    'When the process started, in seconds since 1970.',
    () => performance.timeOrigin / SECOND_MS,
  )
  showFiles(registry)

  const lags = new Histogram({
    name: 'waymark_event_loop_lag_seconds',
    help: 'How late the process comes to what is due, looked at four times a second.',
    buckets: LAG_BUCKETS_SECONDS,
    registers: [registry],
  })
  lag.onLook((lagMs) => lags.observe(lagMs / SECOND_MS))
  showCounter(
    registry,
    {
      name: 'waymark_event_loop_active_seconds_total',
      help: 'Time that the event loop was at work; its rate is how busy the process is, 1 being all the time.',
    },
    () => performance.eventLoopUtilization().active / SECOND_MS,
  )
}

/** Sockets are files. Shown where the system tells. */
function showFiles(registry: Registry): void {
  if (process.platform !== 'linux') return
  void new Gauge({
    name: 'waymark_process_open_fds',
    help: 'Open files and sockets.',
    registers: [registry],
    async collect() {
      this.set((await readdir('/proc/self/fd')).length)
    },
  })
  void new Gauge({
    name: 'waymark_process_max_fds',
    help: 'How many files and sockets the process may have open.',
    registers: [registry],
    async collect() {
      const limit = /^Max open files +(\d+)/m.exec(await readFile('/proc/self/limits', 'utf8'))?.[1]
      if (limit !== undefined) this.set(Number(limit))
    },
  })
}
