import { cardRect } from '#shared/layout/find.ts'
import { centerOf, grownRect, type Rect } from '#shared/layout/rect.ts'
import type { Lens } from '#src/editor/lens.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { seenCards } from '../card-sight.ts'
import { GLIDE_MS, isInSight, visibleRect, viewportToReveal } from '../view.ts'

/** So much of the room's shorter side is kept free around the card that is brought into sight. */
const AROUND_SHARE = 0.25

/**
 * Cells close up over what a filter hides, and lanes with them: whoever had scrolled far would look at nothing. When no card that is left is
 * in sight, the view goes to the nearest. Gives the way to stop.
 */
export function keepInSight(core: CanvasCore): () => void {
  const look = (): void => {
    if (core.editor.lens.getState().others === 'hide') bringNearest(core)
  }
  const isOtherwise = (now: Lens, before: Lens): boolean => now.filter !== before.filter || now.others !== before.others
  // The canvas may come back to where one left it before the filter was set in the table.
  const frame = requestAnimationFrame(look)
  const stop = core.editor.lens.subscribe((now, before) => isOtherwise(now, before) && look())
  return () => {
    cancelAnimationFrame(frame)
    stop()
  }
}

function bringNearest({ editor, scene, view, insets }: CanvasCore): void {
  const shown = view.get()
  if (shown.width === 0) return
  const layout = scene.get()
  const room = insets()
  const middle = centerOf(visibleRect(shown))
  let nearest: Rect | undefined
  let least = Infinity
  for (const id of seenCards(editor)) {
    const rect = cardRect(layout, id)
    if (!rect) continue
    if (isInSight(shown, room, rect)) return
    const { x, y } = centerOf(rect)
    const distance = Math.hypot(x - middle.x, y - middle.y)
    if (distance >= least) continue
    least = distance
    nearest = rect
  }
  if (!nearest) return
  const around = (AROUND_SHARE * Math.min(shown.width, shown.height)) / shown.zoom
  const target = viewportToReveal(shown, grownRect(nearest, around), room)
  if (target) view.moveTo(target, GLIDE_MS)
}
