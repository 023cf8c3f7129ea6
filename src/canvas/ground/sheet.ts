import { type Rect, rectAround } from '#shared/layout/rect.ts'
import type { View, ViewState } from '../view.ts'
import { createSpreadDirt } from './spread-dirt.ts'

/** Paints a part of the ground. The context is in journey pixels and clipped to the area. */
export type PaintArea = (ink: CanvasRenderingContext2D, area: Rect, zoom: number) => void

/** The ground on one canvas that is larger than the view: moving the view moves the canvas, and seldom paints. */
export interface Sheet {
  /**
   * An area (without one: everything) is no longer what there is to see. `now`: painted before the next frame, together with what is
   * mounted above. `soon`: a part of it in each frame, and at a calm pace while the view moves, so that what others do, or what only
   * follows one's own gesture, does not hold it up.
   */
  readonly invalidate: (when: 'now' | 'soon', area?: Rect) => void
  readonly close: () => void
}

/** So much more than the view is painted on each side. */
export const SHEET_MARGIN_PX = 128
/** In the direction of a pan nearly all of the margin lies ahead. */
const BEHIND_PX = 8
/** While the view zooms, the canvas is shown enlarged or reduced up to here. */
const SCALE = { least: 0.62, most: 1.6 } as const
/** Past that it is painted for where the view will be soon. */
const AHEAD = { out: 0.8, in: 1.25 } as const
/** The view rests when it has not moved for so long: then everything is painted at its own size. */
const REST_MS = 140
const CALM_MS = 50
/** Of what is painted `soon` no more than this in a frame, in CSS pixels: about a sixteenth of a large screen. */
const SPREAD_PX = 120_000
/** More pixels than this cost time and show nothing. */
const PIXEL_RATIO_MAX = 2

/** How the journey lies on the canvas: journey point × zoom + x or y, in CSS pixels of the canvas. */
interface Painted {
  readonly x: number
  readonly y: number
  readonly zoom: number
  /** Of the canvas, in CSS pixels; and its pixels for each of them. */
  readonly width: number
  readonly height: number
  readonly ratio: number
}

