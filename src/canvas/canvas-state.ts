import type { Point, Rect } from '#shared/layout/rect.ts'
import { type CardId, type CardStyle, type Shape, SHAPES } from '#shared/model/records/card.ts'
import type { LaneId } from '#shared/model/records/lane.ts'
import type { StepId } from '#shared/model/records/step.ts'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { PasteQuestion } from './keyboard/paste.ts'
import type { StageId } from '#shared/model/records/stage.ts'
import type { TitleRef } from './headers/drag-title.ts'
import type { DropTarget } from './gestures/drop-target.ts'

/** What the heat map of a journey seen from far is tinted by. */
export type HeatMeasure = 'cards' | 'cases' | 'conversion' | 'dropOff'

/** Tools that draw something beside the grid, by dragging or with a click. */
export type DrawTool = Shape | 'frame' | 'ink'
export type CanvasTool = 'select' | 'hand' | 'comment' | 'note' | 'text' | DrawTool

/** Names a cell, whatever is in it. */
export interface CellRef {
  readonly stepId: StepId
  readonly laneId: LaneId
}

/** A title on its way: `index` counts without itself, among its stage's steps for a step. */
export interface TitleMove {
  readonly title: TitleRef
  readonly index: number
  readonly stageId?: StageId | undefined
}

/** What is going on under someone's own pointer and keys: nobody else's business, never stored. */
export interface CanvasState {
  readonly tool: CanvasTool
  /** While the space bar is down, dragging pans. */
  readonly isSpaceDown: boolean
  /** The cell that keys act on. */
  readonly cell: CellRef | null
  readonly hoveredCardId: CardId | null
  readonly hoveredCell: CellRef | null
  readonly hoveredLinkId: string | null
  /** Free cards are being resized by the pointer. */
  readonly isResizing: boolean
  /** Cards under the pointer's drag, and where they would land. */
  readonly dragging: ReadonlySet<string> | null
  readonly dropTarget: DropTarget | null
  /** A line over the whole canvas: where a title would be inserted, or an edge be moved to. */
  readonly guide: { readonly axis: 'x' | 'y'; readonly at: number } | null
  readonly draggedTitleId: string | null
  /** Where a dragged title would land. */
  readonly titleMove: TitleMove | null
  readonly marquee: Rect | null
  /** What is being drawn: SVG path data, its origin at a point of the journey. */
  readonly draft: { readonly path: string; readonly at: Point; readonly isInk: boolean } | null
  /** A link being drawn, from a card to a point or to the card below it. */
  /** What stands on the cards is too small on the screen to be pressed; the card itself is not. */
  readonly isTooSmallToPress: boolean
  /** The feeling being dragged, and what it is called there. */
  /** A link's target is being chosen without the pointer: with the arrows, or from a list. */
  readonly linkMode: 'keys' | 'list' | null
  readonly scoring: { readonly cardId: CardId; readonly score: number; readonly isFuture: boolean } | null
  readonly heatMeasure: HeatMeasure
  /** The future curves are shown; of one's own view only. */
  readonly isFutureShown: boolean
  /** Where the channel changes is marked; of one's own view only. */
  readonly areHandOffsShown: boolean
  /** The latest wish to open the menu of the selection; each new object is a new wish. */
  readonly menuRequest: object | null
  readonly pasteQuestion: PasteQuestion | null
  /** What the format painter holds; empty: the looks of the kind. */
  readonly copiedStyle: CardStyle | null
  readonly connecting: { readonly fromId: CardId; readonly to: Rect; readonly toId: CardId | null } | null
}

export const createCanvasState = (): StoreApi<CanvasState> =>
  createStore<CanvasState>(() => ({
    tool: 'select',
    isSpaceDown: false,
    cell: null,
    hoveredCardId: null,
    hoveredCell: null,
    hoveredLinkId: null,
    isResizing: false,
    dragging: null,
    dropTarget: null,
    guide: null,
    draggedTitleId: null,
    titleMove: null,
    marquee: null,
    draft: null,
    connecting: null,
    linkMode: null,
    scoring: null,
    heatMeasure: 'cards',
    isFutureShown: true,
    areHandOffsShown: true,
    isTooSmallToPress: false,
    menuRequest: null,
    pasteQuestion: null,
    copiedStyle: null,
  }))

/** Dragging empty ground pans. */
export const isPanning = (state: CanvasState): boolean => state.tool === 'hand' || state.isSpaceDown

const DRAW_TOOLS: ReadonlySet<string> = new Set<DrawTool>([...SHAPES, 'frame', 'ink'])

export const isDrawTool = (tool: CanvasTool): tool is DrawTool => DRAW_TOOLS.has(tool)
