import { rowsBetween } from '#shared/layout/find.ts'
import type { CurvePoint } from '#shared/layout/emotion-curve.ts'
import { memo, useCallback, useLayoutEffect, useRef, useSyncExternalStore } from 'react'
import { useCanvas, useCanvasState } from '../canvas-context.ts'
import { personaSight } from '../card-sight.ts'
import { tilesInView } from '../card-window.ts'
import { followAtRest } from '../follow-at-rest.ts'
import type { CardWindow } from '../use-card-nodes.ts'
import { curvesOfRow } from './curves-of-row.ts'
import { dragFuture } from './drag-future.ts'
import { futureHandle } from './future-handle.ts'
import { scoreWords } from './score-words.ts'

/** Where it is the same as now, the point stands beside its face, which it would hide. */
const SHOULDER_PX = 21

/** The hollow points of the future curves near the view: one takes hold of them to say what a feeling is meant to become. */
export const FuturePoints = memo(function FuturePoints({ cardWindow }: { readonly cardWindow: CardWindow }) {
  const isShown = useCanvasState((state) => state.isFutureShown)
  const points = usePointsInView(cardWindow)
  if (!isShown) return null
  return points.map((point) => <FuturePoint key={point.card.id} point={point} />)
})

function FuturePoint({ point: { card, score, x, y } }: { readonly point: CurvePoint }) {
  const core = useCanvas()
  const { offsets, canEdit } = core
  const ref = useRef<HTMLSpanElement>(null)
  useLayoutEffect(() => {
    const follow = (): void => {
      const offset = offsets.get(futureHandle(card.id))
      if (ref.current) ref.current.style.translate = offset ? `0 ${offset.dy}px` : ''
    }
    follow()
    return offsets.subscribeCard(futureHandle(card.id), follow)
  }, [offsets, card.id])
  const persona = core.scene.get().snapshot.personas.get(card.personaIds[0] ?? ('' as never))
  const color = card.personaIds.length === 1 && persona ? `var(--persona-${persona.color})` : 'var(--lane-emotion)'
  return (
    <span
      ref={ref}
      aria-hidden
      data-canvas-control
      data-testid="future-point"
      data-element-id={card.id}
      className="future-point"
      title={`${card.title || 'Untitled'}, meant to become: ${scoreWords(score)}`}
      style={{ left: score === card.score ? x + SHOULDER_PX : x, top: y, color }}
      onPointerDown={(event) => {
        event.stopPropagation()
        if (event.button === 0 && canEdit) dragFuture(core, event.nativeEvent, card.id)
      }}
    />
  )
}

const NONE: readonly CurvePoint[] = []

function usePointsInView(cardWindow: CardWindow): readonly CurvePoint[] {
  const { view, scene, editor } = useCanvas()
  const shown = useRef({ points: NONE, key: '' })
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = [editor.lens.subscribe(listener), cardWindow.subscribeDetail(listener)]
      stops.push(followAtRest({ view, scene }, listener))
      return () => {
        for (const stop of stops) stop()
      }
    },
    [view, scene, cardWindow, editor],
  )
  return useSyncExternalStore(subscribe, () => {
    const area = tilesInView(view.get())
    const layout = scene.get()
    const sight = personaSight(editor, layout.snapshot)
    const byCard = new Map<string, CurvePoint>()
    for (const row of cardWindow.isFar() ? [] : rowsBetween(layout, area.y, area.y + area.height))
      for (const curve of curvesOfRow(layout, row).curves.future.filter((one) => sight(one.personaId) !== 'hidden'))
        for (const point of curve.runs.flat())
          if (point.x > area.x && point.x < area.x + area.width)
            byCard.set(point.card.id, { ...point, y: point.y + row.y })
    const key = [...byCard.values()].map(({ card, score, x, y }) => `${card.id} ${score} ${x} ${y}`).join('|')
    if (key !== shown.current.key) shown.current = { points: [...byCard.values()], key }
    return shown.current.points
  })
}
