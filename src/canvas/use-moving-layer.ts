import { useEffect } from 'react'
import type { CanvasCore } from './canvas-context.ts'

/** Longer than between two turns of a wheel. */
const REST_MS = 300

/**
 * While the view moves, the browser keeps the mounted cards as one picture that it only shifts and scales, instead of painting them again
 * each frame. At rest it paints them sharply at their size.
 */
export function useMovingLayer({ view, root }: CanvasCore): void {
  useEffect(() => {
    let rest: ReturnType<typeof setTimeout> | undefined
    let layer: HTMLElement | null = null
    const settle = (): void => {
      if (layer) layer.style.willChange = ''
      layer = null
    }
    const stop = view.subscribe(() => {
      if (!layer) {
        layer = root()?.querySelector<HTMLElement>('.react-flow__viewport') ?? null
        if (layer) layer.style.willChange = 'transform'
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
