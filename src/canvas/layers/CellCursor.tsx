import { cellLayout, cellRect } from '#shared/layout/find.ts'
import { isFolded } from '#shared/layout/folded.ts'
import { useCallback, useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import { useCanvas, useCanvasState, useLayout } from '../canvas-context.ts'
import { addCardTo } from '../gestures/add-cards.ts'
import { CELL_ID, gridId } from '../grid-ids.ts'
import { positionOfElement } from '../keyboard/grid-position.ts'
import { cellLabel } from './cell-label.ts'

/** So many cards of a cell are said to be in it; nobody walks through more of them one by one. */
const OWNED_CARDS_MAX = 60

/**
 * The cell where the keys are, which is also the grid's one stop in the tab order while no card or title is selected. To a screen
 * reader it stands in the row of its lane, and the mounted cards stand in it, wherever on the page they are.
 */
export function CellCursor() {
  const core = useCanvas()
  const layout = useLayout()
  const ref = useCanvasState((state) => state.cell)
  const isElsewhere = useStore(
    core.editor.selection,
    useCallback(
      ({ anchor }) => anchor !== null && positionOfElement(core.scene.get(), anchor) !== undefined,
      [core.scene],
    ),
  )
  const column = ref
    ? layout.columnOfStep.get(ref.stepId)
    : layout.columns.find((one) => one.stepId !== null && one.fold === null)
  const row = ref ? layout.rowOfLane.get(ref.laneId) : layout.rows.find((one) => !one.isCollapsed)
  const items = column && row ? (cellLayout(layout, { column, row })?.items ?? []) : []
  const owned = useSyncExternalStore(core.mounted.subscribe, () =>
    items
      .slice(0, OWNED_CARDS_MAX)
      .filter((item) => core.mounted.has(item.card.id))
      .map((item) => gridId(item.card.id))
      .join(' '),
  )
  if (!column || !row || column.stepId === null || isFolded({ column, row })) return null
  const { x, y, width, height } = cellRect({ column, row })
  const { stepId } = column
  return (
    <div
      id={CELL_ID}
      role="gridcell"
      aria-colindex={column.index + 2}
      aria-label={cellLabel(layout.snapshot, { stepId, laneId: row.laneId })}
      aria-owns={owned || undefined}
      tabIndex={isElsewhere ? -1 : 0}
      data-testid="cell-cursor"
      className="cell-cursor"
      data-chosen={(ref !== null && !isElsewhere) || undefined}
      style={{ transform: `translate(${x}px, ${y}px)`, width, height }}
      onFocus={() => {
        if (ref === null) core.state.setState({ cell: { stepId, laneId: row.laneId } })
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !core.canEdit) return
        event.preventDefault()
        event.stopPropagation()
        addCardTo(core, { column, row })
      }}
    />
  )
}
