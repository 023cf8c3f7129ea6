import { emotionY } from '#shared/layout/cells.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import { EMOTION_SCALE } from '#shared/model/records/card.ts'
import { Plus } from 'lucide-react'
import { IconPicture } from '#src/ui/IconPicture.tsx'
import { useSnapshotPart } from '#src/editor/hooks.ts'
import { Menu } from '#src/ui/Menu.tsx'
import { useCanvas, useCanvasState, useLayoutPart } from '../canvas-context.ts'
import { swingWords } from '../curves/curves-of-row.ts'
import { LANE_ICONS } from '../cards/kind-icons.ts'
import { CELL_ID, gridId } from '../grid-ids.ts'
import { Title } from './Title.tsx'
import { zoomed } from './zoomed.ts'
import { addLaneAt } from './add-titles.ts'
import { laneKindEntries } from './lane-kinds.ts'

/** Of each lane in turn, as one text: while no swing changes, nothing renders. */
const allSwings = (layout: JourneyLayout): string =>
  layout.rows.map((row) => swingWords(layout, row)?.replaceAll('\n', ' ') ?? '').join('\n')

/** The column of lane names, and the button that adds one at its end. */
export function LaneNames() {
  const core = useCanvas()
  const rows = useLayoutPart((layout) => layout.rows)
  const height = useLayoutPart((layout) => layout.height)
  const swings = useLayoutPart(allSwings).split('\n')
  const records = useSnapshotPart((snapshot) => snapshot.lanes)
  const cellLaneId =
    useCanvasState((state) => state.cell?.laneId ?? null) ?? rows.find((row) => !row.isCollapsed)?.laneId
  const hasCells = useLayoutPart((layout) => layout.columnOfStep.size > 0)
  return (
    <>
      {rows.map((row) => {
        return (
          <div
            key={row.laneId}
            role="row"
            aria-rowindex={row.index + 3}
            // The cell where the keys are is drawn elsewhere.
            aria-owns={hasCells && row.laneId === cellLaneId ? `${gridId(row.laneId)} ${CELL_ID}` : undefined}
            className="lane-place"
            data-kind={row.kind}
            data-folded={row.isCollapsed || undefined}
            data-y={row.y}
            data-height={row.height}
            style={zoomed(core, {
              top: `calc(${row.y}px * var(--zoom))`,
              height: `calc(${row.height}px * var(--zoom))`,
            })}
          >
            <Title
              title={{ kind: 'lane', id: row.laneId }}
              text={records.get(row.laneId)?.title ?? ''}
              isFolded={row.isCollapsed}
              column={1}
              position={`${row.index + 1} of ${rows.length}`}
              className="lane-title"
              style={{}}
              hint={swings[row.index]}
              icon={<IconPicture icon={LANE_ICONS[row.kind]} color={`lane-${row.kind}`} className="lane-icon" />}
            />
            {row.bandHeight > 0 &&
              EMOTION_SCALE.names.map((name, index) => (
                <span
                  key={name}
                  aria-hidden
                  className="scale-name"
                  style={zoomed(core, {
                    top: `calc(${emotionY(EMOTION_SCALE.min + index, row.bandHeight)}px * var(--zoom))`,
                  })}
                >
                  {name}
                </span>
              ))}
          </div>
        )
      })}
      {core.canEdit && (
        <div role="row" className="contents">
          <span
            role="gridcell"
            className="add-lane"
            style={zoomed(core, { top: `calc(${height}px * var(--zoom) + 6px)` })}
          >
            <Menu
              entries={laneKindEntries((kind) => addLaneAt(core, kind, rows.length))}
              trigger={
                <button type="button" data-testid="add-lane" aria-label="Add a lane" className="add-title">
                  <Plus aria-hidden /> Lane
                </button>
              }
            />
          </span>
        </div>
      )}
    </>
  )
}
