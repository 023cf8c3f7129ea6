import { cardRect, cellRect } from '#shared/layout/find.ts'
import { CELL_PADDING_PX } from '#shared/layout/sizes.ts'
import { CARD_TITLES, CARD_KINDS_OF_LANE, type CardId } from '#shared/model/records/card.ts'
import { Plus } from 'lucide-react'
import { useRef } from 'react'
import { useStore } from 'zustand'
import { useCanvas, useCanvasState, useLayout } from '../canvas-context.ts'
import { addCardTo } from '../gestures/add-cards.ts'
import { isLine } from '../free/line-ends.ts'
import { dragLink } from '../gestures/connect-cards.ts'
import { SpanHandle } from './SpanHandle.tsx'

/** The little controls that appear at what is hovered or selected. They keep their size while the journey zooms. */
export function Affordances() {
  const core = useCanvas()
  const isBusy = useCanvasState(
    (state) =>
      state.draggedTitleId !== null ||
      state.isResizing ||
      state.dragging !== null ||
      state.marquee !== null ||
      state.connecting !== null,
  )
  if (!core.canEdit || isBusy) return null
  return (
    <>
      <CellPlus />
      <CardHandles />
    </>
  )
}

/** The button stands where the card would be. */
const PLUS_PX = 30
/** No system takes two clicks further apart for a double one. */
const DOUBLE_CLICK_MS = 1_000

function CellPlus() {
  const core = useCanvas()
  const layout = useLayout()
  const hovered = useCanvasState((state) => state.hoveredCell)
  const addedAt = useRef(-Infinity)
  const column = hovered && layout.columnOfStep.get(hovered.stepId)
  const row = hovered && layout.rowOfLane.get(hovered.laneId)
  if (!column || !row) return null
  const { x, y, width, height } = cellRect({ column, row })
  const kind = CARD_KINDS_OF_LANE[row.kind][0] ?? 'note'
  return (
    <button
      type="button"
      tabIndex={-1}
      data-canvas-control
      data-testid="add-card"
      className="canvas-affordance cell-plus"
      aria-label={`Add ${CARD_TITLES[kind].toLowerCase()}`}
      style={{ left: x + width / 2, top: y + Math.min(height / 2, CELL_PADDING_PX + PLUS_PX / 2) }}
      // A double click means one card: its second click comes here too, or alone, when the button appeared between the two.
      onClick={({ detail, timeStamp }) => {
        if (detail < 2 || timeStamp - addedAt.current > DOUBLE_CLICK_MS) addCardTo(core, { column, row })
        addedAt.current = timeStamp
      }}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      <Plus aria-hidden />
    </button>
  )
}

/** Handles for linking at a card's sides. Where the sides are there to be resized, they stand a little further out. */
function CardHandles() {
  const core = useCanvas()
  const layout = useLayout()
  const hoveredId = useCanvasState((state) => state.hoveredCardId)
  const selectedId = useStore(core.editor.selection, ({ ids, editingId }) =>
    ids.size === 1 && editingId === null ? ([...ids][0] ?? null) : null,
  )
  const id = hoveredId ?? (selectedId as CardId | null)
  const card = id === null ? undefined : layout.snapshot.cards.get(id)
  const rect = card && cardRect(layout, card.id)
  // The ends of a line have handles of their own.
  if (!card || !rect || isLine(card)) return null
  const isOnCurve = card.place.kind === 'cell' && layout.rowOfLane.get(card.place.laneId)?.bandHeight !== 0
  const isResizable = card.place.kind === 'free' && selectedId === card.id && !card.isLocked
  const out = isResizable ? 'var(--link-handle-out)' : '0px'
  const sides = [
    { key: 'left', left: `calc(${rect.x}px - ${out})`, top: rect.y + rect.height / 2 },
    { key: 'right', left: `calc(${rect.x + rect.width}px + ${out})`, top: rect.y + rect.height / 2 },
  ]
  return (
    <>
      {sides.map(({ key, left, top }) => (
        <span
          key={key}
          aria-hidden
          data-canvas-control
          data-testid={`link-handle-${key}`}
          data-element-id={card.id}
          className="canvas-affordance link-handle"
          style={{ left, top }}
          onPointerDown={(event) => {
            event.stopPropagation()
            if (event.button === 0) dragLink(core, event.nativeEvent, card.id)
          }}
        />
      ))}
      {card.place.kind === 'cell' && selectedId === card.id && !isOnCurve && (
        <SpanHandle core={core} card={card} rect={rect} />
      )}
    </>
  )
}
