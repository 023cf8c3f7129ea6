import { setTimeout as delay } from 'node:timers/promises'
import type * as Yjs from 'yjs'
import { rounded } from '../bench.ts'
import { loadHarnessModules } from './harness-modules.ts'

/** What the load generator is told, as JSON in its one argument. It prints one line of JSON with what it measured. */
export interface LoadOrder {
  readonly harnessFolder: string
  readonly token: string
  readonly nodes: readonly { readonly url: string; readonly pid: number }[]
  readonly journeyIds: readonly string[]
  /** `by-journey`: everyone in a journey is on one node. `mixed`: half of its people on each. */
  readonly layout: 'by-journey' | 'mixed'
  readonly seconds: number
  /** Edits/s of each writer; `null`: raised until the servers fall behind. */
  readonly editsPerSecond: number | null
}

const CLIENTS_PER_JOURNEY = 8
const WRITERS_PER_JOURNEY = 2
const CARDS = 40
const TICK_MS = 2
const WARM_UP_MS = 1_500
const DRAIN_MS = 5_000
const JOIN_TIMEOUT_MS = 60_000
/** Joining is not what is measured: so many journeys at a time. */
const JOURNEYS_AT_ONCE = 10
/** A rate is held when its p99 stays below this, as in the harness' own saturation. */
const LONGEST_P99_MS = 250
const RATE_STEP = 1.3
const FIRST_RATE = 5

const order = JSON.parse(process.argv[2] ?? '') as LoadOrder
const { clients, stats, servers, Y } = await loadHarnessModules(order.harnessFolder)
const tracker = new stats.Tracker(order.journeyIds.length * WRITERS_PER_JOURNEY)

interface Reader {
  readonly last: Int32Array
  /** The writers whose edits it has to get. */
  readonly writers: readonly number[]
}
const readers: Reader[] = []
const sentBy: number[] = []
const writerDocs: Yjs.Doc[] = []

const nodeOf = (journey: number, client: number) =>
  order.nodes[(order.layout === 'mixed' ? journey + client : journey) % order.nodes.length]

function join(journey: number, client: number) {
  const node = nodeOf(journey, client)
  if (node === undefined) throw new Error('no node to connect to')
  const target = {
    protocol: 'y-websocket' as const,
    headers: { Authorization: `Bearer ${order.token}` },
    url: (room: string) => `${node.url.replace('http', 'ws')}/sync/${room}`,
  }
  const first = journey * WRITERS_PER_JOURNEY
  const own = client < WRITERS_PER_JOURNEY ? first + client : -1
  const writers = Array.from({ length: WRITERS_PER_JOURNEY }, (_, index) => first + index).filter((one) => one !== own)
  const last = tracker.receiver()
  readers.push({ last, writers })
  const onData = (bytes: Buffer) => {
    const now = performance.now()
    stats.scanMarkers(bytes, (writer, seq) => {
      if (writer !== own) tracker.seen(last, writer, seq, now)
    })
  }
  const doc = own === -1 ? undefined : new Y.Doc()
  const tap = clients.joinTap(target, order.journeyIds[journey] ?? '', { onData, ...(doc && { doc }) })
  if (doc !== undefined) {
    writerDocs[own] = doc
    sentBy[own] = 0
    doc.on('update', (update: Uint8Array) => tap.send(tap.wire.update(update)))
  }
  return tap
}

async function until(what: string, holds: () => boolean, timeoutMs: number): Promise<boolean> {
  const end = performance.now() + timeoutMs
  while (!holds()) {
    if (performance.now() > end) {
      console.error(`gave up waiting: ${what}`)
      return false
    }
    await delay(5)
  }
  return true
}

function edit(writer: number): void {
  const doc = writerDocs[writer]
  if (doc === undefined) return
  const seq = tracker.send(writer)
  sentBy[writer] = seq + 1
  doc.transact(() => {
    const key = `c${writer}-${seq % CARDS}`
    const cards = doc.getMap<Yjs.Map<unknown>>('cards')
    const card = cards.get(key) ?? cards.set(key, new Y.Map())
    card.set('x', (seq * 7) % 4_000)
    card.set('y', (seq * 13) % 4_000)
    card.set('t', stats.marker(writer, seq))
  })
}

