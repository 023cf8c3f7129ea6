import type { Rect } from '#shared/layout/rect.ts'

/** Which part of the journey is seen: a journey point p is at p × zoom + (x, y) on the screen. */
export interface Camera {
  readonly x: number
  readonly y: number
  readonly zoom: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

const MARGIN_PX = 24
export const ZOOM = { min: 0.05, max: 3 } as const

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value))

/** Shows all of a rectangle, in the middle, no larger than `most`. */
export function cameraOn(rect: Rect, size: Size, { margin = MARGIN_PX, most = 1.25 } = {}): Camera {
  const zoom = clamp(
    Math.min((size.width - 2 * margin) / rect.width, (size.height - 2 * margin) / rect.height),
    ZOOM.min,
    most,
  )
  return {
    zoom,
    x: (size.width - rect.width * zoom) / 2 - rect.x * zoom,
    y: (size.height - rect.height * zoom) / 2 - rect.y * zoom,
  }
}

/** All of a journey that would be smaller than `whole` says nothing; its beginning can be read from `readable` on. */
const OPENING_ZOOM = { whole: 0.3, readable: 0.6 } as const

/** How a journey is seen first: all of it, or its beginning where all of it would be too small to make anything of. */
export function openingCamera(bounds: Rect, size: Size): Camera {
  const all = cameraOn(bounds, size, { most: 1 })
  if (all.zoom >= OPENING_ZOOM.whole) return all
  const zoom = clamp((size.height - 2 * MARGIN_PX) / bounds.height, OPENING_ZOOM.readable, 1)
  return { zoom, x: MARGIN_PX - bounds.x * zoom, y: MARGIN_PX - bounds.y * zoom }
}

/** Zooms about a place on the screen, which stays where it is. */
export function zoomedAt(camera: Camera, at: { readonly x: number; readonly y: number }, factor: number): Camera {
  const zoom = clamp(camera.zoom * factor, ZOOM.min, ZOOM.max)
  const by = zoom / camera.zoom
  return { zoom, x: at.x - (at.x - camera.x) * by, y: at.y - (at.y - camera.y) * by }
}

/** A part of the journey stays in sight, however far one pans. */
export function heldInSight(camera: Camera, bounds: Rect, size: Size): Camera {
  const keep = 96
  return {
    zoom: camera.zoom,
    x: clamp(camera.x, keep - (bounds.x + bounds.width) * camera.zoom, size.width - keep - bounds.x * camera.zoom),
    y: clamp(camera.y, keep - (bounds.y + bounds.height) * camera.zoom, size.height - keep - bounds.y * camera.zoom),
  }
}

/** The rectangle of the journey that is on the screen, and a little around it. */
export function seenRect({ x, y, zoom }: Camera, size: Size, around = 0.5): Rect {
  const width = size.width / zoom
  const height = size.height / zoom
  return {
    x: -x / zoom - width * around,
    y: -y / zoom - height * around,
    width: width * (1 + 2 * around),
    height: height * (1 + 2 * around),
  }
}

/** Part of the way from one camera to another; zooms evenly to the eye. */
export function between(from: Camera, to: Camera, share: number): Camera {
  const eased = 1 - (1 - share) ** 3
  const mix = (a: number, b: number): number => a + (b - a) * eased
  return { x: mix(from.x, to.x), y: mix(from.y, to.y), zoom: mix(from.zoom, to.zoom) }
}
