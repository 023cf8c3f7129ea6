import { doRectsOverlap, type Point, type Rect } from '#shared/layout/rect.ts'

/** What part of the journey is on screen: journey point = (screen point − x or y) / zoom, from the canvas's upper left corner. */
export interface ViewState {
  readonly x: number
  readonly y: number
  readonly zoom: number
  /** Of the canvas on screen, in CSS pixels. */
  readonly width: number
  readonly height: number
}

export type ViewportTarget = Pick<ViewState, 'x' | 'y' | 'zoom'>

/** Reads and moves the viewport without rendering anything: what follows it every frame writes to its own elements. */
export interface View {
  readonly get: () => ViewState
  /** Called after the viewport or the canvas's size changed. */
  readonly subscribe: (listener: (view: ViewState) => void) => () => void
  /**
   * The same at a calm pace: now and then while the view moves, seldom while it zooms, and when it rests. For what need not be right in
   * each frame and costs layout, or renders.
   */
  readonly subscribeCalmly: (listener: (view: ViewState) => void) => () => void
  /** Called when the view has moved and rests: for what is mounted by what is in view, and can wait so long. */
  readonly subscribeAtRest: (listener: () => void) => () => void
  /** It has moved, and those who follow it at rest have not been told yet. */
  readonly isMoving: () => boolean
  /** Glides there in `durationMs`; at once with 0 or for people who asked for less motion. */
  readonly moveTo: (target: ViewportTarget, durationMs?: number) => void
  /** On its way to where `moveTo` was told: whoever moves it now ends that. */
  readonly isGliding: () => boolean
  /** The canvas's place on the page. */
  readonly bounds: () => DOMRect
}

export const MIN_ZOOM = 0.02
export const MAX_ZOOM = 3

/** How long a jump by key or button glides. */
export const GLIDE_MS = 220

export const toJourney = (view: ViewState, screen: Point): Point => ({
  x: (screen.x - view.x) / view.zoom,
  y: (screen.y - view.y) / view.zoom,
})

export const toScreen = (view: ViewState, point: Point): Point => ({
  x: point.x * view.zoom + view.x,
  y: point.y * view.zoom + view.y,
})

/** The part of the journey on screen, in journey pixels. */
export function visibleRect({ x, y, zoom, width, height }: ViewState): Rect {
  return { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom }
}

/** The room that sticky titles take from the canvas, in screen pixels. */
export interface Insets {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

const clampZoom = (zoom: number): number => Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, zoom))

/** The viewport that shows a rectangle as large as fits between the insets, no larger than `maxZoom`. */
export function viewportFor(view: ViewState, area: Rect, insets: Insets, maxZoom = 1): ViewportTarget {
  const width = Math.max(60, view.width - insets.left - insets.right)
  const height = Math.max(60, view.height - insets.top - insets.bottom)
  const zoom = clampZoom(Math.min(maxZoom, width / Math.max(1, area.width), height / Math.max(1, area.height)))
  return {
    zoom,
    x: insets.left + (width - area.width * zoom) / 2 - area.x * zoom,
    y: insets.top + (height - area.height * zoom) / 2 - area.y * zoom,
  }
}

/** Whether any part of a rectangle is between the insets. */
export function isInSight(view: ViewState, { left, top, right, bottom }: Insets, area: Rect): boolean {
  const { x, y } = toScreen(view, area)
  const room = { x: left, y: top, width: view.width - left - right, height: view.height - top - bottom }
  return doRectsOverlap({ x, y, width: area.width * view.zoom, height: area.height * view.zoom }, room)
}

/** The least move that brings a rectangle between the insets; `undefined` when it is there already. */
export function viewportToReveal(view: ViewState, area: Rect, insets: Insets): ViewportTarget | undefined {
  const shift = (start: number, size: number, low: number, high: number): number => {
    if (start < low || size > high - low) return low - start
    return start + size > high ? high - start - size : 0
  }
  const { x, y } = toScreen(view, area)
  const dx = shift(x, area.width * view.zoom, insets.left, view.width - insets.right)
  const dy = shift(y, area.height * view.zoom, insets.top, view.height - insets.bottom)
  return dx === 0 && dy === 0 ? undefined : { x: view.x + dx, y: view.y + dy, zoom: view.zoom }
}

/** Zoomed by a factor around a point of the screen. */
export function zoomedViewport(view: ViewState, zoom: number, around: Point): ViewportTarget {
  const next = clampZoom(zoom)
  const fixed = toJourney(view, around)
  return { zoom: next, x: around.x - fixed.x * next, y: around.y - fixed.y * next }
}
