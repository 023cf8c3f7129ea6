import { useEffect, useRef } from 'react'
import { useCanvas } from '../canvas-context.ts'
import { useOverlay } from '../overlay-context.ts'
import { useCanvasPorts } from '../ports.ts'
import type { CardWindow } from '../use-card-nodes.ts'
import { followGround } from './follow-ground.ts'
import { groundPainter } from './paint-ground.ts'
import { createSheet } from './sheet.ts'
import { createStill } from './still.ts'

/** Everything below the mounted cards, painted: the grid, curves, links, and cards that are not mounted. */
export function Ground({ cardWindow }: { readonly cardWindow: CardWindow }) {
  const core = useCanvas()
  const isOverlayOn = useOverlay()
  const { readings } = useCanvasPorts()
  const ref = useRef<HTMLCanvasElement>(null)
  const stillRef = useRef<HTMLCanvasElement>(null)

  useEffect(() => {
    const canvas = ref.current
    const ink = canvas?.getContext('2d')
    const stillCanvas = stillRef.current
    if (!canvas || !ink || !stillCanvas) return undefined
    const paint = groundPainter(core, cardWindow, () => (isOverlayOn ? (readings?.getState() ?? null) : null))
    const sheet = createSheet(canvas, ink, createStill(canvas, stillCanvas), core.view, paint)
    const stop = followGround(core, cardWindow, sheet, readings)
    return () => {
      stop()
      sheet.close()
    }
  }, [core, cardWindow, isOverlayOn, readings])

  return (
    <div aria-hidden className="canvas-ground">
      <canvas ref={ref} />
      <canvas ref={stillRef} style={{ visibility: 'hidden' }} />
    </div>
  )
}
