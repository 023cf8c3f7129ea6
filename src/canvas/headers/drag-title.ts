import { moveLane } from '#shared/model/commands/move-lane.ts'
import { moveStage } from '#shared/model/commands/move-stage.ts'
import { moveStep } from '#shared/model/commands/move-step.ts'
import { resizeLane } from '#shared/model/commands/resize-lane.ts'
import { resizeStep } from '#shared/model/commands/resize-step.ts'
import type { LaneId } from '#shared/model/records/lane.ts'
import { LANE_HEIGHT_PX, STEP_WIDTH_PX } from '#shared/model/records/limits.ts'
import type { StageId } from '#shared/model/records/stage.ts'
import type { StepId } from '#shared/model/records/step.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { type PointerMove, trackPointer } from '../gestures/track-pointer.ts'
import { toJourney } from '../view.ts'
import { type Insertion, laneInsertion, stageInsertion, stepInsertion } from './insertion.ts'

/** A title of the bands. */
export type TitleRef =
  | { readonly kind: 'stage'; readonly id: StageId }
  | { readonly kind: 'step'; readonly id: StepId }
  | { readonly kind: 'lane'; readonly id: LaneId }

const journeyPoint = ({ view }: CanvasCore, { x, y }: { readonly x: number; readonly y: number }) => {
  const bounds = view.bounds()
  return toJourney(view.get(), { x: x - bounds.left, y: y - bounds.top })
}

/** Follows a title that is dragged to another place: the others slide aside, and the drop moves it in one command. */
export function dragTitle(core: CanvasCore, down: PointerEvent, title: TitleRef): void {
  const { state, scene, editor } = core
  const insertion = (move: PointerMove): (Insertion & { readonly stageId?: StageId }) | undefined => {
    const layout = scene.get()
    const point = journeyPoint(core, move)
    switch (title.kind) {
      case 'stage':
        return stageInsertion(layout, title.id, point.x)
      case 'step':
        return stepInsertion(layout, title.id, point.x)
      default:
        return laneInsertion(layout, title.id, point.y)
    }
  }
  const end = (): void => state.setState({ titleMove: null, draggedTitleId: null })
  trackPointer(down, {
    onStart: () => state.setState({ draggedTitleId: title.id }),
    onMove: (move) => {
      const place = insertion(move)
      const before = state.getState().titleMove
      if (place?.index === before?.index && place?.stageId === before?.stageId) return
      state.setState({ titleMove: place ? { title, index: place.index, stageId: place.stageId } : null })
    },
    onDrop: (move) => {
      const place = insertion(move)
      if (place === undefined) return end()
      if (title.kind === 'stage') editor.run(moveStage, { stageId: title.id, index: place.index })
      else if (title.kind === 'lane') editor.run(moveLane, { laneId: title.id, index: place.index })
      else if (place.stageId) editor.run(moveStep, { stepId: title.id, stageId: place.stageId, index: place.index })
      end()
    },
    onClick: (event) =>
      editor.select([title.id], event.shiftKey || event.ctrlKey || event.metaKey ? 'toggle' : 'replace'),
    onCancel: end,
  })
}

const clamp = (value: number, { min, max }: { readonly min: number; readonly max: number }): number =>
  Math.min(max, Math.max(min, value))

/** Follows the right edge of a step or the lower edge of a lane. */
export function resizeTitle(core: CanvasCore, down: PointerEvent, title: Exclude<TitleRef, { kind: 'stage' }>): void {
  const { state, scene, editor, view } = core
  const layout = scene.get()
  const column = title.kind === 'step' ? layout.columnOfStep.get(title.id) : undefined
  const row = title.kind === 'lane' ? layout.rowOfLane.get(title.id) : undefined
  const start = column?.x ?? row?.y
  const size = column?.width ?? row?.height
  if (start === undefined || size === undefined) return
  const sizeAt = ({ dx, dy }: PointerMove): number =>
    clamp(size + (column ? dx : dy) / view.get().zoom, column ? STEP_WIDTH_PX : LANE_HEIGHT_PX)
  trackPointer(down, {
    onMove: (move) => state.setState({ guide: { axis: column ? 'x' : 'y', at: start + sizeAt(move) } }),
    onDrop: (move) => {
      state.setState({ guide: null })
      if (title.kind === 'step') editor.run(resizeStep, { stepId: title.id, width: sizeAt(move) })
      else editor.run(resizeLane, { laneId: title.id, height: sizeAt(move) })
    },
    onCancel: () => state.setState({ guide: null }),
  })
}
