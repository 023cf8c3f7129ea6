import { overlap, type Rect, rectAround } from '#shared/layout/rect.ts'
import type { View, ViewState } from '../view.ts'
import { createNextPicture } from './next-picture.ts'
import {
  isCovering,
  type Painted,
  paintedAround,
  type PaintArea,
  paintPart,
  place,
  SHEET_MARGIN_PX,
  sheetRect,
  sizeCanvas,
} from './painted.ts'
import { createPictureShift } from './shift-picture.ts'
import { createSpreadDirt } from './spread-dirt.ts'
import type { Still } from './still.ts'

/** The ground on one canvas that is larger than the view: moving the view moves the canvas, and seldom paints. */
export interface Sheet {
  /**
   * An area (without one: everything) is no longer what there is to see. `now`: painted before the next frame, together with what is
   * mounted above. `soon`: a part of it in each frame, and at a calm pace while the view moves, so that what others do, or what only
   * follows one's own gesture, does not hold it up.
   */
  readonly invalidate: (when: 'now' | 'soon', area?: Rect) => void
  /** All of it looks otherwise from now on. What is seen stays until that is painted, which takes some frames; then `onShown` is called. */
  readonly renew: (onShown: () => void) => void
  readonly close: () => void
}

/** In the direction of a pan nearly all of the margin lies ahead. */
const BEHIND_PX = 8
/** While the view zooms, the next picture is painted aside when the canvas is shown so much reduced or enlarged … */
const NEXT_FROM = { out: 1.08, in: 1.25 } as const
/** … for where the view will be soon. */
const AHEAD = { out: 0.7, in: 1.15 } as const
/** One band of it is painted for so long that the view moves. */
const BAND_MS = 17
/** Shown beyond this, when the hand is faster, a canvas says too little, and all is painted at once. */
const SCALE = { least: 0.5, most: 2 } as const
/** The view rests when it has not moved for so long: then everything is painted at its own size. */
const REST_MS = 140
const CALM_MS = 50
/** Of what is painted `soon` no more than this in a frame, in CSS pixels: about a sixteenth of a large screen. */
const SPREAD_PX = 120_000
export function createSheet(
  canvas: HTMLCanvasElement,
  ink: CanvasRenderingContext2D,
  still: Still,
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
  let workedAt = 0
  let calmUntil = 0

  const next = createNextPicture(paint)
  const picture = createPictureShift()
  /** Whom to tell that what was renewed is seen. */
  let tellShown: (() => void) | null = null

  const show = (on: Painted): void => {
    painted = on
    dirty = []
    later.clear()
    next.drop()
    tellShown?.()
    tellShown = null
  }
  const paintAll = (now: ViewState, zoom: number): void => {
    const on = paintedAround(now, zoom)
    sizeCanvas(canvas, on)
    Object.assign(canvas.style, { width: `${on.width}px`, height: `${on.height}px` })
    paintPart(ink, on, { x: 0, y: 0, width: on.width, height: on.height }, paint)
    show(on)
  }
  const showNext = (on: Painted): void => {
    const again = next.moveTo(ink)
    show(on)
    for (const area of again) later.add(area)
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
    picture.shift(ink, shift.x, shift.y)
    if (dx !== 0) paintPart(ink, to, { x: dx > 0 ? 0 : width + dx, y: 0, width: Math.abs(dx), height }, paint)
    if (dy !== 0) paintPart(ink, to, { x: 0, y: dy > 0 ? 0 : height + dy, width, height: Math.abs(dy) }, paint)
    painted = to
    return true
  }
  const paintArea = (on: Painted, area: Rect): void => {
    const [left, top] = [Math.floor(area.x * on.zoom + on.x) - 1, Math.floor(area.y * on.zoom + on.y) - 1]
    const right = Math.ceil((area.x + area.width) * on.zoom + on.x) + 1
    const bottom = Math.ceil((area.y + area.height) * on.zoom + on.y) + 1
    const [x, y] = [Math.max(0, left), Math.max(0, top)]
    const [width, height] = [Math.min(on.width, right) - x, Math.min(on.height, bottom) - y]
    if (width > 0 && height > 0) paintPart(ink, on, { x, y, width, height }, paint)
  }
  const paintDirty = (on: Painted): void => {
    if (dirty === 'all') {
      paintPart(ink, on, { x: 0, y: 0, width: on.width, height: on.height }, paint)
      later.clear()
    } else for (const area of dirty) paintArea(on, area)
    dirty = []
  }
  const hasDirt = (): boolean => dirty === 'all' || dirty.length > 0

  /** The zoom that the next picture should have; `null` while what is painted will do. */
  const zoomAhead = (on: Painted, now: ViewState): number | null => {
    const scale = now.zoom / on.zoom
    if (!isMoving) return scale === 1 && tellShown === null ? null : now.zoom
    const way = now.zoom < before.zoom ? 'out' : now.zoom > before.zoom ? 'in' : null
    if (way === null) return tellShown ? now.zoom : null
    const isTime = tellShown !== null || (way === 'out' ? scale < NEXT_FROM.out : scale > NEXT_FROM.in)
    return isTime ? now.zoom * AHEAD[way] : null
  }
  const isOfUse = (one: Painted, now: ViewState): boolean =>
    isMoving ? isNear(now.zoom / one.zoom) : one.zoom === now.zoom && isCovering(one, now)
  /** Where frames take longer, the hand goes further in each. */
  const bandsNow = (): number => {
    const passedMs = performance.now() - workedAt
    workedAt += passedMs
    return Math.max(1, Math.round(passedMs / BAND_MS))
  }
  /** Keeps the canvas over the view, at a zoom near its own. */
  const keepUp = (on: Painted, now: ViewState): void => {
    const begun = next.get()
    if (begun && !isOfUse(begun, now)) next.drop()
    const zoom = next.get() ? null : zoomAhead(on, now)
    if (zoom !== null) next.begin(paintedAround(now, zoom))
    next.paintOn(bandsNow())
    const ahead = next.get()
    const coming = ahead && isCovering(ahead, now) ? ahead : null
    if (coming && next.isReady()) return showNext(coming)
    const scale = now.zoom / on.zoom
    if (isNear(scale) && (isCovering(on, now) || paintShifted(on, now))) return undefined
    // The hand was faster.
    if (coming) return showNext(coming)
    return paintAll(now, isMoving && scale < 1 ? now.zoom * AHEAD.out : now.zoom)
  }

  const work = (): void => {
    frame = 0
    const now = view.get()
    if (now.width === 0) return
    still.wake()
    if (
      !painted ||
      painted.width !== now.width + 2 * SHEET_MARGIN_PX ||
      painted.height !== now.height + 2 * SHEET_MARGIN_PX
    )
      paintAll(now, now.zoom)
    else keepUp(painted, now)
    const isTime = isUrgent || !isMoving || performance.now() >= calmUntil
    if (painted && isTime && (hasDirt() || !later.isEmpty())) {
      paintDirty(painted)
      for (const area of later.take(SPREAD_PX / (painted.zoom * painted.zoom))) paintArea(painted, area)
      calmUntil = performance.now() + CALM_MS
      isUrgent = false
    }
    if (hasDirt() || !later.isEmpty() || (next.get() && !next.isReady())) ask()
    else if (!isMoving) {
      still.rest()
      picture.rest(canvas)
    }
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
  // With the next frame: the view may still be on its way to where the journey opens.
  ask()
  const stop = view.subscribe(follow)
  window.addEventListener('resize', workAtOnce)
  return {
    invalidate: (when, area) => {
      next.invalidate(area)
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
    renew: (onShown) => {
      tellShown = onShown
      next.drop()
      ask()
    },
    close: () => {
      stop()
      still.wake()
      picture.close()
      clearTimeout(rest)
      cancelAnimationFrame(frame)
      window.removeEventListener('resize', workAtOnce)
    },
  }
}

const isNear = (scale: number): boolean => scale >= SCALE.least && scale <= SCALE.most

/** Many small places cost more than one that holds them all. */
const PLACES_MAX = 12

function joined(areas: Rect[]): Rect[] {
  if (areas.length <= PLACES_MAX) return areas
  const all = rectAround(areas)
  return all ? [all] : []
}
