import { type ReactNode, useLayoutEffect, useRef } from 'react'
import { useCanvas } from '../canvas-context.ts'

/**
 * Lies in journey pixels like the cards, and tells its children by `--unzoom` how to keep their size on screen. While the view zooms they
 * grow and shrink with the cards: to lay them out anew takes longer than a frame.
 */
export function UnscaledLayer({ children }: { readonly children: ReactNode }) {
  const { view } = useCanvas()
  const ref = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    let zoom = 0
    const follow = (): void => {
      const now = view.get()
      if (now.zoom === zoom) return
      zoom = now.zoom
      ref.current?.style.setProperty('--unzoom', String(1 / zoom))
    }
    follow()
    return view.subscribeAtRest(follow)
  }, [view])
  return (
    <div ref={ref} className="unscaled-layer">
      {children}
    </div>
  )
}
