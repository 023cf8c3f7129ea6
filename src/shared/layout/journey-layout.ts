import type { Card } from '#shared/model/records/card.ts'
import type { Lane, LaneId, LaneKind } from '#shared/model/records/lane.ts'
import type { StageId } from '#shared/model/records/stage.ts'
import type { StepId } from '#shared/model/records/step.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import type { CellPages } from './cell-pages.ts'
import type { ArcRoom, LinkCorridors } from './link-corridors.ts'
import type { CardMetrics } from './card-metrics.ts'
import type { Rect } from './rect.ts'

/** A column of the grid: a step, a folded stage, or the empty column that keeps a stage without steps in sight. */
export interface StepColumn {
  readonly index: number
  readonly stageId: StageId
  /** `null` in a stage without steps and in a folded stage. */
  readonly stepId: StepId | null
  /** What is folded away to this thin column: its cards are not drawn, hit or walked to. */
  readonly fold: 'stage' | 'step' | null
  readonly x: number
  readonly width: number
}

/** Where steps stand among all steps, and which column stands for each. */
export interface StepRanks {
  readonly rankOf: ReadonlyMap<StepId, number>
  readonly columns: readonly StepColumn[]
}

/** A stage over its columns. */
export interface StageSpan {
  readonly stageId: StageId
  readonly x: number
  readonly width: number
  readonly firstColumn: number
  readonly columnCount: number
}

/** A lane as a row. */
export interface LaneRow {
  readonly index: number
  readonly laneId: LaneId
  readonly kind: LaneKind
  readonly y: number
  readonly height: number
  /** Of an emotion lane: the height of the part in which faces stand by their score; 0 in other lanes. */
  readonly bandHeight: number
  /** Folded away to a thin row: its cards are not drawn, hit or walked to. */
  readonly isCollapsed: boolean
}

/** A card in its cell, relative to the cell's upper left corner: it stays as it is when rows above grow. */
export interface CellItem {
  readonly card: Card
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly metrics: CardMetrics
  /** An emotion that stands by its score, drawn as a face; not one that waits below the band. */
  readonly isOnCurve: boolean
  /** Over how many columns of the grid it reaches, its own included. */
  readonly columns: number
}

/** Where a step meets a lane, when there is a card in it. Keeps its identity while nothing in it changes. */
export interface CellLayout {
  readonly stepId: StepId
  readonly laneId: LaneId
  readonly width: number
  readonly bandHeight: number
  /** Where the first card may begin: below the room for arcs and below what reaches over from the left. */
  readonly startY: number
  readonly items: readonly CellItem[]
  /** All cards of the cell in order, those of other pages included. */
  readonly cards: readonly Card[]
  /** Those that it shows, on one page or several, in order: the same list unless a filter hides some. */
  readonly paged: readonly Card[]
  /** So many of those stand on pages before and after the one that is shown. */
  readonly earlier: number
  readonly later: number
  /** Those of `items` that reach over further columns. */
  readonly spanning: readonly CellItem[]
  /** What the cards need, padding included. */
  readonly contentHeight: number
}

export interface FreeItem {
  readonly card: Card
  readonly rect: Rect
}

/** The cells of one lane that hold cards. Keeps its identity while none of them changes. */
export type LaneCells = ReadonlyMap<StepId, CellLayout>

/** A journey as rectangles. See `sizes.ts` for where 0,0 is. */
export interface JourneyLayout {
  readonly snapshot: JourneySnapshot
  readonly stages: readonly StageSpan[]
  readonly columns: readonly StepColumn[]
  /** Without the steps of folded stages. */
  readonly columnOfStep: ReadonlyMap<StepId, StepColumn>
  /** All steps from left to right, those of folded stages included, with the column that stands for each. */
  readonly steps: StepRanks
  readonly lanes: readonly Lane[]
  readonly rows: readonly LaneRow[]
  readonly rowOfLane: ReadonlyMap<LaneId, LaneRow>
  readonly cells: ReadonlyMap<LaneId, LaneCells>
  readonly arcRooms: ReadonlyMap<LaneId, ArcRoom>
  readonly corridors: LinkCorridors
  readonly free: readonly FreeItem[]
  /** What crowded cells show of their cards; `undefined`: all of them. */
  readonly pages: CellPages | undefined
  /** Of the grid, without title bands and free cards. */
  readonly width: number
  readonly height: number
}
