import { columnsBetween, rowsBetween } from '#shared/layout/find.ts'
import { isFolded } from '#shared/layout/folded.ts'
import { cellKey } from '#shared/model/selectors/cards-by-cell.ts'
import { EdgeLabelRenderer } from '@xyflow/react'
import { memo, useCallback, useRef, useSyncExternalStore } from 'react'
import { useCanvas } from '../canvas-context.ts'
import { tilesInView } from '../card-window.ts'
import { followAtRest } from '../follow-at-rest.ts'
import type { CardWindow } from '../use-card-nodes.ts'

interface CellBox {
  readonly key: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const NONE: readonly CellBox[] = []

/** The cells near the view as elements below the cards: they are painted on the ground, and stand here for pointers to land on. */
export const CellLayer = memo(function CellLayer({ cardWindow }: { readonly cardWindow: CardWindow }) {
  const boxes = useCellsInView(cardWindow)
  return (
    <EdgeLabelRenderer>
      {boxes.map(({ key, x, y, width, height }) => (
        <div
          key={key}
          aria-hidden
          data-testid="cell"
          data-element-id={key}
          className="journey-cell"
          style={{ left: x, top: y, width, height }}
        />
      ))}
    </EdgeLabelRenderer>
  )
})

function useCellsInView(cardWindow: CardWindow): readonly CellBox[] {
  const { view, scene } = useCanvas()
  const shown = useRef({ boxes: NONE, from: [] as readonly unknown[] })
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = [followAtRest({ view, scene }, listener), cardWindow.subscribeDetail(listener)]
      return () => {
        for (const stop of stops) stop()
      }
    },
    [view, scene, cardWindow],
  )
  return useSyncExternalStore(subscribe, () => {
    const layout = scene.get()
    const { x, y, width, height } = tilesInView(view.get())
    const from = [cardWindow.isFar(), layout.columns, layout.rows, x, y, width, height]
    if (from.every((part, index) => part === shown.current.from[index])) return shown.current.boxes
    const columns = cardWindow.isFar() ? [] : columnsBetween(layout, x, x + width)
    const boxes = rowsBetween(layout, y, y + height).flatMap((row) =>
      columns.flatMap((column): CellBox[] =>
        column.stepId === null || isFolded({ column, row })
          ? []
          : [
              {
                key: cellKey(column.stepId, row.laneId),
                x: column.x,
                y: row.y,
                width: column.width,
                height: row.height,
              },
            ],
      ),
    )
    shown.current = { boxes, from }
    return boxes
  })
}
