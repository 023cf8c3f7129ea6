import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import type { Insets, ViewState } from './view.ts'

/**
 * The sticky title bands, in screen pixels: they keep their size while the journey zooms, sit at the grid's edge while that is in
 * view, and stick to the canvas's edge when it is not.
 */
export interface Bands {
  readonly top: number
  readonly left: number
  readonly stageHeight: number
  /** 0 from far, where steps are too narrow to be named. */
  readonly stepHeight: number
  readonly lanesWidth: number
}

const STAGE_PX = 34
const STEP_PX = 42
const READINGS_PX = 26
const LANES_PX = { usual: 164, narrow: 92, far: 116 } as const
const NARROW_SCREEN_PX = 640
const STEPS_FROM_ZOOM = 0.26

export function bandsFor(view: ViewState, layout: JourneyLayout, hasReadings: boolean): Bands {
  const readings = hasReadings ? READINGS_PX : 0
  const isFar = view.zoom < STEPS_FROM_ZOOM
  const stageHeight = STAGE_PX + readings
  const stepHeight = isFar ? 0 : STEP_PX + readings
  const lanesWidth = view.width < NARROW_SCREEN_PX ? LANES_PX.narrow : isFar ? LANES_PX.far : LANES_PX.usual
  const height = stageHeight + stepHeight
  const bottom = view.y + layout.height * view.zoom
  const right = view.x + layout.width * view.zoom
  return {
    top: Math.min(Math.max(0, view.y - height), Math.max(bottom, view.y) - height),
    left: Math.min(Math.max(0, view.x - lanesWidth), Math.max(right, view.x) - lanesWidth),
    stageHeight,
    stepHeight,
    lanesWidth,
  }
}

const EDGE_PX = 12

/** What the bands and the canvas's own controls cover when the bands stick. */
export function insetsOf(view: ViewState, layout: JourneyLayout, hasReadings: boolean): Insets {
  const { stageHeight, stepHeight, lanesWidth } = bandsFor(view, layout, hasReadings)
  return {
    left: lanesWidth + EDGE_PX,
    top: stageHeight + stepHeight + EDGE_PX,
    right: EDGE_PX,
    bottom: view.width < NARROW_SCREEN_PX ? 64 : EDGE_PX + 8,
  }
}
