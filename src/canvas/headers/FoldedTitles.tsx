import { useSnapshotPart } from '#src/editor/hooks.ts'
import { useCanvas, useLayoutPart } from '../canvas-context.ts'
import { zoomed } from './zoomed.ts'

/** What thin columns are: the titles of folded stages and steps, turned, below the band. Their switches stand in it. */
export function FoldedTitles() {
  const core = useCanvas()
  const columns = useLayoutPart((layout) => layout.columns)
  const height = useLayoutPart((layout) => layout.height)
  const stages = useSnapshotPart((snapshot) => snapshot.stages)
  const steps = useSnapshotPart((snapshot) => snapshot.steps)
  return columns.map(({ x, width, fold, stageId, stepId }) => {
    if (fold === null) return null
    const title = fold === 'stage' ? stages.get(stageId)?.title : stepId === null ? '' : steps.get(stepId)?.title
    return (
      <span
        key={stepId ?? stageId}
        aria-hidden
        className="folded-title"
        data-fold={fold}
        style={zoomed(core, {
          left: `calc(${x + width / 2}px * var(--zoom))`,
          maxHeight: `calc(${height}px * var(--zoom) - 32px)`,
        })}
      >
        {title?.trim() ? title : `Untitled ${fold}`}
      </span>
    )
  })
}
