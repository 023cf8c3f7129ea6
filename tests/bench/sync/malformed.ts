import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { runAttack, type AttackReport } from '#tests/support/sync-malformed-run.ts'
import { startNode, type NodeAnswer } from '#tests/support/sync-nodes.ts'
import { percentile, rounded } from '../bench.ts'

/**
 * `node tests/bench/sync/malformed.ts [--frames 1000000] [--rate 3000] [--quiet 60] [--seed 7]`: hostile connections from a process of
 * their own against a server of its own, while honest people work in the same journeys and in others. Ends with 1 when the server ends,
 * something honest is lost, or more memory is held afterwards than the bar allows.
 */
const { values } = parseArgs({
  options: {
    frames: { type: 'string', default: '1000000' },
    rate: { type: 'string', default: '3000' },
    /** Seconds without anybody before memory is looked at. */
    quiet: { type: 'string', default: '60' },
    seed: { type: 'string' },
  },
})
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))
const CONNECTIONS = 40
const CALM_MS = 10_000
const SECOND_MS = 1_000
const MOST_MEMORY = 1.1
/**
 * What is sent before memory is looked at for the first time. The first flood takes the C heap to its high-water mark, from which glibc
 * does not come down again (from 140 to 220 MB here); a leak is what comes on top of it, flood by flood.
 */
const WARM_UP_FRAMES = 60_000
const MB = 1024 * 1024

console.log(`${values.frames} frames, seed ${seed}`)
const dataFolder = await fs.mkdtemp(path.join(os.tmpdir(), 'waymark-malformed-'))
const node = await startNode({ dataFolder, limits: { idleRoomMs: SECOND_MS }, exposesGarbageCollector: true })
try {
  const report = await runAttack(node, {
    seed,
    frames: Number(values.frames),
    warmUpFrames: WARM_UP_FRAMES,
    connections: CONNECTIONS,
    framesPerSecond: Number(values.rate),
    calmMs: CALM_MS,
    quietMs: Number(values.quiet) * SECOND_MS,
  })
  print(report)
  process.exitCode = residentRatio(report) <= MOST_MEMORY ? 0 : 1
} catch (error) {
  console.error('FAILED:', error)
  process.exitCode = 1
} finally {
  await node.end('SIGTERM')
  await fs.rm(dataFolder, { recursive: true, force: true })
}
// Providers leave timers behind.
process.exit(process.exitCode)

function residentRatio({ before, after }: AttackReport): number {
  return after.residentBytes / before.residentBytes
}

function print(report: AttackReport): void {
  const { junk, fresh, before, uncollected, after } = report
  console.log(`sent ${junk.frames} frames on ${junk.connections} connections; ${junk.refused} were not let in`)
  console.log(`the server counted ${JSON.stringify(after.counters)}`)
  for (const [who, figures] of [
    ['in attacked journeys', report.attacked],
    ['in other journeys', report.spared],
  ] as const) {
    console.log(`honest people ${who}: calm ${latencyText(figures.before)}`)
    console.log(`  under attack ${latencyText(figures.during)}; cut off ${figures.disconnects} times`)
  }
  console.log(`resident: fresh ${memoryText(fresh)}, after ${WARM_UP_FRAMES} frames ${memoryText(before)}`)
  console.log(`  after all ${memoryText(uncollected)}, when the collector was asked ${memoryText(after)}`)
  console.log(`  ratio ${rounded(residentRatio(report), 3)} (bar ${MOST_MEMORY})`)
  console.log(`left: ${after.rooms} rooms, ${after.connections} connections, handles ${after.handles.join(' ')}`)
}

function latencyText(latencies: readonly number[]): string {
  const sorted = [...latencies].sort((a, b) => a - b)
  const at = (share: number): number => rounded(percentile(sorted, share))
  return `p50 ${at(0.5)} p99 ${at(0.99)} max ${at(1)} ms (${sorted.length})`
}

function memoryText({ residentBytes, heapBytes }: NodeAnswer): string {
  return `${rounded(residentBytes / MB)} MB (objects ${rounded(heapBytes / MB)} MB)`
}
