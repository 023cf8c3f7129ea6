import type { Card } from '#shared/model/records/card.ts'
import type { StepId } from '#shared/model/records/step.ts'
import type { CellReach } from './cells.ts'
import type { CellItem, JourneyLayout, LaneCells, StepColumn } from './journey-layout.ts'
import { CARD_GAP_PX } from './sizes.ts'

/** Whether a card says that it reaches over more than its own column. */
export const reachesFurther = ({ place }: Card): boolean => place.kind === 'cell' && (place.span ?? 1) > 1

/** A card that reaches over further columns, with the step that it starts at. */
export interface SpanningItem {
  readonly stepId: StepId
  readonly item: CellItem
}

const known = new WeakMap<LaneCells, readonly SpanningItem[]>()

/** The cards of a lane that reach over further columns. Read once a change of the lane. */
export function spanningIn(cells: LaneCells): readonly SpanningItem[] {
  let found = known.get(cells)
  if (!found) {
    found = [...cells].flatMap(([stepId, { spanning }]) => spanning.map((item) => ({ stepId, item })))
    known.set(cells, found)
  }
  return found
}

const withSpans = new WeakMap<JourneyLayout['cells'], boolean>()

/** Whether any card reaches over further columns. */
export function hasSpans(cells: JourneyLayout['cells']): boolean {
  let has = withSpans.get(cells)
  if (has === undefined) withSpans.set(cells, (has = [...cells.values()].some((lane) => spanningIn(lane).length > 0)))
  return has
}

/** Whether a card that begins further left reaches over a column. */
export const isReachedOver = (
  cells: LaneCells,
  { columnOfStep }: Pick<JourneyLayout, 'columnOfStep'>,
  index: number,
): boolean =>
  spanningIn(cells).some(({ stepId, item }) => {
    const start = columnOfStep.get(stepId)?.index ?? index
    return start < index && start + item.columns > index
  })

/** Over how many columns a card that starts in a column reaches: a folded stage counts once, what lies beyond the grid is cut. */
export function columnsOfSpan({ place }: Card, column: StepColumn, { steps }: Pick<JourneyLayout, 'steps'>): number {
  if (place.kind !== 'cell' || place.span === undefined || place.span <= 1) return 1
  const rank = steps.rankOf.get(place.stepId)
  if (rank === undefined) return 1
  const last = steps.columns[Math.min(rank + place.span, steps.columns.length) - 1]
  return last ? last.index - column.index + 1 : 1
}

/** How deep the columns of a lane are taken by cards that reach over them. */
export interface SpanFloors {
  /** Where a column's own cards may begin. */
  readonly at: (columnIndex: number) => number
  readonly reachFrom: (column: StepColumn) => CellReach
  /** Takes the room of a placed card that begins in a column. */
  readonly raise: (columnIndex: number, item: CellItem) => void
}

export function createSpanFloors(grid: Pick<JourneyLayout, 'columns' | 'steps'>, startY: number): SpanFloors {
  const floors = new Map<number, number>()
  const at = (columnIndex: number): number => floors.get(columnIndex) ?? startY
  return {
    at,
    reachFrom: (column) => ({
      columnsOf: (card) => columnsOfSpan(card, column, grid),
      widthOf: (columns) => {
        const last = grid.columns[column.index + columns - 1] ?? column
        return last.x + last.width - column.x
      },
      floorOf: (columns) => {
        let floor = startY
        for (let index = column.index; index < column.index + columns; index++) floor = Math.max(floor, at(index))
        return floor
      },
    }),
    raise: (columnIndex, item) => {
      const below = item.y + item.height + CARD_GAP_PX
      for (let index = columnIndex; index < columnIndex + item.columns; index++)
        if (at(index) < below) floors.set(index, below)
    },
  }
}
