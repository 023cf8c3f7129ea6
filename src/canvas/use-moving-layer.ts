import { useEffect } from 'react'
import type { CanvasCore } from './canvas-context.ts'

/** Longer than between two turns of a wheel. */
const REST_MS = 300

/** What is shifted and stretched as it is: the mounted cards, and the bands of titles with what lies in them. */
const LAYERS = '.react-flow__viewport, .top-band, .top-strip, .lane-band, .lane-strip, .band-corner'

/** What was told to change is painted at its own size and shrunk when it is shown smaller: letters would be blurred. */
const SHARP_ZOOM = 1

/**
 * While the view moves, the browser keeps the mounted cards and the titles as pictures that it only shifts and scales, instead of painting
 * them again each frame. At rest it paints them sharply at their size, which it does not do for what it was told will change. At 100 %, where
 * the pictures are as sharp, they stay for the next pan, since to make them takes a frame or two; but not while one types or drags, when they
 * would be put together anew with each letter and each move.
 */
export function useMovingLayer({ view, root, editor, state }: CanvasCore): void {
  useEffect(() => {
    let rest: ReturnType<typeof setTimeout> | undefined
    let layers: readonly HTMLElement[] = []
    /** The zoom at which the pictures were made. */
    let begunAt = 0
    const settle = (): void => {
      clearTimeout(rest)
      for (const { style } of layers) style.willChange = ''
      layers = []
    }
    const isInUse = (): boolean => {
      const { dragging, draggedTitleId } = state.getState()
      return dragging !== null || draggedTitleId !== null || editor.selection.getState().editingId !== null
    }
    let wasInUse = false
    const settleWhenUsed = (): void => {
      const before = wasInUse
      wasInUse = isInUse()
      // When it begins, not whenever it goes on: what is dragged beyond the edge moves the view with it.
      if (wasInUse && !before) settle()
    }
    const atRest = (): void => {
      const areSharp = view.get().zoom === SHARP_ZOOM && begunAt === SHARP_ZOOM
      if (!areSharp || isInUse() || layers.some(({ isConnected }) => !isConnected)) settle()
    }
    const stops = [
      view.subscribe(() => {
        if (layers.length === 0) {
          layers = [...(root()?.querySelectorAll<HTMLElement>(LAYERS) ?? [])]
          for (const { style } of layers) style.willChange = 'transform'
          begunAt = view.get().zoom
        }
        clearTimeout(rest)
        rest = setTimeout(atRest, REST_MS)
      }),
      editor.selection.subscribe(settleWhenUsed),
      state.subscribe(settleWhenUsed),
    ]
    return () => {
      for (const stop of stops) stop()
      settle()
    }
  }, [view, root, editor, state])
}
