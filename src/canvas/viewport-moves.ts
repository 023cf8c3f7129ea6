import { cardRect, contentRect } from '#shared/layout/find.ts'
import { grownRect, type Point, type Rect, rectAround } from '#shared/layout/rect.ts'
import { HEADER_HEIGHT_PX, LANE_NAMES_WIDTH_PX } from '#shared/layout/sizes.ts'
import type { CardId } from '#shared/model/records/card.ts'
import type { CanvasCore } from './canvas-context.ts'
import { GLIDE_MS, type ViewportTarget, viewportFor, zoomedViewport } from './view.ts'

const MARGIN_PX = 12
const SELECTION_MARGIN_PX = 60
const SPOT_MARGIN_PX = 240
const SELECTION_ZOOM_MAX = 1.5
const ZOOM_STEP = 1.25
/** A journey too large to be read as a whole opens at this zoom, from its beginning. */
const OPENING_ZOOM = { least: 0.65, small: 0.8, most: 1 } as const
const SMALL_SCREEN_PX = 640

/** What there is to see, without the printed title bands: on screen the bands are sticky. */
function contentArea({ scene }: Pick<CanvasCore, 'scene'>): Rect {
  const layout = scene.get()
  const all = contentRect(layout)
  const x = all.x === -LANE_NAMES_WIDTH_PX ? 0 : all.x
  const y = all.y === -HEADER_HEIGHT_PX ? 0 : all.y
  return { x, y, width: all.x + all.width - x, height: all.y + all.height - y }
}

/** Shows the whole journey. */
export function fitJourney(core: CanvasCore, durationMs = GLIDE_MS): void {
  core.view.moveTo(viewportFor(core.view.get(), grownRect(contentArea(core), MARGIN_PX), core.insets()), durationMs)
}

/** Shows what is selected; the whole journey when that is nothing that has a place. */
export function zoomToSelection(core: CanvasCore): void {
  const { editor, scene, view } = core
  const layout = scene.get()
  const { ids } = editor.selection.getState()
  const rects = [...ids].flatMap((id): Rect[] => {
    const rect = cardRect(layout, id as CardId)
    const column = layout.columns.find((one) => one.stepId === id)
    const stage = layout.stages.find((one) => one.stageId === id)
    const row = layout.rows.find((one) => one.laneId === id)
    if (rect) return [rect]
    if (column ?? stage)
      return [{ x: (column ?? stage)?.x ?? 0, y: 0, width: (column ?? stage)?.width ?? 0, height: layout.height }]
    return row ? [{ x: 0, y: row.y, width: layout.width, height: row.height }] : []
  })
  const around = rectAround(rects)
  if (!around) return fitJourney(core)
  const area = grownRect(around, SELECTION_MARGIN_PX)
  view.moveTo(viewportFor(view.get(), area, core.insets(), SELECTION_ZOOM_MAX), GLIDE_MS)
}

/** Shows what lies around a spot. */
export function zoomToSpot(core: CanvasCore, { x, y }: Point): void {
  const area = grownRect({ x, y, width: 0, height: 0 }, SPOT_MARGIN_PX)
  core.view.moveTo(viewportFor(core.view.get(), area, core.insets(), 1), GLIDE_MS)
}

/** How a journey is shown first: whole when that can be read, else its beginning. */
export function openingViewport(core: CanvasCore): ViewportTarget {
  const view = core.view.get()
  const insets = core.insets()
  const area = contentArea(core)
  const whole = viewportFor(view, grownRect(area, MARGIN_PX), insets)
  const { least, small, most } = OPENING_ZOOM
  const readable = view.width < SMALL_SCREEN_PX ? small : least
  if (whole.zoom >= readable) return { ...whole, zoom: whole.zoom, x: Math.max(insets.left, whole.x), y: insets.top }
  const byHeight = (view.height - insets.top - insets.bottom) / Math.max(1, area.height)
  return { zoom: Math.min(most, Math.max(readable, byHeight)), x: insets.left, y: insets.top }
}

export function zoomBy(core: CanvasCore, steps: number): void {
  const view = core.view.get()
  const middle = { x: view.width / 2, y: view.height / 2 }
  core.view.moveTo(zoomedViewport(view, view.zoom * ZOOM_STEP ** steps, middle), GLIDE_MS)
}

export function zoomTo100(core: CanvasCore): void {
  const view = core.view.get()
  core.view.moveTo(zoomedViewport(view, 1, { x: view.width / 2, y: view.height / 2 }), GLIDE_MS)
}

/** By shares of the screen. */
export function panBy(core: CanvasCore, across: number, down: number): void {
  const view = core.view.get()
  core.view.moveTo({ zoom: view.zoom, x: view.x - across * view.width, y: view.y - down * view.height }, GLIDE_MS)
}
