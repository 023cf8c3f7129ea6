import { hasFreeLook } from '#shared/drawing/has-free-look.ts'
import { laneKindOfCard } from '#shared/drawing/lane-kind-of-card.ts'
import { changedAreas } from '#shared/layout/changed-areas.ts'
import { cardsInRect, contentRect } from '#shared/layout/find.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import { grownRect, type Rect } from '#shared/layout/rect.ts'
import { type PointerEvent, useEffect, useRef } from 'react'
import type { Editor } from '#src/editor/editor.ts'
import { ASIDE_ALPHA, cardSight, personaSight } from '../card-sight.ts'
import { useCanvas } from '../canvas-context.ts'
import { paintFree } from '../free/paint-free.ts'
import { canvasColors, onColorsChanged } from '../ground/colors.ts'
import { paintCurves } from '../ground/paint-curves.ts'
import { visibleRect } from '../view.ts'
import { useMinimap } from './use-minimap.ts'

/** As in `styles/tools.css`. */
const PADDING_PX = 6
const SIZES_PX = { usual: { width: 184, height: 108 }, small: { width: 128, height: 75 } } as const
type Size = (typeof SIZES_PX)[keyof typeof SIZES_PX]
/** A journey that changes all the time is drawn again at leisure. */
const REPAINT_AFTER_MS = 120
/** It waits for a view that moves to rest, but not longer than so. */
const WAITS_MOST_MS = 1_000

/** How the whole journey lies in the picture. */
function fitted(area: Rect, size: Size): { readonly scale: number; readonly x: number; readonly y: number } {
  const scale = Math.min(size.width / area.width, size.height / area.height)
  return {
    scale,
    x: (size.width - area.width * scale) / 2 - area.x * scale,
    y: (size.height - area.height * scale) / 2 - area.y * scale,
  }
}

/** The real content, small: click or drag to go there. */
export function Minimap() {
  const { isOpen, isSmall } = useMinimap()
  return isOpen && <Picture key={String(isSmall)} isSmall={isSmall} />
}

function Picture({ isSmall }: { readonly isSmall: boolean }) {
  const size = SIZES_PX[isSmall ? 'small' : 'usual']
  const { view, scene, editor } = useCanvas()
  const canvasRef = useRef<HTMLCanvasElement>(null)
  const frameRef = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const canvas = canvasRef.current
    const ink = canvas?.getContext('2d')
    const frame = frameRef.current
    if (!canvas || !ink || !frame) return undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    let movedAt = -Infinity
    let laidOutWidth = 1
    let wantedAt = 0
    const follow = (): void => {
      movedAt = performance.now()
      const { scale, x, y } = fitted(contentRect(scene.get()), size)
      const seen = visibleRect(view.get())
      const by = (seen.width * scale) / laidOutWidth
      frame.style.transform = `translate(${x + seen.x * scale}px, ${y + seen.y * scale}px)${by === 1 ? '' : ` scale(${by})`}`
    }
    /** In between the frame is stretched, which lays nothing out. */
    const layOut = (): void => {
      const { scale } = fitted(contentRect(scene.get()), size)
      const seen = visibleRect(view.get())
      laidOutWidth = Math.max(1, seen.width * scale)
      const [width, height] = [`${laidOutWidth}px`, `${seen.height * scale}px`]
      if (frame.style.width !== width || frame.style.height !== height) Object.assign(frame.style, { width, height })
      follow()
    }
    let painted: JourneyLayout | null = null
    const paint = (): void => {
      const now = performance.now()
      timer =
        now - movedAt < REPAINT_AFTER_MS && now - wantedAt < WAITS_MOST_MS
          ? setTimeout(paint, REPAINT_AFTER_MS)
          : undefined
      if (timer !== undefined) return
      const layout = scene.get()
      const [before, all] = [painted && contentRect(painted), contentRect(layout)]
      const isSameSize = before?.width === all.width && before.height === all.height
      const areas = (painted && isSameSize && changedAreas(painted, layout)) || [all]
      for (const area of areas) paintSmall(ink, layout, area, size, editor)
      painted = layout
      layOut()
    }
    const soon = (): void => {
      if (timer === undefined) wantedAt = performance.now()
      timer ??= setTimeout(paint, REPAINT_AFTER_MS)
    }
    const again = (): void => {
      painted = null
      soon()
    }
    // Not along with all else that comes when it does.
    timer = setTimeout(paint)
    const stops = [
      view.subscribe(follow),
      view.subscribeCalmly(layOut),
      scene.subscribe(soon),
      editor.lens.subscribe(again),
      onColorsChanged(again),
    ]
    return () => {
      clearTimeout(timer)
      for (const stop of stops) stop()
    }
  }, [view, scene, editor, size])

  const goTo = (event: PointerEvent<HTMLElement>): void => {
    if (event.buttons !== 1) return
    const bounds = event.currentTarget.getBoundingClientRect()
    const { scale, x, y } = fitted(contentRect(scene.get()), size)
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
      style={size}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        goTo(event)
      }}
      onPointerMove={goTo}
    >
      <canvas ref={canvasRef} width={size.width * 2} height={size.height * 2} />
      <div ref={frameRef} className="minimap-frame" />
    </div>
  )
}

/** Paints one area anew, grown to whole pixels of the picture. */
function paintSmall(
  ink: CanvasRenderingContext2D,
  layout: JourneyLayout,
  part: Rect,
  size: Size,
  editor: Editor,
): void {
  const colors = canvasColors()
  const { scale, x, y } = fitted(contentRect(layout), size)
  const area = grownRect(part, 2 / scale)
  const left = Math.floor(2 * (area.x * scale + x))
  const top = Math.floor(2 * (area.y * scale + y))
  ink.save()
  ink.setTransform(1, 0, 0, 1, 0, 0)
  ink.beginPath()
  ink.rect(left, top, Math.ceil(2 * area.width * scale) + 1, Math.ceil(2 * area.height * scale) + 1)
  ink.clip()
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
  paintCurves(ink, layout, area, scale, colors, personaSight(editor, layout.snapshot))
  const sight = cardSight(editor)
  for (const { card, rect, item } of cardsInRect(layout, area)) {
    const seen = sight.of(card)
    if (item?.isOnCurve || seen === 'hidden') continue
    ink.globalAlpha = seen === 'dimmed' ? 0.8 * ASIDE_ALPHA : 0.8
    if (!item && hasFreeLook(card)) {
      paintFree(ink, card, rect, colors, false)
      continue
    }
    ink.fillStyle = colors.lanes[laneKindOfCard(card.kind)].main
    ink.fillRect(rect.x, rect.y, rect.width, rect.height)
  }
  ink.restore()
}
