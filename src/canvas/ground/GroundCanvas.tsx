import { useEffect, useRef } from 'react'
import { cardsInRect } from '#shared/layout/find.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import { useCanvas } from '../canvas-context.ts'
import { onThumb } from '../images/thumbs.ts'
import type { DragOffsets } from '../drag-offsets.ts'
import type { PreviewStore } from '../preview.ts'
import { linkFlows } from '../links/link-flows.ts'
import { linkShapes } from '../links/link-shapes.ts'
import { paintLinks } from '../links/paint-links.ts'
import { useOverlay } from '../overlay-context.ts'
import { cardSight, focusOf } from '../card-sight.ts'
import { useCanvasPorts } from '../ports.ts'
import type { CardWindow } from '../use-card-nodes.ts'
import { grownRect, type Rect } from '#shared/layout/rect.ts'
import type { ViewState } from '../view.ts'
import { canvasColors, onColorsChanged } from './colors.ts'
import { paintFarCards } from './paint-cards.ts'
import { paintFoundRings } from './paint-found.ts'
import { paintCurves } from './paint-curves.ts'
import { paintBlueprint } from './paint-blueprint.ts'
import { paintFolds } from './paint-folds.ts'
import { paintDots, paintGrid } from './paint-grid.ts'
import { paintHeat } from './paint-heat.ts'
import { paintWaitingCards } from './paint-waiting-cards.ts'

/** More pixels than this cost time and show nothing. */
const PIXEL_RATIO_MAX = 2

const LINK_REACH_PX = 24

/**
 * By how many pixels of the canvas the view has moved, when it has moved by whole ones and nothing else: then what is painted is
 * shifted, and only what came into view is painted.
 */
function shiftOf(
  before: ViewState,
  now: ViewState,
  ratio: number,
): { readonly dx: number; readonly dy: number } | null {
  if (before.zoom !== now.zoom) return null
  const [dx, dy] = [(now.x - before.x) * ratio, (now.y - before.y) * ratio]
  const shift = { dx: Math.round(dx), dy: Math.round(dy) }
  const isWhole = Math.abs(dx - shift.dx) < 0.001 && Math.abs(dy - shift.dy) < 0.001
  return isWhole && Math.abs(dx) < now.width * ratio && Math.abs(dy) < now.height * ratio ? shift : null
}

/** The layout to paint: the preview while something is dragged. Dragged cards stay under the pointer, wherever the preview has them. */
function shownLayout(
  base: JourneyLayout,
  preview: PreviewStore,
  drags: DragOffsets,
): { readonly layout: JourneyLayout; readonly offsets: DragOffsets } {
  const now = preview.get()
  if (now?.base !== base) return { layout: base, offsets: drags }
  const get: DragOffsets['get'] = (cardId) => {
    const offset = drags.get(cardId)
    const aside = offset && preview.offsetOf(cardId)
    return offset && aside ? { ...offset, dx: offset.dx - aside.x, dy: offset.dy - aside.y } : offset
  }
  return { layout: now.layout, offsets: { ...drags, get } }
}

