import { useEffect, useRef } from 'react'
import type { CanvasCore } from './canvas-context.ts'
import type { ViewState } from './view.ts'
import { openingViewport } from './viewport-moves.ts'

/** Shows the beginning of the journey as soon as the canvas has a size and the journey is there: it may come over the network. */
export function useOpening(core: CanvasCore): void {
  const left = useRef<ViewState | null>(null)
  useEffect(() => {
    const { view, scene } = core
    // Back from another view of the journey: React Flow starts anew, one's place does not.
    const back = left.current
    if (back) view.moveTo({ x: back.x, y: back.y, zoom: back.zoom })
    const leave = (): void => {
      left.current = view.get()
    }
    if (back) return leave
    let openedWidth = 0
    let isOpened = false
    const stops = new Set<() => void>()
    const end = (): void => {
      for (const stop of stops) stop()
      stops.clear()
    }
    const open = (): void => {
      openedWidth = view.get().width
      if (openedWidth === 0) return
      view.moveTo(openingViewport(core))
      const { columns, free } = scene.get()
      if (columns.length === 0 && free.length === 0) return
      isOpened = true
      end()
    }
    stops.add(
      view.subscribe(({ width }) => {
        if (width !== openedWidth) open()
      }),
    )
    stops.add(scene.subscribe(open))
    open()
    return () => {
      end()
      // Where an empty canvas stood before the journey came (another editor took over meanwhile) is no place to come back to.
      if (isOpened) leave()
    }
  }, [core])
}
