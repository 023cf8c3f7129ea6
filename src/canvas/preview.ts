import { cardRect } from '#shared/layout/find.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import type { Point } from '#shared/layout/rect.ts'
import type { CardId } from '#shared/model/records/card.ts'

/** The journey as it would be laid out if what is dragged were let go now. */
export interface Preview {
  /** What it was made from: it counts only as long as the journey is still that. */
  readonly base: JourneyLayout
  readonly layout: JourneyLayout
}

/**
 * While something is dragged, the rest makes room for it: the ground paints this layout, mounted cards and titles slide to where it
 * has them. Never in the journey and never in React; it changes when the landing place does, not with every move of the pointer.
 */
export interface PreviewStore {
  readonly get: () => Preview | null
  readonly set: (preview: Preview | null) => void
  /** How far a card has to step aside; `undefined`: not at all. */
  readonly offsetOf: (cardId: string) => Point | undefined
  readonly subscribe: (listener: () => void) => () => void
}

export function createPreview(): PreviewStore {
  let now: Preview | null = null
  const listeners = new Set<() => void>()
  return {
    get: () => now,
    set: (preview) => {
      if (preview === null && now === null) return
      now = preview
      for (const listener of listeners) listener()
    },
    offsetOf: (cardId) => {
      if (now === null || staysAt(now, cardId as CardId)) return undefined
      const from = cardRect(now.base, cardId as CardId)
      const to = cardRect(now.layout, cardId as CardId)
      if (!from || !to || (from.x === to.x && from.y === to.y)) return undefined
      return { x: to.x - from.x, y: to.y - from.y }
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Told by its cell alone: all mounted cards are asked, and nearly all of them stay. */
function staysAt({ base, layout }: Preview, cardId: CardId): boolean {
  const place = base.snapshot.cards.get(cardId)?.place
  if (place !== layout.snapshot.cards.get(cardId)?.place) return false
  if (place?.kind !== 'cell') return true
  const { stepId, laneId } = place
  return (
    base.columnOfStep.get(stepId)?.x === layout.columnOfStep.get(stepId)?.x &&
    base.rowOfLane.get(laneId)?.y === layout.rowOfLane.get(laneId)?.y &&
    base.cells.get(laneId)?.get(stepId) === layout.cells.get(laneId)?.get(stepId)
  )
}
