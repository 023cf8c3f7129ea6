import { addCard } from '#shared/model/commands/add-card.ts'
import { FIRST_PAGES } from '#shared/layout/cell-pages.ts'
import { contentRect } from '#shared/layout/find.ts'
import { layoutOf } from '#shared/layout/layout-of.ts'
import { doRectsOverlap } from '#shared/layout/rect.ts'
import { addFreeCard } from '#shared/model/commands/add-free-card.ts'
import { addLane } from '#shared/model/commands/add-lane.ts'
import { addStage } from '#shared/model/commands/add-stage.ts'
import { addStep } from '#shared/model/commands/add-step.ts'
import { deleteElements } from '#shared/model/commands/delete-elements.ts'
import { moveCards } from '#shared/model/commands/move-cards.ts'
import { moveLane } from '#shared/model/commands/move-lane.ts'
import { moveStage } from '#shared/model/commands/move-stage.ts'
import { moveStep } from '#shared/model/commands/move-step.ts'
import type { Result } from '#shared/lib/result.ts'
import { CARD_KINDS_OF_LANE, type Card, type CardKind } from '#shared/model/records/card.ts'
import type { Lane, LaneId, LaneKind } from '#shared/model/records/lane.ts'
import { FREE_CARD_SIZE_PX } from '#shared/model/records/limits.ts'
import type { StageId } from '#shared/model/records/stage.ts'
import type { StepId } from '#shared/model/records/step.ts'
import { cardsOfCell } from '#shared/model/selectors/cards-by-cell.ts'
import { freeCards } from '#shared/model/selectors/free-cards.ts'
import { lanesInOrder } from '#shared/model/selectors/lanes-in-order.ts'
import { stagesInOrder } from '#shared/model/selectors/stages-in-order.ts'
import { stepsInOrder } from '#shared/model/selectors/steps-in-order.ts'
import { stepsOfStage } from '#shared/model/selectors/steps-of-stage.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import type { Editor } from '#src/editor/editor.ts'
import { FREE_ROW_KEY, type OutlineRow } from './outline-rows.ts'

/** Up and down: among its siblings. Back and forth: a card to the step before or after, a step to the stage before or after. */
export type MoveWay = 'up' | 'down' | 'back' | 'forth'

/** Moves what a row stands for; `null` when it is at the end that way, or cannot move so. */
export function moveRow(editor: Editor, row: OutlineRow, way: MoveWay): Result<unknown, string> | null {
  const snapshot = editor.getSnapshot()
  const by = way === 'up' || way === 'back' ? -1 : 1
  const isAmong = way === 'up' || way === 'down'
  switch (row.kind) {
    case 'stage': {
      const index = stagesInOrder(snapshot).findIndex(({ id }) => id === row.elementId) + by
      const isInside = index >= 0 && index < snapshot.stages.size
      return isInside ? editor.run(moveStage, { stageId: row.elementId as StageId, index }) : null
    }
    case 'step':
      return moveStepRow(editor, row.elementId as StepId, by, isAmong)
    case 'lane': {
      const lanes = lanesInOrder(snapshot)
      const index = lanes.findIndex(({ id }) => id === row.elementId) + by
      const isInside = isAmong && index >= 0 && index < lanes.length
      return isInside ? editor.run(moveLane, { laneId: row.elementId as LaneId, index }) : null
    }
    case 'card': {
      const { card } = row
      if (!card || card.place.kind !== 'cell') return null
      const { stepId, laneId } = card.place
      if (!isAmong) return editor.run(moveCards, { cardIds: [card.id], to: { kind: 'shift', columns: by, lanes: 0 } })
      const cards = cardsOfCell(snapshot, stepId, laneId)
      const index = cards.findIndex(({ id }) => id === card.id) + by
      if (index < 0 || index >= cards.length) return null
      return editor.run(moveCards, { cardIds: [card.id], to: { kind: 'cell', stepId, laneId, index } })
    }
    default:
      return null
  }
}

function moveStepRow(editor: Editor, stepId: StepId, by: number, isAmong: boolean): Result<unknown, string> | null {
  const snapshot = editor.getSnapshot()
  const step = snapshot.steps.get(stepId)
  if (!step) return null
  const { stageId } = step.place
  const steps = stepsOfStage(snapshot, stageId)
  const index = steps.findIndex(({ id }) => id === stepId) + by
  if (isAmong && index >= 0 && index < steps.length) return editor.run(moveStep, { stepId, stageId, index })
  const stages = stagesInOrder(snapshot)
  const next = stages[stages.findIndex(({ id }) => id === stageId) + by]
  if (!next) return null
  return editor.run(moveStep, { stepId, stageId: next.id, index: by > 0 ? 0 : stepsOfStage(snapshot, next.id).length })
}

/** The lanes that a card of this kind may stand in. */
export const lanesFor = (snapshot: JourneySnapshot, { kind }: Card): readonly Lane[] =>
  lanesInOrder(snapshot).filter((lane) => CARD_KINDS_OF_LANE[lane.kind].includes(kind))

