import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { startHonestPair, type HonestPair } from './sync-honest-pairs.ts'
import type { JunkOrder, JunkReport } from './sync-junk-process.ts'
import type { NodeAnswer, NodeProcess } from './sync-nodes.ts'
import { joinRaw } from './sync-raw-client.ts'

/** Journeys with honest people that the hostile know of, and others. */
const ATTACKED = ['attacked-1', 'attacked-2']
const SPARED = ['spared-1', 'spared-2']
/** The hostile also have journeys for themselves. */
const THEIRS = ['theirs-1', 'theirs-2', 'theirs-3']

interface Attack extends Omit<JunkOrder, 'port' | 'journeyIds'> {
  /** How long honest people are measured alone. */
  readonly calmMs: number
  /** How long the server is left alone before its memory is looked at. */
  readonly quietMs: number
  /** Frames that are sent before the server's memory is looked at for the first time, so that it is one that has worked. */
  readonly warmUpFrames: number
}

/** Milliseconds from an honest edit to the other's document. */
type Latencies = readonly number[]

export interface AttackReport {
  readonly junk: JunkReport
  readonly attacked: { readonly before: Latencies; readonly during: Latencies; readonly disconnects: number }
  readonly spared: { readonly before: Latencies; readonly during: Latencies; readonly disconnects: number }
  /** The server with nobody there: after honest visitors only, after the warm-up, after everything. Garbage collected if it lets us. */
  readonly fresh: NodeAnswer
  readonly before: NodeAnswer
  readonly after: NodeAnswer
  /** As `after`, before garbage was collected. */
  readonly uncollected: NodeAnswer
}

/**
 * Honest pairs write in four journeys; then hostile connections write junk, to two of those journeys among others; then everybody goes.
 * Rejects when the server ends, an honest edit is lost, replicas differ, or a journey does not open any more.
 */
export async function runAttack(node: NodeProcess, attack: Attack): Promise<AttackReport> {
  const { calmMs, quietMs, warmUpFrames, ...order } = attack
  const send = (frames: number) => () =>
    sendJunk({ ...order, frames, port: node.port, journeyIds: [...ATTACKED, ...THEIRS] })
  await visit(node, calmMs, () => delay(calmMs))
  await empty(node, quietMs)
  const fresh = await node.figures({ wantsGarbageCollected: true })
  await visit(node, calmMs, send(warmUpFrames))
  await empty(node, quietMs)
  const before = await node.figures({ wantsGarbageCollected: true })
  const { calm, busy, value: junk } = await visit(node, calmMs, send(order.frames))
  await empty(node, quietMs)
  const uncollected = await node.figures()
  const after = await node.figures({ wantsGarbageCollected: true })
  for (const id of [...ATTACKED, ...SPARED, ...THEIRS]) await opens(node, id)
  const of = (journeyIds: readonly string[]) => {
    const isOf = ({ journeyId }: { readonly journeyId: string }): boolean => journeyIds.includes(journeyId)
    return {
      before: calm.filter(isOf).flatMap(({ latencies }) => latencies),
      during: busy.filter(isOf).flatMap(({ latencies }) => latencies),
      disconnects: busy.filter(isOf).reduce((sum, { disconnects }) => sum + disconnects, 0),
    }
  }
  return { junk, attacked: of(ATTACKED), spared: of(SPARED), fresh, before, uncollected, after }
}

/** Whatever the hostile left in its log, a journey can be opened again. */
async function opens(node: NodeProcess, journeyId: string): Promise<void> {
  const reader = await joinRaw(`${node.url}/${journeyId}?as=reader&role=viewer`)
  reader.close()
}

async function visit<Value>(node: NodeProcess, calmMs: number, meanwhile: () => Promise<Value>) {
  const pairs = await Promise.all([...ATTACKED, ...SPARED].map((id) => startHonestPair(node.url, id)))
  try {
    await delay(calmMs)
    const calm = pairs.map(figuresOf)
    const value = await Promise.race([
      meanwhile(),
      node.exited.then(({ code, signal }) => {
        throw new Error(`The server ended with ${code ?? signal}.`)
      }),
    ])
    const busy = pairs.map(figuresOf)
    for (const pair of pairs) await pair.settle()
    return { calm, busy, value }
  } finally {
    for (const pair of pairs) pair.close()
  }
}

const figuresOf = (pair: HonestPair) => ({
  journeyId: pair.journeyId,
  latencies: pair.takeLatencies(),
  disconnects: pair.disconnects(),
})

async function sendJunk(order: JunkOrder): Promise<JunkReport> {
  const script = path.join(import.meta.dirname, 'sync-junk-process.ts')
  const child = spawn(process.execPath, [script, JSON.stringify(order)], { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.on('data', (data: Buffer) => (text += data.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new Error(`The hostile process ended with ${code}.`)
  return JSON.parse(text) as JunkReport
}

const LONGEST_EMPTYING_MS = 90_000

/** Waits until nobody is connected and no journey is in memory, then leaves the server alone. */
async function empty(node: NodeProcess, quietMs: number): Promise<void> {
  const deadline = Date.now() + LONGEST_EMPTYING_MS
  for (;;) {
    const { rooms, connections } = await node.figures()
    if (rooms === 0 && connections === 0) break
    if (Date.now() > deadline) throw new Error(`${rooms} rooms and ${connections} connections are left`)
    await delay(100)
  }
  await delay(quietMs)
}
