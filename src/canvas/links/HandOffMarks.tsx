import { memo, useCallback, useRef, useSyncExternalStore } from 'react'
import { handOffPlace } from '#shared/layout/hand-off-place.ts'
import { doRectsOverlap, type Point } from '#shared/layout/rect.ts'
import { type HandOff, handOffs } from '#shared/model/selectors/hand-offs.ts'
import type { Sight } from '#src/editor/lens.ts'
import { useCanvas, useCanvasState } from '../canvas-context.ts'
import { cardSight } from '../card-sight.ts'
import { tilesInView } from '../card-window.ts'
import { followAtRest } from '../follow-at-rest.ts'
import type { CardWindow } from '../use-card-nodes.ts'
import { HandOffBadge } from './HandOffBadge.tsx'

/** The hand-offs from step to step near the view, between their cells; those along links stand on the links. */
export function HandOffMarks({ cardWindow }: { readonly cardWindow: CardWindow }) {
  const isShown = useCanvasState((state) => state.areHandOffsShown)
  return isShown && <MarksInView cardWindow={cardWindow} />
}

const MarksInView = memo(function MarksInView({ cardWindow }: { readonly cardWindow: CardWindow }) {
  return useMarksInView(cardWindow).map(({ handOff, at, isDimmed }) => (
    <div
      key={`${handOff.from.id} ${handOff.to.id}`}
      className="mark-place"
      data-dimmed={isDimmed || undefined}
      style={{ left: at.x, top: at.y }}
    >
      <HandOffBadge handOff={handOff} />
    </div>
  ))
})

interface Mark {
  readonly handOff: HandOff
  readonly at: Point
  readonly isDimmed: boolean
}

const NO_MARKS: readonly Mark[] = []

function useMarksInView(cardWindow: CardWindow): readonly Mark[] {
  const { view, scene, offsets, editor } = useCanvas()
  const shown = useRef({ marks: NO_MARKS, key: '' })
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = [offsets.subscribeIds(listener), cardWindow.subscribeDetail(listener)]
      stops.push(editor.lens.subscribe(listener), followAtRest({ view, scene }, listener))
      return () => {
        for (const stop of stops) stop()
      }
    },
    [view, scene, offsets, cardWindow, editor],
  )
  return useSyncExternalStore(subscribe, () => {
    const { x, y, width, height } = tilesInView(view.get())
    const layout = scene.get()
    const sight = cardSight(editor)
    const marks = (cardWindow.isFar() ? [] : handOffs(layout.snapshot)).flatMap((handOff): Mark[] => {
      const { from, to, linkId } = handOff
      // What is carried away takes its place in the journey along.
      if (linkId !== null || offsets.get(from.id) || offsets.get(to.id)) return []
      const isSeen = (as: Sight): boolean => sight.of(from) === as || sight.of(to) === as
      const at = isSeen('hidden') ? undefined : handOffPlace(layout, handOff)
      if (!at || !doRectsOverlap({ ...at, width: 1, height: 1 }, { x, y, width, height })) return []
      return [{ handOff, at, isDimmed: isSeen('dimmed') }]
    })
    const key = marks
      .map(({ handOff, at, isDimmed }) => `${handOff.to.id} ${handOff.fromChannel} ${at.x} ${at.y} ${isDimmed}`)
      .join('|')
    if (key !== shown.current.key) shown.current = { marks, key }
    return shown.current.marks
  })
}
