import { cellKey } from '#shared/model/selectors/cards-by-cell.ts'
import type { LaneId } from '#shared/model/records/lane.ts'
import type { StepId } from '#shared/model/records/step.ts'

/** A cell shows so many cards at a time: with all of thousands, what stands below it could not be found any more. */
export const CELL_CARDS_MAX = 100

/** Which part of crowded cells is shown: a rank on that page, by `cellKey`. A cell that is not named shows its first page. */
export type CellPages = ReadonlyMap<string, number>

export const FIRST_PAGES: CellPages = new Map()

/** The rank of the first card that a cell with so many cards shows. Without `pages` all cards are shown. */
export function pageStart(pages: CellPages | undefined, stepId: StepId, laneId: LaneId, cardCount: number): number {
  if (pages === undefined || cardCount <= CELL_CARDS_MAX) return 0
  const rank = Math.min(pages.get(cellKey(stepId, laneId)) ?? 0, cardCount - 1)
  return rank - (rank % CELL_CARDS_MAX)
}

/** How many cards a cell with so many shows from the first of a page on. */
export const pageSize = (pages: CellPages | undefined): number =>
  pages === undefined ? Number.POSITIVE_INFINITY : CELL_CARDS_MAX