export function createSheet(
  canvas: HTMLCanvasElement,
  ink: CanvasRenderingContext2D,
  view: View,
  paint: PaintArea,
): Sheet {
  let painted: Painted | null = null
  let before = view.get()
  let frame = 0
  let rest: ReturnType<typeof setTimeout> | undefined
  let isMoving = false
  /** What has to be painted again; `'all'` for everything. */
  let dirty: Rect[] | 'all' = []
  const later = createSpreadDirt()
  let isUrgent = false
  let calmUntil = 0

  /** A part of the canvas, in CSS pixels. */
  const paintPart = (on: Painted, part: Rect): void => {
    const { ratio, zoom } = on
    const area = {
      x: (part.x - on.x) / zoom,
      y: (part.y - on.y) / zoom,
      width: part.width / zoom,
      height: part.height / zoom,
    }
    ink.save()
    ink.setTransform(ratio, 0, 0, ratio, 0, 0)
    ink.beginPath()
    ink.rect(part.x, part.y, part.width, part.height)
    ink.clip()
    ink.clearRect(part.x, part.y, part.width, part.height)
    ink.setTransform(ratio * zoom, 0, 0, ratio * zoom, ratio * on.x, ratio * on.y)
    paint(ink, area, zoom)
    ink.restore()
  }
  const paintAll = (now: ViewState, zoom: number): void => {
    const ratio = Math.min(PIXEL_RATIO_MAX, window.devicePixelRatio || 1)
    const [width, height] = [now.width + 2 * SHEET_MARGIN_PX, now.height + 2 * SHEET_MARGIN_PX]
    const [pixelsX, pixelsY] = [Math.round(width * ratio), Math.round(height * ratio)]
    if (canvas.width !== pixelsX || canvas.height !== pixelsY) {
      Object.assign(canvas, { width: pixelsX, height: pixelsY })
      Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` })
    }
    // The middle of the view stays where it is on the canvas, whatever the zoom.
    const at = (offset: number, size: number): number =>
      Math.round((((offset - size / 2) * zoom) / now.zoom + size / 2 + SHEET_MARGIN_PX) * ratio) / ratio
    painted = { x: at(now.x, now.width), y: at(now.y, now.height), zoom, width, height, ratio }
    paintPart(painted, { x: 0, y: 0, width, height })
    dirty = []
    later.clear()
  }
  /** Shifts what is painted, and paints what came in; false when the view has not just been moved by whole pixels. */
  const paintShifted = (from: Painted, now: ViewState): boolean => {
    if (
      from.zoom !== now.zoom ||
      from.width !== now.width + 2 * SHEET_MARGIN_PX ||
      from.height !== now.height + 2 * SHEET_MARGIN_PX
    )
      return false
    const { width, height, ratio } = from
    const lead = (way: number): number =>
      way === 0 ? SHEET_MARGIN_PX : way > 0 ? 2 * SHEET_MARGIN_PX - BEHIND_PX : BEHIND_PX
    const to = { ...from, x: now.x + lead(now.x - before.x), y: now.y + lead(now.y - before.y) }
    const shift = { x: Math.round((to.x - from.x) * ratio), y: Math.round((to.y - from.y) * ratio) }
    const isWhole =
      Math.abs((to.x - from.x) * ratio - shift.x) < 0.001 && Math.abs((to.y - from.y) * ratio - shift.y) < 0.001
    if (!isWhole || Math.abs(shift.x) >= canvas.width || Math.abs(shift.y) >= canvas.height) return false
    const [dx, dy] = [shift.x / ratio, shift.y / ratio]
    ink.setTransform(1, 0, 0, 1, 0, 0)
    ink.globalCompositeOperation = 'copy'
    ink.drawImage(canvas, shift.x, shift.y)
    ink.globalCompositeOperation = 'source-over'
    if (dx !== 0) paintPart(to, { x: dx > 0 ? 0 : width + dx, y: 0, width: Math.abs(dx), height })
    if (dy !== 0) paintPart(to, { x: 0, y: dy > 0 ? 0 : height + dy, width, height: Math.abs(dy) })
    painted = to
    return true
  }
  const paintArea = (on: Painted, area: Rect): void => {
    const [left, top] = [Math.floor(area.x * on.zoom + on.x) - 1, Math.floor(area.y * on.zoom + on.y) - 1]
    const right = Math.ceil((area.x + area.width) * on.zoom + on.x) + 1
    const bottom = Math.ceil((area.y + area.height) * on.zoom + on.y) + 1
    const [x, y] = [Math.max(0, left), Math.max(0, top)]
    const [width, height] = [Math.min(on.width, right) - x, Math.min(on.height, bottom) - y]
    if (width > 0 && height > 0) paintPart(on, { x, y, width, height })
  }
  const paintDirty = (on: Painted): void => {
    if (dirty === 'all') {
      paintPart(on, { x: 0, y: 0, width: on.width, height: on.height })
      later.clear()
    } else for (const area of dirty) paintArea(on, area)
    dirty = []
  }
  /** The canvas in journey pixels: what lies beside it is painted when it comes in. */
  const sheetRect = (on: Painted): Rect => ({
    x: -on.x / on.zoom,
    y: -on.y / on.zoom,
    width: on.width / on.zoom,
    height: on.height / on.zoom,
  })
  const hasDirt = (): boolean => dirty === 'all' || dirty.length > 0

  const work = (): void => {
    frame = 0
    const now = view.get()
    if (now.width === 0) return
    const scale = painted ? now.zoom / painted.zoom : 1
    const fits = painted !== null && (isMoving ? scale >= SCALE.least && scale <= SCALE.most : scale === 1)
    if (!painted || !fits) paintAll(now, isMoving && painted ? now.zoom * (scale < 1 ? AHEAD.out : AHEAD.in) : now.zoom)
    else if (!isCovering(painted, now) && !paintShifted(painted, now))
      paintAll(now, isMoving && scale !== 1 ? now.zoom * (scale < 1 ? AHEAD.out : 1) : now.zoom)
    const isTime = isUrgent || !isMoving || performance.now() >= calmUntil
    if (painted && isTime && (hasDirt() || !later.isEmpty())) {
      paintDirty(painted)
      for (const area of later.take(SPREAD_PX / (painted.zoom * painted.zoom))) paintArea(painted, area)
      calmUntil = performance.now() + CALM_MS
      isUrgent = false
    }
    if (hasDirt() || !later.isEmpty()) ask()
    if (painted) place(canvas, painted, now)
    before = now
  }
  const ask = (): void => {
    if (frame === 0) frame = requestAnimationFrame(work)
  }
  const follow = (): void => {
    isMoving = true
    clearTimeout(rest)
    rest = setTimeout(() => {
      isMoving = false
      ask()
    }, REST_MS)
    ask()
  }
  // In the same turn: a canvas of another size would flash.
  const workAtOnce = (): void => {
    cancelAnimationFrame(frame)
    painted = null
    work()
  }
  workAtOnce()
  const stop = view.subscribe(follow)
  window.addEventListener('resize', workAtOnce)
  return {
    invalidate: (when, area) => {
      if (!area) dirty = 'all'
      else if (dirty !== 'all') {
        const seen = painted ? overlap(area, sheetRect(painted)) : area
        if (!seen) return
        if (when === 'soon') later.add(seen)
        else dirty = joined([...dirty, seen])
      }
      isUrgent ||= when === 'now'
      ask()
    },
    close: () => {
      stop()
      clearTimeout(rest)
      cancelAnimationFrame(frame)
      window.removeEventListener('resize', workAtOnce)
    },
  }
}

function place(canvas: HTMLCanvasElement, painted: Painted, now: ViewState): void {
  const scale = now.zoom / painted.zoom
  const [x, y] = [now.x - painted.x * scale, now.y - painted.y * scale]
  canvas.style.transform = `translate(${x}px, ${y}px)${scale === 1 ? '' : ` scale(${scale})`}`
}

/** Whether the canvas reaches over all of the view. */
function isCovering(painted: Painted, now: ViewState): boolean {
  const scale = now.zoom / painted.zoom
  const [left, top] = [now.x - painted.x * scale, now.y - painted.y * scale]
  return (
    left <= 0 && top <= 0 && left + painted.width * scale >= now.width && top + painted.height * scale >= now.height
  )
}

/** What both cover. */
function overlap(a: Rect, b: Rect): Rect | undefined {
  const [x, y] = [Math.max(a.x, b.x), Math.max(a.y, b.y)]
  const width = Math.min(a.x + a.width, b.x + b.width) - x
  const height = Math.min(a.y + a.height, b.y + b.height) - y
  return width > 0 && height > 0 ? { x, y, width, height } : undefined
}

/** Many small places cost more than one that holds them all. */
const PLACES_MAX = 12

function joined(areas: Rect[]): Rect[] {
  if (areas.length <= PLACES_MAX) return areas
  const all = rectAround(areas)
  return all ? [all] : []
}
