import type { Rect } from '#shared/layout/rect.ts'
import type { ViewState } from '../view.ts'

/** Paints a part of the ground. The context is in journey pixels and clipped to the area. */
export type PaintArea = (ink: CanvasRenderingContext2D, area: Rect, zoom: number) => void

/** So much more than the view is painted on each side. */
export const SHEET_MARGIN_PX = 128
/** More pixels than this cost time and show nothing. */
const PIXEL_RATIO_MAX = 2

/** How the journey lies on a canvas: journey point × zoom + x or y, in CSS pixels of the canvas. */
export interface Painted {
  readonly x: number
  readonly y: number
  readonly zoom: number
  /** Of the canvas, in CSS pixels; and its pixels for each of them. */
  readonly width: number
  readonly height: number
  readonly ratio: number
}

/** A canvas around the view, for a zoom. The middle of the view stays where it is on the canvas, whatever the zoom. */
export function paintedAround(now: ViewState, zoom: number): Painted {
  const ratio = Math.min(PIXEL_RATIO_MAX, window.devicePixelRatio || 1)
  const at = (offset: number, size: number): number =>
    Math.round((((offset - size / 2) * zoom) / now.zoom + size / 2 + SHEET_MARGIN_PX) * ratio) / ratio
  const [width, height] = [now.width + 2 * SHEET_MARGIN_PX, now.height + 2 * SHEET_MARGIN_PX]
  return { x: at(now.x, now.width), y: at(now.y, now.height), zoom, width, height, ratio }
}

/** Gives the canvas its pixels; one that has them already keeps what is on it. */
export function sizeCanvas(canvas: HTMLCanvasElement, { width, height, ratio }: Painted): void {
  const [pixelsX, pixelsY] = [Math.round(width * ratio), Math.round(height * ratio)]
  if (canvas.width !== pixelsX || canvas.height !== pixelsY) Object.assign(canvas, { width: pixelsX, height: pixelsY })
}

/** A part of the canvas, in CSS pixels. */
export function paintPart(ink: CanvasRenderingContext2D, on: Painted, part: Rect, paint: PaintArea): void {
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

/** The canvas in journey pixels: what lies beside it is painted when it comes in. */
export const sheetRect = (on: Painted): Rect => ({
  x: -on.x / on.zoom,
  y: -on.y / on.zoom,
  width: on.width / on.zoom,
  height: on.height / on.zoom,
})

/** Shows the canvas where the view is. */
export function place(canvas: HTMLCanvasElement, painted: Painted, now: ViewState): void {
  const scale = now.zoom / painted.zoom
  const [x, y] = [now.x - painted.x * scale, now.y - painted.y * scale]
  canvas.style.transform = `translate(${x}px, ${y}px)${scale === 1 ? '' : ` scale(${scale})`}`
}

/** Whether the canvas reaches over all of the view. */
export function isCovering(painted: Painted, now: ViewState): boolean {
  const scale = now.zoom / painted.zoom
  const [left, top] = [now.x - painted.x * scale, now.y - painted.y * scale]
  return (
    left <= 0 && top <= 0 && left + painted.width * scale >= now.width && top + painted.height * scale >= now.height
  )
}
