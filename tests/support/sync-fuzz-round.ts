import { setTimeout as delay } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import * as Y from 'yjs'
import { ALL_ROOTS } from '#shared/model/read-snapshot.ts'
import type { Fleet, Happening } from './sync-fleet.ts'
import { claimsOf, createFuzzPeer, type Claim, type FuzzPeer } from './sync-fuzz-peer.ts'
import type { Random } from './sync-random.ts'

/** What happened in a round, to know what the fuzz reaches. */
export interface RoundReport {
  readonly happenings: Readonly<Record<string, number>>
  /** Marked changes made, called saved, told to others. */
  readonly made: number
  readonly saved: number
  readonly told: number
  /** How often promises were held against the log. */
  readonly checks: number
  readonly settledMs: number
}

const JOURNEYS = 2
const PEERS = 3
const STEPS = 150
const LONGEST_PAUSE_MS = 8
const LONGEST_SETTLING_MS = 30_000
/** Most waits for the others are short. */
const LOOK_EVERY_MS = 15

/**
 * Three people in each of two journeys do anything while anything happens to the fleet. Meanwhile all that was called saved or told to
 * others is held against the log; at the end all is healed, and everyone, the log and newcomers on every node hold the same. Throws what
 * was lost, or who differs.
 */
export async function playRound(fleet: Fleet, random: Random, round: number): Promise<RoundReport> {
  const counts: Record<string, number> = {}
  const bag = fleet.happenings.flatMap((one) => Array.from({ length: Math.ceil(one.weight * 2) }, () => one))
  const journeyIds = Array.from({ length: JOURNEYS }, (_, index) => `round-${round}-${index}-${random.seed}`)
  const peers = journeyIds.flatMap((id) =>
    Array.from({ length: PEERS }, (_, index) => createFuzzPeer(random.pick(fleet.urls), id, `p${index}`)),
  )
  let checks = 0
  const check = async (): Promise<void> => {
    for (const id of journeyIds) if (await keepsPromises(fleet, id, peers)) checks++
  }
  const happen = async (one: Happening): Promise<void> => {
    counts[one.name] = (counts[one.name] ?? 0) + 1
    await one.happen(random)
  }
  try {
    for (let step = 0; step < STEPS; step++) {
      const dice = random.below(100)
      if (dice < 80) random.pick(peers).edit(random)
      else if (dice < 95) trouble(random.pick(peers), fleet, random)
      else if (dice < 98) await happen(random.pick(bag))
      else await check()
      if (random.below(3) === 0) await delay(random.below(LONGEST_PAUSE_MS))
    }
    await fleet.heal()
    for (const peer of peers) peer.comeBack()
    const healedAt = performance.now()
    for (const id of journeyIds)
      await settle(
        fleet,
        id,
        peers.filter(({ journeyId }) => journeyId === id),
      )
    const settledMs = performance.now() - healedAt
    await check()
    return {
      happenings: counts,
      made: peers.reduce((sum, peer) => sum + peer.made(), 0),
      saved: peers.reduce((sum, peer) => sum + peer.saved().length, 0),
      told: peers.reduce((sum, peer) => sum + peer.told().length, 0),
      checks,
      settledMs,
    }
  } finally {
    for (const peer of peers) peer.close()
  }
}

function trouble(peer: FuzzPeer, fleet: Fleet, random: Random): void {
  switch (random.below(5)) {
    case 0:
      return peer.goOffline()
    case 1:
      return peer.breakOff()
    case 2:
      return peer.moveTo(random.pick(fleet.urls))
    default:
      return peer.comeBack()
  }
}

/** Whether the log could be asked. Throws when something that was promised is not in it. */
async function keepsPromises(fleet: Fleet, journeyId: string, peers: readonly FuzzPeer[]): Promise<boolean> {
  const here = peers.filter((peer) => peer.journeyId === journeyId)
  // Before the log is read: what is promised later need not be in it.
  const promised: (readonly [Claim, string])[] = here.flatMap((peer) => [
    ...peer.saved().map((claim) => [claim, `called saved to ${peer.name}`] as const),
    ...peer.told().map((claim) => [claim, `told to ${peer.name}`] as const),
  ])
  const doc = await fleet.readLog(journeyId)
  if (doc === null) return false
  const kept = claimsOf(doc)
  const lost = promised.filter(([claim]) => !kept.has(claim)).map(([claim, how]) => `${claim} (${how})`)
  const waiting = doc.store.pendingStructs === null ? '' : ', where something waits for what is missing'
  if (lost.length > 0) throw new Error(`Not in the log of ${journeyId}${waiting}: ${lost.join(', ')}`)
  return true
}

/** Waits until everyone in the journey, the log and a newcomer on each node hold the same. */
async function settle(fleet: Fleet, journeyId: string, peers: readonly FuzzPeer[]): Promise<void> {
  const deadline = Date.now() + LONGEST_SETTLING_MS
  const newcomers = fleet.urls.map((url, index) => createFuzzPeer(url, journeyId, `late${index}`))
  const everyone = [...peers, ...newcomers]
  try {
    for (;;) {
      const areIn = everyone.every(({ provider }) => provider.synced)
      const difference = areIn ? differenceOf(everyone) : 'not everyone is connected'
      if (difference === null) {
        const log = await fleet.readLog(journeyId)
        if (log !== null && isEqual(log, peers[0]?.doc ?? log)) return
      }
      if (Date.now() > deadline) throw new Error(await describe(fleet, journeyId, everyone, difference))
      await delay(LOOK_EVERY_MS)
    }
  } finally {
    for (const newcomer of newcomers) newcomer.close()
  }
}

function differenceOf(peers: readonly FuzzPeer[]): string | null {
  const [first, ...others] = peers
  const other = others.find(({ doc }) => first !== undefined && !isEqual(doc, first.doc))
  return first === undefined || other === undefined ? null : `${first.name} and ${other.name} differ`
}

function isEqual(one: Y.Doc, other: Y.Doc): boolean {
  if (one.store.pendingStructs !== null || other.store.pendingStructs !== null) return false
  if (!isDeepStrictEqual(stateVectorOf(one), stateVectorOf(other))) return false
  return isDeepStrictEqual(contentOf(one), contentOf(other))
}

const stateVectorOf = (doc: Y.Doc): Map<number, number> => Y.decodeStateVector(Y.encodeStateVector(doc))
const contentOf = (doc: Y.Doc): unknown => [
  ...[...ALL_ROOTS, 'raw', 'claims'].map((root) => doc.getMap(root).toJSON()),
  doc.getText('text').toString(),
]

async function describe(
  fleet: Fleet,
  journeyId: string,
  peers: readonly FuzzPeer[],
  difference: string | null,
): Promise<string> {
  const log = await fleet.readLog(journeyId)
  const sizes = peers.map(({ name, doc, provider }) => {
    const pending = doc.store.pendingStructs === null ? '' : ' pending'
    return `${name} at ${provider.serverUrl} synced=${provider.synced} claims=${claimsOf(doc).size}${pending} ${vectorText(doc)}`
  })
  return [
    `${journeyId} did not settle: ${difference ?? 'the log differs'}`,
    `log claims=${log === null ? 'away' : `${claimsOf(log).size} ${vectorText(log)}`}`,
    ...sizes,
  ].join('\n  ')
}

const vectorText = (doc: Y.Doc): string =>
  [...stateVectorOf(doc)]
    .sort(([a], [b]) => a - b)
    .map(([client, clock]) => `${client}:${clock}`)
    .join(' ')
