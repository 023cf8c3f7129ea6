import type { Doorbell, JourneyRing, NodeNotice } from '#server/cluster/doorbell.ts'
import { decodeNotices, decodeRings, encodeNotices, encodeRings } from '#server/cluster/ring-codec.ts'
import { newId } from '#shared/lib/ids.ts'
import { createRandom } from './sync-random.ts'

/** What happens to rings on their way; each a share of them, 0 to 1. */
export interface Faults {
  drop: number
  repeat: number
  /** These come later than others that were sent after them. */
  delay: number
  /** Up to so much later. */
  delayMs: number
}

/** Doorbells in one process that hear each other, as badly as one likes. */
export interface LinkedDoorbells {
  /** Another node. */
  join(): Doorbell
  /** Changed at will while they ring. */
  readonly faults: Faults
  /** Cuts these nodes off from all others. `silently`: nobody notices, and nobody is told afterwards that rings were missed. */
  cut(nodes: readonly Doorbell[], options?: { readonly silently?: boolean }): void
  /** Everyone hears everyone again. */
  heal(): void
  /** Resolves when nothing is on its way any more. */
  quiet(): Promise<void>
}

interface Member {
  readonly nodeId: string
  readonly rings: Map<string, Set<(ring: JourneyRing, nodeId: string) => void>>
  readonly notices: Set<(notice: NodeNotice, nodeId: string) => void>
  readonly missed: Set<() => void>
  /** Members of one island hear each other. */
  island: number
  noticed: boolean
}

/** Rings go through the bytes that Redis would carry, and arrive in a later turn of the event loop, in order but for the faults. */
export function createLinkedDoorbells(seed = 1): LinkedDoorbells {
  const random = createRandom(seed)
  const faults: Faults = { drop: 0, repeat: 0, delay: 0, delayMs: 20 }
  const members = new Map<string, Member>()
  const onTheWay = new Set<Promise<void>>()
  let islands = 0

  function carry(from: Member, deliver: (to: Member) => void): void {
    for (const to of members.values()) {
      if (to === from || random.next() < faults.drop) continue
      arrive(from, to, deliver)
      if (random.next() < faults.repeat) arrive(from, to, deliver)
    }
  }

  function arrive(from: Member, to: Member, deliver: (to: Member) => void): void {
    const isLate = random.next() < faults.delay
    const lateMs = isLate ? random.next() * faults.delayMs : 0
    const arrival = new Promise<void>((resolve) => {
      if (isLate) setTimeout(resolve, lateMs)
      else setImmediate(resolve)
    }).then(() => {
      onTheWay.delete(arrival)
      if (from.island === to.island && members.has(to.nodeId)) deliver(to)
    })
    onTheWay.add(arrival)
  }

  function join(): Doorbell {
    const member: Member = {
      nodeId: newId<'node'>(),
      rings: new Map(),
      notices: new Set(),
      missed: new Set(),
      island: 0,
      noticed: false,
    }
    const { nodeId } = member
    members.set(nodeId, member)
    return {
      nodeId,
      isConnected: () => !member.noticed,
      ring(journeyId, ring) {
        const message = encodeRings(nodeId, [ring])
        carry(member, (to) => {
          for (const part of decodeRings(message).parts) {
            for (const heard of to.rings.get(journeyId) ?? []) heard(part, nodeId)
          }
        })
      },
      listen(journeyId, heard) {
        const listener = (ring: JourneyRing, from: string): void => heard(ring, from)
        const listeners = member.rings.get(journeyId) ?? new Set()
        member.rings.set(journeyId, listeners.add(listener))
        return () => listeners.delete(listener)
      },
      notify(notice) {
        const message = encodeNotices(nodeId, [notice])
        carry(member, (to) => {
          for (const part of decodeNotices(message).parts) for (const heard of to.notices) heard(part, nodeId)
        })
      },
      onNotice(heard) {
        const listener = (notice: NodeNotice, from: string): void => heard(notice, from)
        member.notices.add(listener)
        return () => member.notices.delete(listener)
      },
      onMissed(listener) {
        const mine = (): void => listener()
        member.missed.add(mine)
        return () => member.missed.delete(mine)
      },
      close() {
        members.delete(nodeId)
        return Promise.resolve()
      },
    }
  }

  return {
    join,
    faults,
    cut(nodes, { silently = false } = {}) {
      islands++
      for (const { nodeId } of nodes) {
        const member = members.get(nodeId)
        if (!member) continue
        member.island = islands
        member.noticed = !silently
      }
    },
    heal() {
      for (const member of members.values()) {
        member.island = 0
        if (!member.noticed) continue
        member.noticed = false
        for (const listener of member.missed) listener()
      }
    },
    async quiet() {
      while (onTheWay.size > 0) await Promise.all(onTheWay)
    },
  }
}
