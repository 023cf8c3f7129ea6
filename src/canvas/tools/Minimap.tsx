import { laneKindOfCard } from '#shared/drawing/lane-kind-of-card.ts'
import { cardsInRect, contentRect } from '#shared/layout/find.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import type { Rect } from '#shared/layout/rect.ts'
import { type PointerEvent, useEffect, useRef } from 'react'
import type { Editor } from '#src/editor/editor.ts'
import { ASIDE_ALPHA, cardSight, focusOf } from '../card-sight.ts'
import { useCanvas } from '../canvas-context.ts'
import { canvasColors, onColorsChanged } from '../ground/colors.ts'
import { paintCurves } from '../ground/paint-curves.ts'
import { visibleRect } from '../view.ts'

/** As in `styles/tools.css`. */
const PADDING_PX = 6
const SIZE_PX = { width: 184, height: 108 } as const
/** A journey that changes all the time is drawn again at leisure. */
const REPAINT_AFTER_MS = 120

/** How the whole journey lies in the picture. */
function fitted(area: Rect): { readonly scale: number; readonly x: number; readonly y: number } {
  const scale = Math.min(SIZE_PX.width / area.width, SIZE_PX.height / area.height)
  return {
    scale,
    x: (SIZE_PX.width - area.width * scale) / 2 - area.x * scale,
    y: (SIZE_PX.height - area.height * scale) / 2 - area.y * scale,
  }
}

/** The real content, small: click or drag to go there. */
export function Minimap() {
  const { view, scene, editor } = useCanvas()
  const canvasRef = useRef<HTMLCanvasElement>(null)
  const frameRef = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const canvas = canvasRef.current
    const ink = canvas?.getContext('2d')
    const frame = frameRef.current
    if (!canvas || !ink || !frame) return undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    const follow = (): void => {
      const { scale, x, y } = fitted(contentRect(scene.get()))
      const seen = visibleRect(view.get())
      Object.assign(frame.style, {
        transform: `translate(${x + seen.x * scale}px, ${y + seen.y * scale}px)`,
        width: `${seen.width * scale}px`,
        height: `${seen.height * scale}px`,
      })
    }
    const paint = (): void => {
      timer = undefined
      paintSmall(ink, scene.get(), editor)
      follow()
    }
    const soon = (): void => {
      timer ??= setTimeout(paint, REPAINT_AFTER_MS)
    }
    paint()
    const stops = [view.subscribe(follow), scene.subscribe(soon), editor.lens.subscribe(soon), onColorsChanged(soon)]
    return () => {
      clearTimeout(timer)
      for (const stop of stops) stop()
    }
  }, [view, scene, editor])

  const goTo = (event: PointerEvent<HTMLElement>): void => {
    if (event.buttons !== 1) return
    const bounds = event.currentTarget.getBoundingClientRect()
    const { scale, x, y } = fitted(contentRect(scene.get()))
    const now = view.get()
    const at = {
      x: (event.clientX - bounds.left - PADDING_PX - x) / scale,
      y: (event.clientY - bounds.top - PADDING_PX - y) / scale,
    }
    view.moveTo({ zoom: now.zoom, x: now.width / 2 - at.x * now.zoom, y: now.height / 2 - at.y * now.zoom })
  }
  return (
    <div
      aria-hidden
      data-testid="minimap"
      className="minimap"
      style={{ width: SIZE_PX.width, height: SIZE_PX.height }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        goTo(event)
      }}
      onPointerMove={goTo}
    >
      <canvas ref={canvasRef} width={SIZE_PX.width * 2} height={SIZE_PX.height * 2} />
      <div ref={frameRef} className="minimap-frame" />
    </div>
  )
}

function paintSmall(ink: CanvasRenderingContext2D, layout: JourneyLayout, editor: Editor): void {
  const colors = canvasColors()
  const area = contentRect(layout)
  const { scale, x, y } = fitted(area)
  ink.setTransform(1, 0, 0, 1, 0, 0)
  ink.clearRect(0, 0, ink.canvas.width, ink.canvas.height)
  ink.setTransform(2 * scale, 0, 0, 2 * scale, 2 * x, 2 * y)
  for (const row of layout.rows) {
    ink.fillStyle = colors.lanes[row.kind].soft
    ink.fillRect(0, row.y, layout.width, row.height)
  }
  ink.fillStyle = colors.ink
  ink.globalAlpha = 0.7
  for (const stage of layout.stages) ink.fillRect(stage.x + 6, -70, stage.width - 12, 46)
  ink.globalAlpha = 1
  paintCurves(ink, layout, area, scale, colors, focusOf(editor, layout.snapshot))
  const sight = cardSight(editor)
  for (const { card, rect, item } of cardsInRect(layout, area)) {
    const seen = sight.of(card)
    if (item?.isOnCurve || seen === 'hidden') continue
    ink.globalAlpha = seen === 'dimmed' ? 0.8 * ASIDE_ALPHA : 0.8
    ink.fillStyle = colors.lanes[laneKindOfCard(card.kind)].main
    ink.fillRect(rect.x, rect.y, rect.width, rect.height)
  }
  ink.globalAlpha = 1
}
