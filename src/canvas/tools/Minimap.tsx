import { changedAreas } from '#shared/layout/changed-areas.ts'
import { contentRect } from '#shared/layout/find.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import { type PointerEvent, useEffect, useRef } from 'react'
import { useCanvas } from '../canvas-context.ts'
import { inParts } from '../gestures/give-way.ts'
import { onColorsChanged } from '../ground/colors.ts'
import { copyOver } from '../ground/shift-picture.ts'
import { visibleRect } from '../view.ts'
import { fitted, minimapPieces, SIZES_PX } from './paint-minimap.ts'
import { useMinimap } from './use-minimap.ts'

/** As in `styles/tools.css`. */
const PADDING_PX = 6
/** A journey that changes all the time is drawn again at leisure. */
const REPAINT_AFTER_MS = 120
/** It waits for a view that moves to rest, but not longer than so. */
const WAITS_MOST_MS = 5_000

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
    /** Painted a piece a frame, and shown when it is whole. */
    const aside = document.createElement('canvas')
    const asideInk = aside.getContext('2d')
    if (!canvas || !ink || !frame || !asideInk) return undefined
    Object.assign(aside, { width: canvas.width, height: canvas.height })
    let timer: ReturnType<typeof setTimeout> | undefined
    let movedAt = -Infinity
    let laidOutWidth = 1
    let wantedAt = 0
    const follow = (): void => {
      movedAt = performance.now()
      const { scale, x, y } = fitted(contentRect(scene.told()), size)
      const seen = visibleRect(view.get())
      const by = (seen.width * scale) / laidOutWidth
      frame.style.transform = `translate(${x + seen.x * scale}px, ${y + seen.y * scale}px)${by === 1 ? '' : ` scale(${by})`}`
    }
    /** In between the frame is stretched, which lays nothing out. */
    const layOut = (): void => {
      const { scale } = fitted(contentRect(scene.told()), size)
      const seen = visibleRect(view.get())
      laidOutWidth = Math.max(1, seen.width * scale)
      const [width, height] = [`${laidOutWidth}px`, `${seen.height * scale}px`]
      if (frame.style.width !== width || frame.style.height !== height) Object.assign(frame.style, { width, height })
      follow()
    }
    /** As it is painted, or is being painted. */
    let painted: JourneyLayout | null = null
    let stopPainting: (() => void) | undefined
    const paint = (): void => {
      const now = performance.now()
      const isMoving = now - movedAt < REPAINT_AFTER_MS && now - wantedAt < WAITS_MOST_MS
      timer = isMoving || stopPainting ? setTimeout(paint, REPAINT_AFTER_MS) : undefined
      if (timer !== undefined) return
      const layout = scene.get()
      const [before, all] = [painted && contentRect(painted), contentRect(layout)]
      const isSameSize = before?.width === all.width && before.height === all.height
      const areas = painted && isSameSize ? changedAreas(painted, layout) : null
      if (!areas) asideInk.clearRect(0, 0, aside.width, aside.height)
      painted = layout
      stopPainting = inParts(minimapPieces(asideInk, layout, areas ?? [all], size, editor), () => {
        stopPainting = undefined
        copyOver(ink, aside, 0, 0)
        layOut()
      })
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
      stopPainting?.()
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
