import { ArrowDownToLine, ArrowLeftToLine, ArrowRightToLine, ArrowUpToLine, Columns3, Plus, Rows3 } from 'lucide-react'
import { addCard } from '#shared/model/commands/add-card.ts'
import { LANE_KINDS, LANE_TITLES, type LaneId } from '#shared/model/records/lane.ts'
import type { StepId } from '#shared/model/records/step.ts'
import { elementOf } from '#shared/model/selectors/element-kind-of.ts'
import { lanesInOrder } from '#shared/model/selectors/lanes-in-order.ts'
import { stagesInOrder } from '#shared/model/selectors/stages-in-order.ts'
import { stepsOfStage } from '#shared/model/selectors/steps-of-stage.ts'
import type { Action } from '#src/ui/actions.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { LANE_ICONS } from '../cards/kind-icons.ts'
import { editInPlace } from '../gestures/edit-in-place.ts'
import { addLaneAt, addStageAt, addStepAt } from '../headers/add-titles.ts'
import type { Direction } from '../keyboard/move-selected.ts'

const NEIGHBOURS = [
  { way: 'right', label: 'Add a card to the right', key: 'ArrowRight', icon: ArrowRightToLine },
  { way: 'left', label: 'Add a card to the left', key: 'ArrowLeft', icon: ArrowLeftToLine },
  { way: 'down', label: 'Add a card below', key: 'ArrowDown', icon: ArrowDownToLine },
  { way: 'up', label: 'Add a card above', key: 'ArrowUp', icon: ArrowUpToLine },
] as const satisfies readonly { way: Direction; label: string; key: string; icon: unknown }[]

/** What makes the journey grow from where one is: cards beside a card, steps, stages and lanes. */
export const growActions = (core: CanvasCore): readonly Action[] => [
  ...NEIGHBOURS.map(({ way, label, key, icon }): Action => ({
    id: `insert.card-${way}`,
    label,
    group: 'Insert',
    section: 'neighbours',
    submenu: 'Add a card beside',
    icon,
    shortcuts: [`Mod+${key}`],
    contexts: ['card'],
    isEnabled: () => neighbour(core, way) !== undefined,
    run: () => {
      const place = neighbour(core, way)
      const added = place && core.editor.run(addCard, place)
      if (added?.ok) editInPlace(core, added.value.cardId)
    },
  })),
  {
    id: 'insert.step',
    label: 'Add a step',
    group: 'Insert',
    section: 'structure',
    icon: Columns3,
    shortcuts: ['Mod+Alt+ArrowRight'],
    keywords: 'column after',
    contexts: ['cell'],
    isEnabled: () => core.canEdit && stagesInOrder(core.editor.getSnapshot()).length > 0,
    run: () => addStepHere(core),
  },
  {
    id: 'insert.stage',
    label: 'Add a stage',
    group: 'Insert',
    section: 'structure',
    icon: Plus,
    keywords: 'phase',
    isEnabled: () => core.canEdit,
    run: () => addStageAt(core, stagesInOrder(core.editor.getSnapshot()).length),
  },
  {
    id: 'insert.lane',
    label: 'Add a lane below',
    group: 'Insert',
    section: 'structure',
    icon: Rows3,
    shortcuts: ['Mod+Alt+ArrowDown'],
    keywords: 'row',
    contexts: ['cell'],
    isEnabled: () => core.canEdit,
    run: () => {
      const lane = core.editor.getSnapshot().lanes.get(whereAmI(core).laneId as LaneId)
      addLaneAt(core, lane?.kind ?? 'note', laneIndex(core))
    },
  },
  ...LANE_KINDS.map((kind): Action => ({
    id: `insert.lane.${kind}`,
    label: `${LANE_TITLES[kind]} lane`,
    group: 'Insert',
    section: 'structure',
    submenu: 'Add a lane of a kind',
    icon: LANE_ICONS[kind],
    keywords: 'add row',
    isEnabled: () => core.canEdit,
    run: () => addLaneAt(core, kind, laneIndex(core)),
  })),
]

/** The step and lane that one is at: of the selection, else of the chosen cell. */
function whereAmI({ editor, state }: CanvasCore): { readonly stepId?: StepId; readonly laneId?: LaneId } {
  const snapshot = editor.getSnapshot()
  const { anchor } = editor.selection.getState()
  const element = anchor === null ? undefined : elementOf(snapshot, anchor)
  if (element?.kind === 'step') return { stepId: element.id }
  if (element?.kind === 'lane') return { laneId: element.id }
  const card = element?.kind === 'card' ? snapshot.cards.get(element.id) : undefined
  if (card) return card.place.kind === 'cell' ? card.place : {}
  return state.getState().cell ?? {}
}

/** Below the lane that one is at, else at the bottom. */
function laneIndex(core: CanvasCore): number {
  const lanes = lanesInOrder(core.editor.getSnapshot())
  const at = lanes.findIndex((lane) => lane.id === whereAmI(core).laneId)
  return at < 0 ? lanes.length : at + 1
}

/** After the step that one is at, else at the end. */
function addStepHere(core: CanvasCore): void {
  const snapshot = core.editor.getSnapshot()
  const { stepId } = whereAmI(core)
  const { anchor } = core.editor.selection.getState()
  const stages = stagesInOrder(snapshot)
  const selected = stages.find((stage) => stage.id === anchor)?.id
  const stageId = (stepId && snapshot.steps.get(stepId)?.place.stageId) ?? selected ?? stages.at(-1)?.id
  if (!stageId) return
  const steps = stepsOfStage(snapshot, stageId)
  const at = steps.findIndex((step) => step.id === stepId)
  addStepAt(core, stageId, at < 0 ? steps.length : at + 1)
}

/** Where a card beside the selected one goes: into the next step of the lane, or before or after it in its cell. */
function neighbour(
  { editor, scene, canEdit }: CanvasCore,
  way: Direction,
): { readonly stepId: StepId; readonly laneId: LaneId; readonly index?: number } | undefined {
  const { ids, anchor } = editor.selection.getState()
  const layout = scene.get()
  const card = ids.size === 1 ? [...layout.snapshot.cards.values()].find(({ id }) => id === anchor) : undefined
  if (!canEdit || card?.place.kind !== 'cell') return undefined
  const { stepId, laneId, order } = card.place
  if (way === 'up' || way === 'down') {
    const before = [...layout.snapshot.cards.values()].filter(
      ({ place }) => place.kind === 'cell' && place.stepId === stepId && place.laneId === laneId && place.order < order,
    ).length
    return { stepId, laneId, index: way === 'up' ? before : before + 1 }
  }
  const column = layout.columnOfStep.get(stepId)
  const next = column && layout.columns[column.index + (way === 'left' ? -1 : 1)]
  return next?.stepId ? { stepId: next.stepId, laneId } : undefined
}