function write(editsPerSecond: number): () => void {
  const startedAt = performance.now()
  const done = writerDocs.map((_, writer) => -writer / writerDocs.length)
  const timer = setInterval(() => {
    const due = ((performance.now() - startedAt) / 1_000) * editsPerSecond
    for (let writer = 0; writer < done.length; writer++) {
      for (; (done[writer] ?? due) + 1 <= due; done[writer] = (done[writer] ?? due) + 1) edit(writer)
    }
  }, TICK_MS)
  return () => clearInterval(timer)
}

const haveAll = () => readers.every(({ last, writers }) => writers.every((one) => last[one] === (sentBy[one] ?? 0) - 1))

const processes = order.nodes.map(({ pid }) => new servers.ServerUnderTest({}, { pid, dataDir: '' }))
const allNodes = {
  sample() {
    const samples = processes.map((one) => one.sample())
    const sum = (of: (sample: (typeof samples)[number]) => number) => samples.reduce((total, one) => total + of(one), 0)
    return {
      at: performance.now(),
      cpu: sum(({ cpu }) => cpu),
      rss: sum(({ rss }) => rss),
      peak: sum(({ peak }) => peak),
    }
  },
}

async function measure(editsPerSecond: number) {
  const stop = write(editsPerSecond)
  await delay(WARM_UP_MS)
  tracker.open()
  const mark = servers.cpuMark(allNodes)
  await delay(order.seconds * 1_000)
  tracker.close()
  const cpu = servers.cpuSince(allNodes, mark)
  stop()
  const isComplete = await until('everyone has everything', haveAll, DRAIN_MS)
  const { quiet: _, other_cpu_pct: besideNodes, ...fields } = cpu.fields
  const sent = tracker.sentInWindow()
  return {
    edits_per_s: rounded(sent / order.seconds, 0),
    delivered_per_s: rounded(tracker.hist.n / order.seconds, 0),
    delivered_pct: rounded((100 * tracker.hist.n) / (sent * (CLIENTS_PER_JOURNEY - 1)), 2),
    p50_ms: tracker.hist.p(0.5),
    p99_ms: tracker.hist.p(0.99),
    server_cpu_s_per_1k: rounded((cpu.serverCpuS / tracker.hist.n) * 1_000, 5),
    ...fields,
    // PostgreSQL, Redis and whatever else runs on the machine.
    beside_nodes_cpu_pct: besideNodes,
    complete: isComplete,
  }
}

const taps: ReturnType<typeof join>[] = []
for (let from = 0; from < order.journeyIds.length; from += JOURNEYS_AT_ONCE) {
  const some = order.journeyIds
    .slice(from, from + JOURNEYS_AT_ONCE)
    .flatMap((_, index) => Array.from({ length: CLIENTS_PER_JOURNEY }, (_, client) => join(from + index, client)))
  taps.push(...some)
  const areIn = await until('clients joined', () => some.every(({ synced }) => synced), JOIN_TIMEOUT_MS)
  if (!areIn) throw some.find(({ error }) => error !== undefined)?.error ?? new Error('some clients could not join')
}

if (order.editsPerSecond === null) {
  let best: Awaited<ReturnType<typeof measure>> | null = null
  for (let rate = FIRST_RATE; ; rate *= RATE_STEP) {
    const step = await measure(rate)
    if (!step.complete || step.delivered_pct < 99 || (step.p99_ms ?? Infinity) > LONGEST_P99_MS) break
    best = step
  }
  console.log(JSON.stringify({ ...best, max_delivered_per_s: best?.delivered_per_s }))
} else console.log(JSON.stringify(await measure(order.editsPerSecond)))
for (const tap of taps) tap.destroy()
process.exit(0)
