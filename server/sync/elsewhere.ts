import type { Doorbell } from '#server/cluster/doorbell.ts'
import { SECOND_MS } from '#shared/lib/time.ts'

/** How often a node says which journeys are open on it, and after which silence it has none. */
const TELL_MS = 5 * SECOND_MS
const FORGET_MS = 3 * TELL_MS
/** Others need not hear of each change: who listens looks at the journey anew anyway. */
const CHANGED_PAUSE_MS = 150

/** What happens on the other nodes, as far as this one has heard. */
export interface Elsewhere {
  openJourneyIds(): Iterable<string>
  isOpen(journeyId: string): boolean
  opened(journeyId: string): void
  changed(journeyId: string): void
  close(): void
}

interface Needs {
  readonly doorbell: Doorbell
  /** Journeys with a connection on this node. */
  readonly openHere: () => readonly string[]
  readonly heard: (event: 'opened' | 'changed', journeyId: string) => void
}

export function createElsewhere({ doorbell, openHere, heard }: Needs): Elsewhere {
  const nodes = new Map<string, { heardAt: number; readonly journeyIds: Set<string> }>()
  const pausing = new Map<string, NodeJS.Timeout>()

  const stopHearing = doorbell.onNotice((notice, nodeId) => {
    if (notice.kind === 'rights-changed') return
    const node = nodes.get(nodeId) ?? { heardAt: 0, journeyIds: new Set<string>() }
    nodes.set(nodeId, node)
    node.heardAt = Date.now()
    if (notice.kind === 'open-journeys') {
      node.journeyIds.clear()
      for (const id of notice.journeyIds) node.journeyIds.add(id)
      return
    }
    if (notice.kind === 'opened') node.journeyIds.add(notice.journeyId)
    heard(notice.kind, notice.journeyId)
  })

  const tell = (): void => doorbell.notify({ kind: 'open-journeys', journeyIds: openHere() })
  const telling = setInterval(() => {
    tell()
    for (const [nodeId, { heardAt }] of nodes) if (Date.now() - heardAt > FORGET_MS) nodes.delete(nodeId)
  }, TELL_MS)
  telling.unref()
  const stopMissing = doorbell.onMissed(tell)

  return {
    *openJourneyIds() {
      for (const { journeyIds } of nodes.values()) yield* journeyIds
    },
    isOpen: (journeyId) => [...nodes.values()].some(({ journeyIds }) => journeyIds.has(journeyId)),
    opened: (journeyId) => doorbell.notify({ kind: 'opened', journeyId }),
    changed(journeyId) {
      if (pausing.has(journeyId)) return
      const timer = setTimeout(() => {
        pausing.delete(journeyId)
        doorbell.notify({ kind: 'changed', journeyId })
      }, CHANGED_PAUSE_MS)
      timer.unref()
      pausing.set(journeyId, timer)
    },
    close() {
      clearInterval(telling)
      for (const timer of pausing.values()) clearTimeout(timer)
      stopHearing()
      stopMissing()
    },
  }
}

/** For a node that is alone. */
export const NOWHERE: Elsewhere = {
  openJourneyIds: () => [],
  isOpen: () => false,
  opened: () => undefined,
  changed: () => undefined,
  close: () => undefined,
}
