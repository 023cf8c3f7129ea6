import { setCollapsed } from '#shared/model/commands/set-collapsed.ts'
import type { LaneId } from '#shared/model/records/lane.ts'
import type { StageId } from '#shared/model/records/stage.ts'
import type { StepId } from '#shared/model/records/step.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import { foldedCounts } from '#shared/layout/folded.ts'
import type { GridCell } from '#shared/layout/find.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import type { Action } from '#src/ui/actions.ts'
import { ChevronsDownUp, ChevronsUpDown } from 'lucide-react'
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

/** Folding by menu, key and palette. */
export function foldActions(core: CanvasCore): readonly Action[] {
  const { editor } = core
  const of = (wanted: boolean): string[] => {
    const snapshot = editor.getSnapshot()
    return [...editor.selection.getState().ids].filter((id) => {
      const canFold =
        snapshot.stages.has(id as StageId) || snapshot.steps.has(id as StepId) || snapshot.lanes.has(id as LaneId)
      return canFold && isCollapsed(snapshot, id) === wanted
    })
  }
  const everything = (): string[] => {
    const { stages, steps, lanes } = editor.getSnapshot()
    return [...stages.values(), ...steps.values(), ...lanes.values()].flatMap((one) =>
      one.isCollapsed ? [one.id] : [],
    )
  }
  const openLanes = (): string[] =>
    [...editor.getSnapshot().lanes.values()].flatMap((lane) => (lane.isCollapsed ? [] : [lane.id]))
  const folding = { group: 'View', section: 'fold', keywords: 'fold hide stage step lane' } as const
  return [
    {
      id: 'view.collapse',
      ...folding,
      label: 'Collapse selected stages, steps, lanes',
      icon: ChevronsDownUp,
      isEnabled: () => core.canEdit && of(false).length > 0,
      run: () => fold(core, of(false), true),
    },
    {
      id: 'view.expand',
      ...folding,
      label: 'Expand selected stages, steps, lanes',
      icon: ChevronsUpDown,
      isEnabled: () => core.canEdit && of(true).length > 0,
      run: () => fold(core, of(true), false),
    },
    {
      id: 'view.collapse-lanes',
      ...folding,
      label: 'Collapse all lanes',
      isEnabled: () => core.canEdit && openLanes().length > 0,
      run: () => fold(core, openLanes(), true),
    },
    {
      id: 'view.expand-all',
      ...folding,
      label: 'Expand all',
      isEnabled: () => core.canEdit && everything().length > 0,
      run: () => fold(core, everything(), false),
    },
  ]
}
