import { Plus } from 'lucide-react'
import { measuredElements } from '#shared/model/selectors/measured-elements.ts'
import { useSnapshotPart } from '#src/editor/hooks.ts'
import { useCanvas, useLayoutPart } from '../canvas-context.ts'
import { useOverlay } from '../overlay-context.ts'
import { useCanvasPorts } from '../ports.ts'
import { Title } from './Title.tsx'
import { zoomed } from './zoomed.ts'
import { addStageAt } from './add-titles.ts'

/** The row of stages, and the button that adds one at its end. */
export function StageTitles() {
  const core = useCanvas()
  const stages = useLayoutPart((layout) => layout.stages)
  const width = useLayoutPart((layout) => layout.width)
  const records = useSnapshotPart((snapshot) => snapshot.stages)
  const measured = useSnapshotPart(measuredElements)
  const isOverlayOn = useOverlay()
  const { renderReadings } = useCanvasPorts()
  return (
    <div role="row" aria-rowindex={1} className="contents">
      {stages.map(({ stageId, x, width: stageWidth, firstColumn, columnCount }, index) => (
        <div
          key={stageId}
          className="stage-title"
          data-folded={records.get(stageId)?.isCollapsed || undefined}
          data-x={x}
          data-width={stageWidth}
          style={zoomed(core, {
            left: `calc(${x}px * var(--zoom))`,
            width: `calc(${stageWidth}px * var(--zoom))`,
          })}
        >
          <Title
            title={{ kind: 'stage', id: stageId }}
            text={records.get(stageId)?.title ?? ''}
            isFolded={records.get(stageId)?.isCollapsed === true}
            column={firstColumn + 2}
            columnCount={columnCount}
            position={`${index + 1} of ${stages.length}`}
            className="stage-box"
            width={stageWidth}
            style={{}}
          >
            {isOverlayOn && measured.has(stageId) ? renderReadings(stageId, 'stage') : undefined}
          </Title>
        </div>
      ))}
      {core.canEdit && (
        <div role="gridcell" className="contents">
          <button
            type="button"
            data-testid="add-stage"
            aria-label="Add a stage"
            className="add-title add-stage"
            style={zoomed(core, { left: `calc(${width}px * var(--zoom) + 6px)` })}
            onClick={() => addStageAt(core, stages.length)}
          >
            <Plus aria-hidden /> Stage
          </button>
        </div>
      )}
    </div>
  )
}
