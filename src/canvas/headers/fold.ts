import { setCollapsed } from '#shared/model/commands/set-collapsed.ts'
import type { LaneId } from '#shared/model/records/lane.ts'
import type { StageId } from '#shared/model/records/stage.ts'
import type { StepId } from '#shared/model/records/step.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import { foldedCounts } from '#shared/layout/folded.ts'
import type { GridCell } from '#shared/layout/find.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import type { CanvasCore } from '../canvas-context.ts'
import type { TitleRef } from './drag-title.ts'

/** Whether a stage, step or lane is folded away. */
export function isCollapsed({ stages, steps, lanes }: JourneySnapshot, id: string): boolean {
  const record = stages.get(id as StageId) ?? steps.get(id as StepId) ?? lanes.get(id as LaneId)
  return record?.isCollapsed === true
}

/** Folds or unfolds; what was selected and is out of sight now is selected no longer. */
export function fold({ editor, scene }: CanvasCore, ids: readonly string[], collapsed: boolean): void {
  if (!editor.run(setCollapsed, { ids, isCollapsed: collapsed }).ok || !collapsed) return
  const layout = scene.get()
  const shown = [...editor.selection.getState().ids].filter((id) => {
    const place = layout.snapshot.cards.get(id as never)?.place
    if (place?.kind !== 'cell') return true
    const row = layout.rowOfLane.get(place.laneId)
    return row?.isCollapsed === false && layout.columnOfStep.get(place.stepId)?.fold === null
  })
  editor.select(shown)
}

/** Unfolds whatever hides a cell. */
export function unfoldCell(core: CanvasCore, { column, row }: GridCell): void {
  const folded = column.fold === 'stage' ? column.stageId : column.fold === 'step' ? column.stepId : null
  fold(core, [...(folded === null ? [] : [folded]), ...(row.isCollapsed ? [row.laneId] : [])], false)
}

/** How many cards a folded title hides. */
export function hiddenCount(layout: JourneyLayout, title: TitleRef): number {
  const counts = foldedCounts(layout)
  if (title.kind === 'lane') return counts.ofLane.get(title.id) ?? 0
  const column =
    title.kind === 'step'
      ? layout.columnOfStep.get(title.id)
      : layout.columns.find((one) => one.fold === 'stage' && one.stageId === title.id)
  return (column && counts.ofColumn.get(column.index)) ?? 0
}
