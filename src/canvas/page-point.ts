import type { Point } from '#shared/layout/rect.ts'
import type { CanvasCore } from './canvas-context.ts'
import { toJourney } from './view.ts'

/** A point of the page, as pointer events have it, in journey pixels. */
export function pagePoint({ view }: Pick<CanvasCore, 'view'>, at: { readonly x: number; readonly y: number }): Point {
  const bounds = view.bounds()
  return toJourney(view.get(), { x: at.x - bounds.left, y: at.y - bounds.top })
}
