import { freeLinkPath, type LinkPath, linkPieces } from '#shared/layout/link-path.ts'
import { cardRect } from '#shared/layout/find.ts'
import type { Rect } from '#shared/layout/rect.ts'
import { useCanvas, useCanvasState } from '../canvas-context.ts'

const place = ({ x, y, width, height }: Rect) => ({ transform: `translate(${x}px, ${y}px)`, width, height })

/** What shows on the canvas while something is dragged: landing places, the selection frame, a link being drawn. */
export function DragMarks() {
  const { scene } = useCanvas()
  const target = useCanvasState((state) => state.dropTarget)
  const marquee = useCanvasState((state) => state.marquee)
  const connecting = useCanvasState((state) => state.connecting)
  const from = connecting && cardRect(scene.get(), connecting.fromId)
  return (
    <>
      {target?.kind === 'cell' && (
        <>
          <div className="drop-area" data-refused={!target.isAllowed || undefined} style={place(target.area)} />
          {target.isAllowed && target.score === undefined && <div className="drop-line" style={place(target.line)} />}
        </>
      )}
      {target?.kind === 'shift' &&
        target.areas.map((area) => (
          <div
            key={`${area.x} ${area.y}`}
            className="drop-area"
            data-refused={!target.isAllowed || undefined}
            style={place(area)}
          />
        ))}
      {marquee && <div className="marquee" style={place(marquee)} />}
      {connecting && from && (
        <>
          {connecting.toId !== null && <div className="drop-area is-card" style={place(connecting.to)} />}
          <svg aria-hidden className="connecting">
            <path d={pathData(freeLinkPath(from, connecting.to))} />
          </svg>
        </>
      )}
    </>
  )
}

const pathData = (path: LinkPath): string =>
  `M${path.points[0]?.x ?? 0} ${path.points[0]?.y ?? 0}` +
  linkPieces(path)
    .map(({ control1: a, control2: b, to }) => `C${a.x} ${a.y} ${b.x} ${b.y} ${to.x} ${to.y}`)
    .join('')
