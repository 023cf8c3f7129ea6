import { cardRect } from '#shared/layout/find.ts'
import { centerOf } from '#shared/layout/rect.ts'
import type { CardId } from '#shared/model/records/card.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { GLIDE_MS, viewportToReveal } from '../view.ts'

/** Smaller than this, one could not read what one types: the canvas zooms to the card first. */
const TYPING_ZOOM = 0.6

/** Selects a card and starts typing in its title (or its details), in view and large enough to read. */
export function editInPlace(core: CanvasCore, cardId: CardId, field: 'title' | 'details' = 'title'): void {
  const { editor, scene, view } = core
  editor.select([cardId])
  const rect = cardRect(scene.get(), cardId)
  const now = view.get()
  if (rect && now.zoom < TYPING_ZOOM) {
    const { x, y } = centerOf(rect)
    view.moveTo({ zoom: 1, x: now.width / 2 - x, y: now.height / 2 - y }, GLIDE_MS)
  } else {
    const target = rect && viewportToReveal(now, rect, core.insets())
    if (target) view.moveTo(target)
  }
  editor.startEditing(cardId, field)
}
