import { useEffect, useRef } from 'react'
import { useCanvas } from '../canvas-context.ts'
import { linkFlows } from '../links/link-flows.ts'
import { linkShapes } from '../links/link-shapes.ts'
import { paintLinks } from '../links/paint-links.ts'
import { useOverlay } from '../overlay-context.ts'
import { focusOf } from '../persona-aside.ts'
import { useCanvasPorts } from '../ports.ts'
import type { CardWindow } from '../use-card-nodes.ts'
import { visibleRect } from '../view.ts'
import { canvasColors, onColorsChanged } from './colors.ts'
import { paintFarCards } from './paint-cards.ts'
import { paintCurves } from './paint-curves.ts'
import { paintDots, paintGrid } from './paint-grid.ts'

/** More pixels than this cost time and show nothing. */
const PIXEL_RATIO_MAX = 2

/** Everything below the mounted cards, on one 2D canvas: the grid, curves and links; from far, the cards too. Painted once a frame. */
export function GroundCanvas({ cardWindow }: { readonly cardWindow: CardWindow }) {
  const { view, scene, state, editor, offsets } = useCanvas()
  const isOverlayOn = useOverlay()
  const ports = useCanvasPorts()
  const { readings, personaFocus } = ports
  const ref = useRef<HTMLCanvasElement>(null)

  useEffect(() => {
    const canvas = ref.current
    const ink = canvas?.getContext('2d', { alpha: true })
    if (!canvas || !ink) return undefined
    let frame = 0
    const paint = (): void => {
      frame = 0
      const now = view.get()
      const ratio = Math.min(PIXEL_RATIO_MAX, window.devicePixelRatio || 1)
      const [width, height] = [Math.round(now.width * ratio), Math.round(now.height * ratio)]
      if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height })
      const colors = canvasColors()
      const layout = scene.get()
      const area = visibleRect(now)
      const selected = editor.selection.getState().ids
      ink.setTransform(ratio, 0, 0, ratio, 0, 0)
      ink.clearRect(0, 0, now.width, now.height)
      paintDots(ink, now, colors)
      ink.setTransform(ratio * now.zoom, 0, 0, ratio * now.zoom, ratio * now.x, ratio * now.y)
      paintGrid(ink, layout, area, now.zoom, colors)
      paintCurves(ink, layout, area, now.zoom, colors, focusOf(ports, layout.snapshot))
      if (cardWindow.isFar()) paintFarCards(ink, { layout, area, zoom: now.zoom, colors, offsets, selected })
      const flows = isOverlayOn ? linkFlows(readings?.getState() ?? null) : null
      const { hoveredLinkId } = state.getState()
      paintLinks(ink, linkShapes(layout, area, offsets), {
        colors,
        zoom: now.zoom,
        selected,
        hoveredId: hoveredLinkId,
        flows,
      })
    }
    const soon = (): void => {
      if (frame === 0) frame = requestAnimationFrame(paint)
    }
    // The viewport changes inside an animation frame or an input event: painting at once keeps the ground and the cards together.
    const atOnce = (): void => {
      cancelAnimationFrame(frame)
      frame = 0
      paint()
    }
    paint()
    const stops = [
      view.subscribe(soon),
      scene.subscribe(soon),
      offsets.subscribe(soon),
      editor.selection.subscribe(soon),
      cardWindow.subscribe(soon),
      onColorsChanged(soon),
      readings?.subscribe(soon) ?? (() => {}),
      personaFocus?.subscribe(soon) ?? (() => {}),
      state.subscribe((after, before) => {
        if (after.hoveredLinkId !== before.hoveredLinkId) soon()
      }),
    ]
    window.addEventListener('resize', atOnce)
    return () => {
      cancelAnimationFrame(frame)
      window.removeEventListener('resize', atOnce)
      for (const stop of stops) stop()
    }
  }, [view, scene, state, editor, offsets, cardWindow, isOverlayOn, readings, personaFocus, ports])

  return <canvas ref={ref} aria-hidden className="canvas-ground" />
}
