import { cellKey } from '#shared/model/selectors/cards-by-cell.ts'
import type { CardTest } from '#shared/model/selectors/card-filter.ts'
import type { Card } from '#shared/model/records/card.ts'
import type { LaneId } from '#shared/model/records/lane.ts'
import type { StepId } from '#shared/model/records/step.ts'

/** A cell shows so many cards at a time: with all of thousands, what stands below it could not be found any more. */
export const CELL_CARDS_MAX = 100

/** Which cards of their cells are shown. */
export interface CellPages {
  /** A rank on the page that is shown, by `cellKey`. A cell that is not named shows its first page. */
  readonly ranks: ReadonlyMap<string, number>
  /** The cards that cells show; `null`: all. What is hidden leaves no hole, and no page without anything on it. */
  readonly has: CardTest | null
}

export const FIRST_PAGES: CellPages = { ranks: new Map(), has: null }

/** The cards of a cell that may be shown, on one page or several: the same list where none is left out. */
export function pagedCards(pages: CellPages | undefined, cards: readonly Card[]): readonly Card[] {
  if (!pages?.has) return cards
  const paged = cards.filter(pages.has)
  return paged.length === cards.length ? cards : paged
}

/** The rank of the first card that a cell with so many cards on its pages shows. Without `pages` all cards are shown. */
export function pageStart(pages: CellPages | undefined, stepId: StepId, laneId: LaneId, cardCount: number): number {
  if (pages === undefined || cardCount <= CELL_CARDS_MAX) return 0
  const rank = Math.min(pages.ranks.get(cellKey(stepId, laneId)) ?? 0, cardCount - 1)
  return rank - (rank % CELL_CARDS_MAX)
}

/** How many cards a cell with so many shows from the first of a page on. */
export const pageSize = (pages: CellPages | undefined): number =>
  pages === undefined ? Number.POSITIVE_INFINITY : CELL_CARDS_MAX
