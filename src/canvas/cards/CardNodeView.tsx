import type { NodeProps } from '@xyflow/react'
import type { Card } from '#shared/model/records/card.ts'
import { memo, useCallback, useEffect, useRef, useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import { useCanvas, useCanvasState } from '../canvas-context.ts'
import type { CardNode } from '../card-window.ts'
import { ASIDE_ALPHA, cardSight } from '../card-sight.ts'
import { extremeOf } from '../curves/curves-of-row.ts'
import { aboutIds, gridId } from '../grid-ids.ts'
import { CardFace } from './CardFace.tsx'
import { CardMarks } from './CardMarks.tsx'
import { OwnerChip } from './OwnerChip.tsx'
import { laterParts, onLaterParts } from '../later.ts'
import { useOverlay } from '../overlay-context.ts'
import { useCanvasPorts } from '../ports.ts'
import { movedRect } from '../drag-offsets.ts'
import { followAtRest } from '../follow-at-rest.ts'
import { knownLabel } from './known-label.ts'

/** A mounted card: its place in the tab order, its selection ring, and where a drag has it meanwhile. Where it lies is React Flow's. */
export const CardNodeView = memo(CardPlace, (before, after) => before.id === after.id && before.data === after.data)

function CardPlace({ id, data }: NodeProps<CardNode>) {
  const { card, item } = data
  const { place } = card
  const { editor, view, scene, offsets, mounted, preview, canEdit } = useCanvas()
  const ref = useRef<HTMLDivElement>(null)
  const isSelected = useStore(editor.selection, (state) => state.ids.has(id))
  const isTabStop = useStore(editor.selection, (state) => state.anchor === id)
  const editingField = useStore(editor.selection, (state) => (state.editingId === id ? state.editingField : null))
  const isDragged = useCanvasState((state) => state.dragging?.has(id) ?? false)
  const isSteppedBack = useIsDimmed(card)
  const measured = useMeasuredWords(card)
  const label = useSyncExternalStore(
    useCallback((listener: () => void) => followAtRest({ view, scene }, listener), [view, scene]),
    () => knownLabel(editor.getSnapshot(), card, extremeOf(scene.get(), card)) + measured,
  )

  const restingLayer = item ? '0' : card.kind === 'frame' ? '-1' : '1'
  useEffect(() => mounted.add(id), [mounted, id])
  useEffect(() => {
    let isMoved = true
    const follow = (): void => {
      const element = ref.current
      if (!element) return
      const offset = offsets.get(id)
      const aside = offset ? undefined : preview.offsetOf(id)
      const wasMoved = isMoved
      isMoved = offset !== undefined || aside !== undefined
      // Each preview asks all mounted cards.
      if (!isMoved && !wasMoved) return
      const resized = place.kind === 'free' && offset?.resize ? movedRect(place, offset) : undefined
      const by = resized && place.kind === 'free' ? { dx: resized.x - place.x, dy: resized.y - place.y } : offset
      element.style.width = resized ? `${resized.width}px` : ''
      element.style.height = resized ? `${resized.height}px` : ''
      element.style.translate = by ? `${by.dx}px ${by.dy}px` : aside ? `${aside.x}px ${aside.y}px` : ''
      element.classList.toggle('is-moved-by-other', offset?.isOther ?? false)
      if (offset?.isOther) element.style.setProperty('--presence', `var(--persona-${offset.color})`)
      if (element.parentElement) element.parentElement.style.zIndex = offset && !offset.resize ? '1000' : restingLayer
    }
    follow()
    const stops = [offsets.subscribeCard(id, follow), preview.subscribe(follow)]
    return () => {
      for (const stop of stops) stop()
    }
  }, [offsets, preview, id, place, restingLayer])

  return (
    <div
      ref={ref}
      id={gridId(id)}
      role="group"
      aria-roledescription="card"
      aria-label={label}
      aria-describedby={aboutIds(id)}
      tabIndex={isTabStop ? 0 : -1}
      data-testid="card"
      data-element-id={id}
      data-kind={card.kind}
      data-selected={isSelected || undefined}
      data-dragged={isDragged || undefined}
      className="journey-card-place"
      style={isSteppedBack ? { opacity: ASIDE_ALPHA } : undefined}
      onFocus={(event) => {
        const { ids, anchor } = editor.selection.getState()
        if (event.target === event.currentTarget && anchor !== id && !ids.has(id)) editor.select([id])
      }}
    >
      <CardFace card={card} item={item} editingField={canEdit ? editingField : null} />
      <CardMarks marks={card.marks} />
      <OwnerChip card={card} />
    </div>
  )
}

/** What was measured of a feeling, while numbers are shown. */
function useMeasuredWords(card: Card): string {
  const { readings } = useCanvasPorts()
  const source = useOverlay() && card.feelingSource && readings ? readings : NOTHING
  const subscribe = useCallback(
    (listener: () => void) => {
      if (source === NOTHING) return NOTHING.subscribe()
      const stops = [source.subscribe(listener), onLaterParts(listener)]
      return () => {
        for (const stop of stops) stop()
      }
    },
    [source],
  )
  return useSyncExternalStore(subscribe, () => laterParts()?.measuredWords(source.getState(), card) ?? '')
}

const NOTHING = { getState: () => null, subscribe: () => () => {} } as const

/** Does not pass the filter that one looks through. */
function useIsDimmed(card: Card): boolean {
  const { editor } = useCanvas()
  return useSyncExternalStore(editor.lens.subscribe, () => cardSight(editor).of(card) === 'dimmed')
}
