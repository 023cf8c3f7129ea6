import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import type { StageId } from '#shared/model/records/stage.ts'
import type { StepId } from '#shared/model/records/step.ts'
import { measuredElements } from '#shared/model/selectors/measured-elements.ts'
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
const LANES_PX = { usual: 164, narrow: 104, far: 116 } as const
const NARROW_SCREEN_PX = 640
const STEPS_FROM_ZOOM = 0.26

export function bandsFor(view: ViewState, layout: JourneyLayout, hasReadings: boolean): Bands {
  const bound = hasReadings ? boundRows(layout) : NOTHING_BOUND
  const isFar = view.zoom < STEPS_FROM_ZOOM
  const stageHeight = STAGE_PX + (bound.stages ? READINGS_PX : 0)
  const stepHeight = isFar ? 0 : STEP_PX + (bound.steps ? READINGS_PX : 0)
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

const NOTHING_BOUND = { stages: false, steps: false }
const knownRows = new WeakMap<object, typeof NOTHING_BOUND>()

/** Which rows of titles have an element with readings to show. */
function boundRows({ snapshot }: JourneyLayout): typeof NOTHING_BOUND {
  const measured = measuredElements(snapshot)
  const known = knownRows.get(measured)
  if (known) return known
  const ids = [...measured]
  const rows = {
    stages: ids.some((id) => snapshot.stages.has(id as StageId)),
    steps: ids.some((id) => snapshot.steps.has(id as StepId)),
  }
  knownRows.set(measured, rows)
  return rows
}

/** Whether the titles stand in both as they are: what is typed in a card that does not grow moves none. */
export const hasSameTitles = (a: JourneyLayout, b: JourneyLayout): boolean =>
  a.stages === b.stages &&
  a.columns === b.columns &&
  a.lanes === b.lanes &&
  a.rows === b.rows &&
  measuredElements(a.snapshot) === measuredElements(b.snapshot)

const EDGE_PX = 12
/** Room for the button after the last stage. */
const ADD_STAGE_PX = 92
/** Room for the tools, and for the button after the last lane above them where they reach under it. */
const TOOLS_PX = { beside: 92, stacked: 160 } as const
/** As in `styles/tools.css`: on a narrower canvas the tools stand above the zoom. */
const STACKED_BELOW_PX = 860

/** What the bands and the canvas's own controls cover when the bands stick. */
export function insetsOf(view: ViewState, layout: JourneyLayout, hasReadings: boolean): Insets {
  const { stageHeight, stepHeight, lanesWidth } = bandsFor(view, layout, hasReadings)
  return {
    left: lanesWidth + EDGE_PX,
    top: stageHeight + stepHeight + EDGE_PX,
    right: view.width < NARROW_SCREEN_PX ? EDGE_PX : ADD_STAGE_PX,
    bottom: view.width < STACKED_BELOW_PX ? TOOLS_PX.stacked : TOOLS_PX.beside,
  }
}
