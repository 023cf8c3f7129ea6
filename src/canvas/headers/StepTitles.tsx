import { Plus } from 'lucide-react'
import { measuredElements } from '#shared/model/selectors/measured-elements.ts'
import { useSnapshotPart } from '#src/editor/hooks.ts'
import { useStore } from 'zustand'
import { useCanvas, useLayoutPart } from '../canvas-context.ts'
import { useOverlay } from '../overlay-context.ts'
import { useCanvasPorts } from '../ports.ts'
import { useColumnsInView } from './use-columns-in-view.ts'
import { Title } from './Title.tsx'
import { zoomed } from './zoomed.ts'
import { addStepAt } from './add-titles.ts'

/** The row of steps. A stage without steps offers its first here. */
export function StepTitles() {
  const core = useCanvas()
  const columns = useLayoutPart((layout) => layout.columns)
  const [first, last] = useColumnsInView()
  const records = useSnapshotPart((snapshot) => snapshot.steps)
  const measured = useSnapshotPart(measuredElements)
  const isOverlayOn = useOverlay()
  const { renderReadings } = useCanvasPorts()
  // The one with the focus stays, wherever the view goes.
  const anchor = useStore(core.editor.selection, ({ anchor: id }) =>
    columns.some(({ stepId }) => stepId === id) ? id : null,
  )
  const shown = columns.filter(({ index, stepId }) => (index >= first && index <= last) || stepId === anchor)
  const titles = shown.map(({ stepId, stageId, index, fold, x, width }) => {
    const style = zoomed(core, { left: `calc(${x}px * var(--zoom))`, width: `calc(${width}px * var(--zoom))` })
    if (stepId === null)
      return (
        core.canEdit &&
        fold === null && (
          <div key={stageId} role="gridcell" aria-colindex={index + 2} className="contents">
            <button
              type="button"
              data-testid="add-first-step"
              data-first-step-of={stageId}
              aria-label="Add a step"
              className="add-title add-first-step"
              style={style}
              onClick={() => addStepAt(core, stageId, 0)}
            >
              <Plus aria-hidden /> Step
            </button>
          </div>
        )
      )
    return (
      <Title
        key={stepId}
        title={{ kind: 'step', id: stepId }}
        text={records.get(stepId)?.title ?? ''}
        isFolded={fold === 'step'}
        column={index + 2}
        position={`${index + 1} of ${columns.length}`}
        className="step-title"
        width={width}
        style={style}
      >
        {isOverlayOn && measured.has(stepId) ? renderReadings(stepId, 'step') : undefined}
      </Title>
    )
  })
  return (
    <div role="row" aria-rowindex={2} className="step-row">
      {titles}
    </div>
  )
}
