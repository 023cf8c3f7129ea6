import { useSnapshotPart } from '#src/editor/hooks.ts'
import { useCanvas } from '../canvas-context.ts'

/** Says how to begin, until there is a first card. */
export function EmptyHint() {
  const { canEdit } = useCanvas()
  const isEmpty = useSnapshotPart((snapshot) => snapshot.cards.size === 0)
  const hasGrid = useSnapshotPart((snapshot) => snapshot.steps.size > 0 && snapshot.lanes.size > 0)
  if (!canEdit || !isEmpty) return null
  return (
    <p className="empty-hint" data-testid="empty-hint">
      {hasGrid
        ? 'Double-click a cell to write the first card. Outside the grid, a double click adds a note.'
        : 'Add a stage and a lane: where they meet is where cards go.'}
    </p>
  )
}
