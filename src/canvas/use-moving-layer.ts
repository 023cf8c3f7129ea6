import { useEffect } from 'react'
import type { CanvasCore } from './canvas-context.ts'

/** Longer than between two turns of a wheel. */
const REST_MS = 300

/** What is shifted and stretched as it is: the mounted cards, and the bands of titles with what lies in them. */
const LAYERS = '.react-flow__viewport, .top-band, .top-strip, .lane-band, .lane-strip, .band-corner'

/**
 * While the view moves, the browser keeps the mounted cards and the titles as pictures that it only shifts and scales, instead of painting
 * them again each frame. At rest it paints them sharply at their size, which it does not do for what it was told will change.
 */
export function useMovingLayer({ view, root }: CanvasCore): void {
  useEffect(() => {
    let rest: ReturnType<typeof setTimeout> | undefined
    let layers: readonly HTMLElement[] = []
    const settle = (): void => {
      for (const { style } of layers) style.willChange = ''
      layers = []
    }
    const stop = view.subscribe(() => {
      if (layers.length === 0) {
        layers = [...(root()?.querySelectorAll<HTMLElement>(LAYERS) ?? [])]
        for (const { style } of layers) style.willChange = 'transform'
      }
      clearTimeout(rest)
      rest = setTimeout(settle, REST_MS)
    })
    return () => {
      stop()
      clearTimeout(rest)
      settle()
    }
  }, [view, root])
}
