import { useEffect, useMemo, useSyncExternalStore } from 'react'
import type { CanvasCore } from './canvas-context.ts'
import { type CardNode, cardNodes, isFarView, tilesInView } from './card-window.ts'

/** The cards that are mounted now. */
export interface CardWindow {
  readonly get: () => readonly CardNode[]
  /** Whether cards are painted as blocks instead. */
  readonly isFar: () => boolean
  readonly subscribe: (listener: () => void) => () => void
}

interface LiveCardWindow extends CardWindow {
  readonly start: () => () => void
}

const NONE: readonly CardNode[] = []

/** Follows viewport, journey, selection and drags, and changes only when another card comes into the window or changes. */
export function createCardWindow(core: Pick<CanvasCore, 'view' | 'scene' | 'editor' | 'state'>): LiveCardWindow {
  const { view, scene, editor, state } = core
  const listeners = new Set<() => void>()
  let nodes = NONE
  let far = false
  let shown = ''

  const pinned = (): string[] => {
    const { editingId, anchor } = editor.selection.getState()
    const dragging = state.getState().dragging ?? []
    return [...dragging, ...(editingId === null ? [] : [editingId]), ...(anchor === null ? [] : [anchor])]
  }
  const rebuild = (): void => {
    const area = tilesInView(view.get())
    const { editingId } = editor.selection.getState()
    const next = cardNodes(
      scene.get(),
      far ? undefined : area,
      far ? (editingId === null ? [] : [editingId]) : pinned(),
      nodes,
    )
    if (next === nodes) return
    nodes = next
    for (const listener of listeners) listener()
  }
  const look = (): void => {
    const now = view.get()
    if (now.width === 0) return
    const wasFar = far
    far = isFarView(now, scene.get().snapshot.cards.size, far)
    const { x, y, width, height } = tilesInView(now)
    const key = `${far} ${x} ${y} ${width} ${height}`
    if (key === shown) return
    shown = key
    rebuild()
    if (wasFar !== far) for (const listener of listeners) listener()
  }
  return {
    get: () => nodes,
    isFar: () => far,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    start: () => {
      shown = ''
      look()
      const stops = [
        view.subscribe(look),
        scene.subscribe(rebuild),
        editor.selection.subscribe(rebuild),
        state.subscribe((after, before) => {
          if (after.dragging !== before.dragging) rebuild()
        }),
      ]
      return () => {
        for (const stop of stops) stop()
      }
    },
  }
}

/** One window a canvas. */
export function useCardWindow(core: Pick<CanvasCore, 'view' | 'scene' | 'editor' | 'state'>): CardWindow {
  const { view, scene, editor, state } = core
  const cardWindow = useMemo(() => createCardWindow({ view, scene, editor, state }), [view, scene, editor, state])
  useEffect(() => cardWindow.start(), [cardWindow])
  return cardWindow
}

export const useCardNodes = (cardWindow: CardWindow): readonly CardNode[] =>
  useSyncExternalStore(cardWindow.subscribe, cardWindow.get)
