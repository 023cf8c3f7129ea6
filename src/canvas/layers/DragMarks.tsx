import { cardRect, cellRect } from '#shared/layout/find.ts'
import type { Rect } from '#shared/layout/rect.ts'
import type { CardId } from '#shared/model/records/card.ts'
import { useSyncExternalStore } from 'react'
import { useCanvas, useCanvasState } from '../canvas-context.ts'
import { connectingPath } from '../links/connecting-path.ts'

const place = ({ x, y, width, height }: Rect) => ({ transform: `translate(${x}px, ${y}px)`, width, height })

/** What shows on the canvas while something is dragged: landing places, the selection frame, a link being drawn. */
export function DragMarks() {
  const { scene, preview } = useCanvas()
  const dragging = useCanvasState((state) => state.dragging)
  const target = useCanvasState((state) => state.dropTarget)
  const draft = useCanvasState((state) => state.draft)
  const marquee = useCanvasState((state) => state.marquee)
  const connecting = useCanvasState((state) => state.connecting)
  const { fromId, to, toId } = connecting ?? {}
  const path = fromId && to && connectingPath(scene.get(), fromId, to, toId === fromId)
  const shown = useSyncExternalStore(preview.subscribe, preview.get)?.layout
  const slots =
    shown && target?.kind === 'cell' ? [...(dragging ?? [])].flatMap((id) => cardRect(shown, id as CardId) ?? []) : []
  const column = target?.kind === 'cell' ? shown?.columnOfStep.get(target.cell.stepId) : undefined
  const row = target?.kind === 'cell' ? shown?.rowOfLane.get(target.cell.laneId) : undefined
  const area = column && row && cellRect({ column, row })
  return (
    <>
      {target?.kind === 'cell' && (
        <div className="drop-area" data-refused={!target.isAllowed || undefined} style={place(area ?? target.area)} />
      )}
      {slots.map((slot) => (
        <div key={`${slot.x} ${slot.y}`} className="drop-slot" style={place(slot)} />
      ))}
      {target?.kind === 'shift' &&
        target.areas.map((area) => (
          <div
            key={`${area.x} ${area.y}`}
            className="drop-area"
            data-refused={!target.isAllowed || undefined}
            style={place(area)}
          />
        ))}
      {draft && (
        <svg aria-hidden className="free-draft" data-testid="draft">
          <path
            d={draft.path}
            transform={`translate(${draft.at.x} ${draft.at.y})`}
            data-ink={draft.isInk || undefined}
          />
        </svg>
      )}
      {marquee && <div className="marquee" style={place(marquee)} />}
      {path && (
        <>
          {toId !== null && <div className="drop-area is-card" style={place(to)} />}
          <svg aria-hidden className="connecting">
            <path d={path} />
          </svg>
        </>
      )}
    </>
  )
}
