import { cellLayout, cellRect } from '#shared/layout/find.ts'
import { isFolded } from '#shared/layout/folded.ts'
import { useStore } from 'zustand'
import { useCanvas, useCanvasState, useLayout } from '../canvas-context.ts'
import { addCardTo } from '../gestures/add-cards.ts'

/** The cell that keys act on while no card is selected: the grid's one stop in the tab order. */
export function CellCursor() {
  const core = useCanvas()
  const layout = useLayout()
  const ref = useCanvasState((state) => state.cell)
  const hasAnchor = useStore(core.editor.selection, (state) => state.anchor !== null)
  const column = ref
    ? layout.columnOfStep.get(ref.stepId)
    : layout.columns.find((one) => one.stepId !== null && one.fold === null)
  const row = ref ? layout.rowOfLane.get(ref.laneId) : layout.rows.find((one) => !one.isCollapsed)
  if (!column || !row || hasAnchor || isFolded({ column, row })) return null
  const { x, y, width, height } = cellRect({ column, row })
  const count = cellLayout(layout, { column, row })?.items.length ?? 0
  const step = column.stepId === null ? undefined : layout.snapshot.steps.get(column.stepId)
  const lane = layout.snapshot.lanes.get(row.laneId)
  const words = count === 0 ? 'Empty cell' : `Cell with ${count} ${count === 1 ? 'card' : 'cards'}`
  return (
    <div
      role="group"
      aria-roledescription="cell"
      tabIndex={0}
      data-testid="cell-cursor"
      aria-label={`${words}, lane ${lane?.title || 'untitled'}, step ${step?.title || 'untitled'}. Enter adds a card, arrows move.`}
      className="cell-cursor"
      data-chosen={ref !== null || undefined}
      style={{ transform: `translate(${x}px, ${y}px)`, width, height }}
      onFocus={() => {
        if (column.stepId !== null) core.state.setState({ cell: { stepId: column.stepId, laneId: row.laneId } })
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
