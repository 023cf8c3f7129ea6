import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import type { LaneId } from '#shared/model/records/lane.ts'
import type { StageId } from '#shared/model/records/stage.ts'
import { stepsOfStage } from '#shared/model/selectors/steps-of-stage.ts'
import type { StepId } from '#shared/model/records/step.ts'

/** Where a dragged title would be inserted: `index` counts without itself, `at` is the line to show in journey pixels. */
export interface Insertion {
  readonly index: number
  readonly at: number
}

/** Among parts with a start and a size, the gap that is nearest to a point. */
function nearestGap<Part>(
  parts: readonly Part[],
  span: (part: Part) => readonly [number, number],
  point: number,
): { readonly gap: number; readonly at: number } {
  let gap = 0
  let at = 0
  parts.forEach((part, index) => {
    const [start, size] = span(part)
    if (index === 0) at = start
    if (point < start + size / 2) return
    gap = index + 1
    at = start + size
  })
  return { gap, at }
}

const withoutItself = (gap: number, own: number): number => (own >= 0 && gap > own ? gap - 1 : gap)

export function stageInsertion(layout: JourneyLayout, stageId: StageId, x: number): Insertion {
  const { gap, at } = nearestGap(layout.stages, (span) => [span.x, span.width], x)
  const own = layout.stages.findIndex((span) => span.stageId === stageId)
  return { index: withoutItself(gap, own), at }
}

export function laneInsertion(layout: JourneyLayout, laneId: LaneId, y: number): Insertion {
  const { gap, at } = nearestGap(layout.rows, (row) => [row.y, row.height], y)
  const own = layout.rows.findIndex((row) => row.laneId === laneId)
  return { index: withoutItself(gap, own), at }
}

/** A step may go to another stage: the one that is under the point. */
export function stepInsertion(
  layout: JourneyLayout,
  stepId: StepId,
  x: number,
): (Insertion & { readonly stageId: StageId }) | undefined {
  const stage = layout.stages.find((span) => x < span.x + span.width) ?? layout.stages.at(-1)
  if (!stage) return undefined
  const columns = layout.columns
    .slice(stage.firstColumn, stage.firstColumn + stage.columnCount)
    .filter((column) => column.stepId !== null)
  if (columns.length === 0) {
    // Into a folded stage: at its end.
    const steps = stepsOfStage(layout.snapshot, stage.stageId).filter((step) => step.id !== stepId)
    return { stageId: stage.stageId, index: steps.length, at: stage.x + (steps.length > 0 ? stage.width : 0) }
  }
  const { gap, at } = nearestGap(columns, (column) => [column.x, column.width], x)
  const own = columns.findIndex((column) => column.stepId === stepId)
  return { stageId: stage.stageId, index: withoutItself(gap, own), at }
}