/** Puts a card into another step or lane; one whose step or lane is gone gets the first there is. `null`: there is none. */
export function placeCard(
  editor: Editor,
  { place, ...card }: Card,
  to: { readonly stepId?: StepId; readonly laneId?: LaneId },
): Result<unknown, string> | null {
  const snapshot = editor.getSnapshot()
  const was = place.kind === 'cell' ? place : undefined
  const stepId = to.stepId ?? (was && snapshot.steps.has(was.stepId) ? was.stepId : stepsInOrder(snapshot)[0]?.id)
  const laneId =
    to.laneId ?? (was && snapshot.lanes.has(was.laneId) ? was.laneId : lanesFor(snapshot, { place, ...card })[0]?.id)
  if (!stepId || !laneId) return null
  return editor.run(moveCards, { cardIds: [card.id], to: { kind: 'cell', stepId, laneId } })
}

/** A stage or step behind another, and the id of it; `null` for all else. */
export function addAfterRow(editor: Editor, row: OutlineRow): Result<string, string> | null {
  if (row.kind === 'stage') return addStageAfter(editor, row.key)
  const stageId = row.kind === 'step' && row.stepId ? editor.getSnapshot().steps.get(row.stepId)?.place.stageId : null
  if (!stageId) return null
  const index = stepsOfStage(editor.getSnapshot(), stageId).findIndex(({ id }) => id === row.stepId) + 1
  return idOf(editor.run(addStep, { stageId, index }), ({ stepId }) => stepId)
}

/** What is added in or after a row, and the id of it; `null` where nothing can be. A step's cards need a lane: `addCardIn`. */
export function addAtRow(editor: Editor, row: OutlineRow): Result<string, string> | null {
  switch (row.kind) {
    case 'stage':
      return idOf(editor.run(addStep, { stageId: row.elementId as StageId }), ({ stepId }) => stepId)
    case 'cell':
      return row.stepId && row.laneId ? addCardIn(editor, row.stepId, row.laneId) : null
    case 'card': {
      const { card } = row
      if (card?.place.kind === 'free') return addNoteBeside(editor, card)
      if (!card || card.place.kind !== 'cell') return null
      const { stepId, laneId } = card.place
      const index = cardsOfCell(editor.getSnapshot(), stepId, laneId).findIndex(({ id }) => id === card.id) + 1
      return addCardIn(editor, stepId, laneId, { index, kind: card.kind })
    }
    case 'lane': {
      const index = lanesInOrder(editor.getSnapshot()).findIndex(({ id }) => id === row.elementId) + 1
      return row.lane ? addLaneOf(editor, row.lane.kind, index) : null
    }
    case 'group':
      return row.key === FREE_ROW_KEY ? addNoteBeside(editor) : null
    default:
      return null
  }
}

/** So far below what there is, a new note lies. */
const NOTE_GAP_PX = 24

/** Where something new beside the grid lies free: below a card, else below all that there is. */
export function freeSpot(snapshot: JourneySnapshot, below?: Card): { readonly x: number; readonly y: number } {
  const free = freeCards(snapshot).flatMap(({ place }) => (place.kind === 'free' ? [place] : []))
  if (below?.place.kind === 'free') {
    const { x, y, height } = below.place
    const spot = { x, y: y + height + NOTE_GAP_PX }
    const note = { ...spot, width: FREE_CARD_SIZE_PX.defaultWidth, height: FREE_CARD_SIZE_PX.defaultHeight }
    if (!free.some((place) => doRectsOverlap(place, note))) return spot
  }
  const { y, height } = contentRect(layoutOf(snapshot, undefined, FIRST_PAGES))
  return { x: 0, y: Math.round(y + height + NOTE_GAP_PX) }
}

/** Adds a note beside the grid, below a card or below all. */
export const addNoteBeside = (editor: Editor, below?: Card): Result<string, string> =>
  idOf(editor.run(addFreeCard, freeSpot(editor.getSnapshot(), below)), ({ cardId }) => cardId)

/** Takes a card out of the grid. */
export const moveBeside = (editor: Editor, { id }: Card): Result<unknown, string> =>
  editor.run(moveCards, { cardIds: [id], to: { kind: 'free', ...freeSpot(editor.getSnapshot()) } })

/** Adds a card to a cell. */
export const addCardIn = (
  editor: Editor,
  stepId: StepId,
  laneId: LaneId,
  more: { readonly index?: number; readonly kind?: CardKind } = {},
): Result<string, string> => idOf(editor.run(addCard, { stepId, laneId, ...more }), ({ cardId }) => cardId)

/** Adds a stage, at the end or after another. */
export function addStageAfter(editor: Editor, stageId?: string): Result<string, string> {
  const at = stagesInOrder(editor.getSnapshot()).findIndex(({ id }) => id === stageId)
  return idOf(editor.run(addStage, at < 0 ? {} : { index: at + 1 }), (added) => added.stageId)
}

/** Adds a lane, at the end or at an index. */
export const addLaneOf = (editor: Editor, kind: LaneKind, index?: number): Result<string, string> =>
  idOf(editor.run(addLane, index === undefined ? { kind } : { kind, index }), ({ laneId }) => laneId)

const idOf = <Value>(result: Result<Value, string>, read: (value: Value) => string): Result<string, string> =>
  result.ok ? { ok: true, value: read(result.value) } : result

/** Deletes the selection when the row is in it, else what the row stands for. */
export function deleteRow(editor: Editor, row: OutlineRow): Result<unknown, string> | null {
  if (row.elementId === null) return null
  const { ids } = editor.selection.getState()
  return ids.has(row.elementId) ? editor.deleteSelection() : editor.run(deleteElements, { ids: [row.elementId] })
}
