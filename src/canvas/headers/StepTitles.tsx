import { Plus } from 'lucide-react'
import { measuredElements } from '#shared/model/selectors/measured-elements.ts'
import { useSnapshotPart } from '#src/editor/hooks.ts'
import { useCanvas, useLayoutPart } from '../canvas-context.ts'
import { useOverlay } from '../overlay-context.ts'
import { useCanvasPorts } from '../ports.ts'
import { useColumnsInView } from './use-columns-in-view.ts'
import { Title } from './Title.tsx'
import { addStepAt } from './title-menu.ts'

/** The row of steps. A stage without steps offers its first here. */
export function StepTitles() {
  const core = useCanvas()
  const columns = useLayoutPart((layout) => layout.columns)
  const [first, last] = useColumnsInView()
  const records = useSnapshotPart((snapshot) => snapshot.steps)
  const measured = useSnapshotPart(measuredElements)
  const isOverlayOn = useOverlay()
  const { renderReadings } = useCanvasPorts()
  return columns.slice(first, last + 1).map(({ stepId, stageId, fold, x, width }) => {
    const style = { left: `calc(${x}px * var(--zoom))`, width: `calc(${width}px * var(--zoom))` }
    if (stepId === null)
      return (
        core.canEdit &&
        fold === null && (
          <button
            key={stageId}
            type="button"
            data-testid="add-first-step"
            className="add-title add-first-step"
            style={style}
            onClick={() => addStepAt(core, stageId, 0)}
          >
            <Plus aria-hidden /> Step
          </button>
        )
      )
    return (
      <Title
        key={stepId}
        title={{ kind: 'step', id: stepId }}
        text={records.get(stepId)?.title ?? ''}
        isFolded={fold === 'step'}
        className="step-title"
        style={style}
      >
        {isOverlayOn && measured.has(stepId) ? renderReadings(stepId, 'step') : undefined}
      </Title>
    )
  })
}
