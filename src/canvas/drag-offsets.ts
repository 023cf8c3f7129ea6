/** How far a dragged card is from its stored place, in journey pixels. */
export interface DragOffset {
  readonly dx: number
  readonly dy: number
  /** Someone else drags it: its moves arrive now and then, and are eased. */
  readonly isOther: boolean
  /** That person's presence colour. */
  readonly color: number
}

/**
 * Where dragged cards are meanwhile. Never in the journey and never in React: cards and canvases read it when they draw, so a drag
 * among ten thousand cards costs as much as one among ten.
 */
export interface DragOffsets {
  readonly get: (cardId: string) => DragOffset | undefined
  readonly ids: () => Iterable<string>
  /** Replaces all offsets of one who drags (`self` or a connection). */
  readonly set: (who: string, cardIds: readonly string[], dx: number, dy: number, color?: number) => void
  readonly clear: (who: string) => void
  readonly subscribe: (listener: () => void) => () => void
}

export const SELF = 'self'

export function createDragOffsets(): DragOffsets {
  const byWho = new Map<string, ReadonlyMap<string, DragOffset>>()
  const listeners = new Set<() => void>()
  const tell = (): void => {
    for (const listener of listeners) listener()
  }
  return {
    get: (cardId) => {
      if (byWho.size === 0) return undefined
      const own = byWho.get(SELF)?.get(cardId)
      if (own) return own
      for (const offsets of byWho.values()) {
        const offset = offsets.get(cardId)
        if (offset) return offset
      }
      return undefined
    },
    ids: () => [...byWho.values()].flatMap((offsets) => [...offsets.keys()]),
    set: (who, cardIds, dx, dy, color = 0) => {
      const offset = { dx, dy, isOther: who !== SELF, color }
      byWho.set(who, new Map(cardIds.map((id) => [id, offset])))
      tell()
    },
    clear: (who) => {
      if (byWho.delete(who)) tell()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