/** Everything below the mounted cards, on one 2D canvas: the grid, curves, links, and cards that are not mounted. Painted once a frame. */
export function GroundCanvas({ cardWindow }: { readonly cardWindow: CardWindow }) {
  const { view, scene, state, editor, offsets: drags, mounted, bands, preview } = useCanvas()
  const isOverlayOn = useOverlay()
  const ports = useCanvasPorts()
  const { readings } = ports
  const ref = useRef<HTMLCanvasElement>(null)

  useEffect(() => {
    const canvas = ref.current
    const ink = canvas?.getContext('2d', { alpha: true })
    if (!canvas || !ink) return undefined
    let frame = 0
    /** Where the view was when what is on the canvas was painted; `null` when that is no longer what there is to see. */
    let painted: ViewState | null = null
    const paintPart = (now: ViewState, ratio: number, part: Rect): void => {
      const colors = canvasColors()
      const { layout, offsets } = shownLayout(scene.get(), preview, drags)
      const { zoom } = now
      const area = {
        x: (part.x / ratio - now.x) / zoom,
        y: (part.y / ratio - now.y) / zoom,
        width: part.width / ratio / zoom,
        height: part.height / ratio / zoom,
      }
      const selected = editor.selection.getState().ids
      ink.save()
      ink.setTransform(1, 0, 0, 1, 0, 0)
      ink.beginPath()
      ink.rect(part.x, part.y, part.width, part.height)
      ink.clip()
      ink.clearRect(part.x, part.y, part.width, part.height)
      ink.setTransform(ratio, 0, 0, ratio, 0, 0)
      paintDots(ink, now, layout, colors)
      ink.setTransform(ratio * zoom, 0, 0, ratio * zoom, ratio * now.x, ratio * now.y)
      paintGrid(ink, layout, area, zoom, colors)
      const sight = cardSight(editor)
      const { found } = editor.lens.getState()
      const focus = focusOf(editor, layout.snapshot)
      const { top, left, lanesWidth, stageHeight, stepHeight } = bands()
      paintFolds(ink, layout, area, (top + stageHeight + stepHeight - now.y) / zoom, zoom, colors)
      paintBlueprint(ink, layout, area, (left + lanesWidth - now.x) / zoom, zoom, colors)
      const { isFutureShown, hoveredLinkId, heatMeasure } = state.getState()
      const detail = cardWindow.detail()
      const numbers = isOverlayOn ? (readings?.getState() ?? null) : null
      if (detail === 'heat') {
        const measure = numbers === null ? 'cards' : heatMeasure
        paintHeat(ink, layout, { area, zoom, colors, measure, readings: numbers })
      }
      paintCurves(ink, layout, area, zoom, colors, focus, { offsets, isFutureShown })
      if (detail !== 'full') paintFarCards(ink, { layout, area, zoom, colors, offsets, selected, sight, detail })
      if (found.size > 0) {
        const rings = cardsInRect(layout, grownRect(area, LINK_REACH_PX)).filter(
          ({ card }) => found.has(card.id) && sight.of(card) !== 'hidden',
        )
        paintFoundRings(ink, rings, { colors, offsets, zoom })
      }
      const flows = isOverlayOn ? linkFlows(numbers) : null
      // Arrowheads and wide lines reach a little beyond the curves.
      const shapes = linkShapes(layout, grownRect(area, LINK_REACH_PX), offsets).filter(
        // Between blocks the many lines would hide what there is to see.
        ({ link }) => detail === 'full' || detail === 'titles' || selected.has(link.id),
      )
      paintLinks(ink, shapes, { colors, zoom, selected, hoveredId: hoveredLinkId, flows, sight })
      if (detail === 'full') {
        const waiting = cardsInRect(layout, area).filter(
          ({ card }) => !mounted.has(card.id) && sight.of(card) !== 'hidden',
        )
        paintWaitingCards(ink, waiting, { zoom, colors, offsets, selected, sight })
      }
      ink.restore()
    }
    const paint = (): void => {
      frame = 0
      const now = view.get()
      const ratio = Math.min(PIXEL_RATIO_MAX, window.devicePixelRatio || 1)
      const [width, height] = [Math.round(now.width * ratio), Math.round(now.height * ratio)]
      if (canvas.width !== width || canvas.height !== height) {
        Object.assign(canvas, { width, height })
        painted = null
      }
      const shift = painted && shiftOf(painted, now, ratio)
      if (!shift) {
        paintPart(now, ratio, { x: 0, y: 0, width, height })
        painted = now
        return
      }
      const { dx, dy } = shift
      ink.setTransform(1, 0, 0, 1, 0, 0)
      ink.globalCompositeOperation = 'copy'
      ink.drawImage(canvas, dx, dy)
      ink.globalCompositeOperation = 'source-over'
      if (dx !== 0) paintPart(now, ratio, { x: dx > 0 ? 0 : width + dx, y: 0, width: Math.abs(dx), height })
      if (dy !== 0) paintPart(now, ratio, { x: 0, y: dy > 0 ? 0 : height + dy, width, height: Math.abs(dy) })
      painted = now
    }
    const follow = (): void => {
      if (frame === 0) frame = requestAnimationFrame(paint)
    }
    const soon = (): void => {
      painted = null
      follow()
    }
    // The viewport changes inside an animation frame or an input event: painting at once keeps the ground and the cards together.
    const atOnce = (): void => {
      cancelAnimationFrame(frame)
      frame = 0
      painted = null
      paint()
    }
    paint()
    const stops = [
      view.subscribe(follow),
      scene.subscribe(soon),
      drags.subscribe(soon),
      preview.subscribe(soon),
      editor.selection.subscribe(soon),
      cardWindow.subscribe(soon),
      mounted.subscribe(soon),
      onColorsChanged(soon),
      onThumb(soon),
      readings?.subscribe(soon) ?? (() => {}),
      editor.lens.subscribe(soon),
      state.subscribe((after, before) => {
        const isSame =
          after.hoveredLinkId === before.hoveredLinkId &&
          after.isFutureShown === before.isFutureShown &&
          after.heatMeasure === before.heatMeasure
        if (!isSame) soon()
      }),
    ]
    window.addEventListener('resize', atOnce)
    return () => {
      cancelAnimationFrame(frame)
      window.removeEventListener('resize', atOnce)
      for (const stop of stops) stop()
    }
  }, [view, scene, state, editor, drags, preview, mounted, bands, cardWindow, isOverlayOn, readings])

  return <canvas ref={ref} aria-hidden className="canvas-ground" />
}
