import { scaledRect } from '#shared/layout/resize-rect.ts'
import type { Rect } from '#shared/layout/rect.ts'
import type { Card } from '#shared/model/records/card.ts'

/** A resize under way: what lay in one rectangle is scaled into the other. */
export interface Resizing {
  readonly from: Rect
  readonly to: Rect
  /** Of a line one end of which is dragged: where its ends are meanwhile. */
  readonly ink?: Card['ink']
}

/** How far a dragged card is from its stored place, in journey pixels. */
export interface DragOffset {
  readonly dx: number
  readonly dy: number
  /** Someone else drags it: its moves arrive now and then, and are eased. */
  readonly isOther: boolean
  /** That person's presence colour. */
  readonly color: number
  /** It is being resized instead of moved. */
  readonly resize?: Resizing
}

/** Where a card is drawn that lies at `rect` and may be dragged or resized. */
export function movedRect(rect: Rect, offset: DragOffset | undefined): Rect {
  if (!offset) return rect
  if (offset.resize) return scaledRect(rect, offset.resize.from, offset.resize.to)
  return { ...rect, x: rect.x + offset.dx, y: rect.y + offset.dy }
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
  /** The same for cards that are being resized together. */
  readonly resize: (who: string, cardIds: readonly string[], resize: Resizing, color?: number) => void
  readonly clear: (who: string) => void
  /** Called with each move of a drag, and whose it is. */
  readonly subscribe: (listener: (who: string) => void) => () => void
  /** Called only when this card has moved: all that is mounted may listen, and a move costs what is moved. */
  readonly subscribeCard: (cardId: string, listener: () => void) => () => void
  /** Called only when other cards are dragged than before. */
  readonly subscribeIds: (listener: () => void) => () => void
}

export const SELF = 'self'

export function createDragOffsets(): DragOffsets {
  const byWho = new Map<string, ReadonlyMap<string, DragOffset>>()
  const listeners = new Set<(who: string) => void>()
  const idsListeners = new Set<() => void>()
  const cardListeners = new Map<string, Set<() => void>>()
  const subscribeTo = <Listener>(set: Set<Listener>, listener: Listener) => {
    set.add(listener)
    return () => void set.delete(listener)
  }
  const put = (who: string, cardIds: readonly string[], offset: DragOffset | undefined): void => {
    const before = byWho.get(who)
    if (offset) byWho.set(who, new Map(cardIds.map((id) => [id, offset])))
    else if (!byWho.delete(who)) return
    const touched = new Set([...(before?.keys() ?? []), ...cardIds])
    for (const id of touched) for (const listener of cardListeners.get(id) ?? []) listener()
    const isOthers = !before || before.size !== cardIds.length || touched.size !== before.size
    if (isOthers) for (const listener of idsListeners) listener()
    for (const listener of listeners) listener(who)
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
    set: (who, cardIds, dx, dy, color = 0) => put(who, cardIds, { dx, dy, isOther: who !== SELF, color }),
    resize: (who, cardIds, resize, color = 0) =>
      put(who, cardIds, { dx: 0, dy: 0, isOther: who !== SELF, color, resize }),
    clear: (who) => put(who, [], undefined),
    subscribe: (listener) => subscribeTo(listeners, listener),
    subscribeIds: (listener) => subscribeTo(idsListeners, listener),
    subscribeCard: (cardId, listener) => {
      const known = cardListeners.get(cardId) ?? new Set()
      cardListeners.set(cardId, known)
      known.add(listener)
      return () => {
        known.delete(listener)
        if (known.size === 0 && cardListeners.get(cardId) === known) cardListeners.delete(cardId)
      }
    },
  }
}
