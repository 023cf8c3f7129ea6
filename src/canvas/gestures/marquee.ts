import { cardsInRect } from '#shared/layout/find.ts'
import { rectBetween } from '#shared/layout/rect.ts'
import { cardSight } from '../card-sight.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { isInMarquee } from '../free/frames.ts'
import { pagePoint } from '../page-point.ts'
import { autoPan } from './auto-pan.ts'
import { trackPointer } from './track-pointer.ts'

/** Draws a frame from empty ground and selects the cards that it touches. */
export function dragMarquee(core: CanvasCore, down: PointerEvent, onClick: () => void): void {
  const { editor, scene, state } = core
  const start = pagePoint(core, down)
  const sight = cardSight(editor)
  const isAdding = down.shiftKey || down.ctrlKey || down.metaKey
  const before = isAdding ? [...editor.selection.getState().ids] : []
  let at = { x: down.clientX, y: down.clientY }
  const follow = (): void => {
    const marquee = rectBetween(start, pagePoint(core, at))
    state.setState({ marquee })
    const touched = cardsInRect(scene.get(), marquee).filter(
      ({ card, rect }) => sight.of(card) !== 'hidden' && isInMarquee(card, rect, marquee),
    )
    editor.select([...before, ...touched.map(({ card }) => card.id)])
  }
  let pan: ReturnType<typeof autoPan> | undefined
  const end = (): void => {
    pan?.stop()
    state.setState({ marquee: null })
  }
  trackPointer(down, {
    onStart: () => {
      pan = autoPan(core, follow)
    },
    onMove: (move) => {
      at = move
      pan?.at(move.x, move.y)
      follow()
    },
    onDrop: end,
    onClick,
    onCancel: () => {
      end()
      editor.select(before)
    },
  })
}
