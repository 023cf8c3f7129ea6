import type { LaneId } from '#shared/model/records/lane.ts'
import type { StageId } from '#shared/model/records/stage.ts'
import type { StepId } from '#shared/model/records/step.ts'
import type { Action } from '#src/ui/actions.ts'
import { ChevronsDownUp, ChevronsUpDown } from 'lucide-react'
import type { CanvasCore } from '../canvas-context.ts'
import { fold, isCollapsed } from './fold.ts'

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
