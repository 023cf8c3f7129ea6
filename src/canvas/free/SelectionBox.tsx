import { cardRect } from '#shared/layout/find.ts'
import { type Rect, rectAround } from '#shared/layout/rect.ts'
import { HANDLES } from '#shared/layout/resize-rect.ts'
import type { Card } from '#shared/model/records/card.ts'
import { useEffect, useRef } from 'react'
import { useCanvas, useCanvasState } from '../canvas-context.ts'
import { resizeCards } from '../gestures/resize-cards.ts'
import { LineEndHandles } from './LineEndHandles.tsx'
import { endsOfLine } from './line-ends.ts'
import { useSelectedFreeCards } from './use-selected-free.ts'

/** A side this short on the screen has its corners only, so that the card itself can still be taken. */
const SIDE_FROM_PX = 40

/** The rectangle around the selected free cards with the eight handles that resize them; of one line its two ends. Locked cards have none. */
export function SelectionBox() {
  const { scene, canEdit } = useCanvas()
  const cards = useSelectedFreeCards()
  const isBusy = useCanvasState(
    (state) => state.dragging !== null || state.marquee !== null || state.connecting !== null || state.draft !== null,
  )
  const rects = cards.flatMap((card) => cardRect(scene.get(), card.id) ?? [])
  const rect = rectAround(rects)
  if (!canEdit || isBusy || !rect || cards.some((card) => card.isLocked)) return null
  const [line] = cards.length === 1 ? cards : []
  const ends = line && endsOfLine(line)
  return ends ? <LineEndHandles card={line} ends={ends} /> : <Box cards={cards} rect={rect} />
}

function Box({ cards, rect }: { readonly cards: readonly Card[]; readonly rect: Rect }) {
  const core = useCanvas()
  const { view } = core
  const ref = useRef<HTMLDivElement>(null)
  const { width, height } = rect
  useEffect(() => {
    const follow = (): void => {
      const { zoom } = view.get()
      ref.current?.toggleAttribute('data-narrow', width * zoom < SIDE_FROM_PX)
      ref.current?.toggleAttribute('data-short', height * zoom < SIDE_FROM_PX)
    }
    follow()
    return view.subscribe(follow)
  }, [view, width, height])
  // Written by the drag itself while it lasts, so that no move of the pointer renders.
  const place = (to: Rect): void => {
    if (ref.current) Object.assign(ref.current.style, boxStyle(to))
  }
  return (
    <div
      ref={ref}
      aria-hidden
      data-testid="selection-box"
      data-several={cards.length > 1 || undefined}
      className="selection-box"
      style={boxStyle(rect)}
    >
      {HANDLES.map((handle) => (
        <span
          key={handle}
          data-canvas-control
          data-handle={handle}
          data-testid={`resize-${handle}`}
          className="resize-handle nopan"
          onPointerDown={(event) => {
            event.stopPropagation()
            if (event.button === 0) resizeCards(core, event.nativeEvent, handle, cards, place)
          }}
        />
      ))}
    </div>
  )
}

const boxStyle = ({ x, y, width, height }: Rect) => ({
  transform: `translate(${x}px, ${y}px)`,
  width: `${width}px`,
  height: `${height}px`,
})
