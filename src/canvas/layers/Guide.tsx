import { useLayoutEffect, useRef } from 'react'
import { useCanvas, useCanvasState } from '../canvas-context.ts'
import { toScreen, type ViewState } from '../view.ts'

/** The line over the whole canvas where a dragged title would be inserted, or a dragged edge be. */
export function Guide() {
  const { view } = useCanvas()
  const guide = useCanvasState((state) => state.guide)
  const ref = useRef<HTMLDivElement>(null)

  useLayoutEffect(() => {
    const line = ref.current
    if (!guide || !line) return undefined
    const follow = (now: ViewState): void => {
      const { x, y } = toScreen(now, { x: guide.at, y: guide.at })
      line.style.transform = guide.axis === 'x' ? `translateX(${x - 1}px)` : `translateY(${y - 1}px)`
    }
    follow(view.get())
    return view.subscribe(follow)
  }, [guide, view])

  return guide && <div ref={ref} aria-hidden className="guide" data-axis={guide.axis} />
}
