import { memo, useCallback, useRef, useSyncExternalStore } from 'react'
import { rowsBetween } from '#shared/layout/find.ts'
import { type MeasuredPoint as Point, shoulderOf } from '#shared/layout/measured-curve.ts'
import { formatCompact } from '#shared/metrics/format-reading.ts'
import { feelingsById, feelingWords, standingOfFeeling } from '#shared/metrics/feelings.ts'
import type { FeelingReading } from '#shared/metrics/reading.ts'
import type { Rect } from '#shared/layout/rect.ts'
import { useIsSelected } from '#src/editor/hooks.ts'
import { useCanvas, useCanvasState } from '../canvas-context.ts'
import { ASIDE_ALPHA, cardSight } from '../card-sight.ts'
import { tilesInView } from '../card-window.ts'
import { followAtRest } from '../follow-at-rest.ts'
import { useOverlay } from '../overlay-context.ts'
import { type CanvasPorts, useCanvasPorts } from '../ports.ts'
import type { CardWindow } from '../use-card-nodes.ts'
import { measuredOfRow } from './measured-of-row.ts'

/** A measured feeling near the view, with its number and the cell that it is in. */
interface Shown extends Point {
  readonly measured: FeelingReading
  readonly cell: Rect
  /** Of the part of the cell in which faces stand. */
  readonly bandHeight: number
  readonly isAside: boolean
}

/** The points of the measured curves, each a button that tells where its number comes from, and the cells where they and the assumed disagree. */
export function MeasuredPoints({ cardWindow }: { readonly cardWindow: CardWindow }) {
  const { readings } = useCanvasPorts()
  return useOverlay() && readings && <Points cardWindow={cardWindow} readings={readings} />
}

type Readings = NonNullable<CanvasPorts['readings']>

const Points = memo(function Points(props: { readonly cardWindow: CardWindow; readonly readings: Readings }) {
  return usePointsInView(props).map((point) => (
    <div key={point.card.id} style={point.isAside ? { opacity: ASIDE_ALPHA } : undefined}>
      {point.isApart && <ApartMark point={point} />}
      <MeasuredPoint point={point} />
    </div>
  ))
})

function MeasuredPoint({ point }: { readonly point: Shown }) {
  const { card, x, y, isWeak, measured } = point
  const { scene } = useCanvas()
  const { onExplain } = useCanvasPorts()
  const isTooSmall = useCanvasState((state) => state.isTooSmallToPress)
  const isTabStop = useIsSelected(card.id)
  const persona = card.personaIds.length === 1 ? card.personaIds[0] : undefined
  const found = persona && scene.get().snapshot.personas.get(persona)
  const words = feelingWords(card.score, measured)
  return (
    <button
      type="button"
      inert={isTooSmall}
      tabIndex={isTabStop ? 0 : -1}
      data-canvas-control
      data-testid="measured-point"
      data-element-id={card.id}
      data-measure="feeling"
      data-value={measured.reading.value ?? ''}
      data-weak={isWeak || undefined}
      className="measured-point"
      aria-label={`Measured feeling of ${card.title || 'Untitled'}: ${words}`}
      title={words}
      style={{
        left: x + shoulderOf(point),
        top: y,
        color: found ? `var(--persona-${found.color})` : 'var(--lane-emotion)',
      }}
      onClick={(event) => {
        event.stopPropagation()
        onExplain(
          { kind: 'element', elementId: card.id, metric: 'feeling' },
          event.currentTarget.getBoundingClientRect(),
        )
      }}
    >
      <span className="measured-number tabular">{formatCompact(measured.reading)}</span>
    </button>
  )
}

/** That of its frame: what is in it is placed from its inner edge. */
const BORDER_PX = 2

/** Marks the cell, with words below its faces. */
function ApartMark({ point: { card, cell, bandHeight, measured } }: { readonly point: Shown }) {
  const words = standingOfFeeling(card.score, measured)
  return (
    <div
      className="apart-cell"
      data-testid="apart-cell"
      data-element-id={card.id}
      style={{ left: cell.x, top: cell.y, width: cell.width, height: cell.height }}
    >
      <span className="apart-words" title={words} style={{ top: bandHeight - BORDER_PX }}>
        ≠ {words}
      </span>
    </div>
  )
}

const NONE: readonly Shown[] = []

function usePointsInView({
  cardWindow,
  readings,
}: {
  readonly cardWindow: CardWindow
  readonly readings: Readings
}): readonly Shown[] {
  const { view, scene, editor } = useCanvas()
  const shown = useRef({ points: NONE, key: '' })
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = [editor.lens, readings].map((source) => source.subscribe(listener))
      // Where they come into view while it moves, the ground shows them.
      stops.push(cardWindow.subscribeDetail(listener), followAtRest({ view, scene }, listener))
      return () => {
        for (const stop of stops) stop()
      }
    },
    [view, scene, cardWindow, editor, readings],
  )
  return useSyncExternalStore(subscribe, () => {
    const now = readings.getState()
    if (!now?.feelings || cardWindow.isFar()) return (shown.current = { points: NONE, key: '' }).points
    const area = tilesInView(view.get())
    const layout = scene.get()
    const sight = cardSight(editor)
    const byId = feelingsById(now)
    const points: Shown[] = []
    for (const row of rowsBetween(layout, area.y, area.y + area.height))
      for (const point of measuredOfRow(layout, row, now).points) {
        const { place } = point.card
        const column = place.kind === 'cell' ? layout.columnOfStep.get(place.stepId) : undefined
        const measured = byId.get(point.card.id)
        const seen = sight.of(point.card)
        if (!column || !measured || seen === 'hidden' || point.x < area.x || point.x > area.x + area.width) continue
        const cell = { x: column.x, y: row.y, width: column.width, height: row.height }
        points.push({
          ...point,
          y: point.y + row.y,
          measured,
          cell,
          bandHeight: row.bandHeight,
          isAside: seen === 'dimmed',
        })
      }
    const key = points
      .map(({ card, x, y, cell, isAside, measured }) =>
        [card.id, card.title, card.score, x, y, cell.y, cell.height, isAside, feelingWords(card.score, measured)].join(
          ' ',
        ),
      )
      .join('|')
    if (key !== shown.current.key) shown.current = { points, key }
    return shown.current.points
  })
}
