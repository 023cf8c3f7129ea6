import { useEffect, useRef } from 'react'
import { useCanvas } from '../canvas-context.ts'

/** Draws the guides of a drag, straight to elements of its own. */
export function SnapGuides() {
  const { guides } = useCanvas()
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const layer = ref.current
    if (!layer) return undefined
    const draw = (): void => {
      const lines = guides.get().map(({ axis, at, from, to }) => {
        const line = document.createElement('i')
        line.className = 'snap-guide'
        line.dataset['axis'] = axis
        line.style.translate = axis === 'x' ? `${at}px ${from}px` : `${from}px ${at}px`
        line.style.setProperty('--length', `${to - from}px`)
        return line
      })
      layer.replaceChildren(...lines)
    }
    return guides.subscribe(draw)
  }, [guides])
  return <div ref={ref} aria-hidden data-testid="snap-guides" />
}
