import type { CardId } from '#shared/model/records/card.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { revealRect } from '../crowded/reveal-rect.ts'
import { viewportToReveal } from '../view.ts'
import { focusLater, forgetWish } from './focus-later.ts'

/** Brings a card into view and gives it the keyboard, once it is mounted. */
export function focusElement(core: CanvasCore, elementId: string): void {
  revealCard(core, elementId)
  const focus = (): boolean => {
    // Its text has the keyboard, or will have it.
    if (core.editor.selection.getState().editingId === elementId) return true
    const card = core
      .root()
      ?.querySelector<HTMLElement>(`[data-testid=card][data-element-id="${CSS.escape(elementId)}"]`)
    card?.focus({ preventScroll: true })
    return card !== null && card !== undefined
  }
  // It may have had the keyboard all the time, and have been left only by a wish.
  if (focus()) forgetWish()
  else focusLater(core, focus, 1, { elementId })
}

/** Pans no more than needed to show a card. */
export function revealCard(core: CanvasCore, cardId: string): void {
  const rect = revealRect(core.scene.get(), cardId as CardId)
  const target = rect && viewportToReveal(core.view.get(), rect, core.insets())
  if (target) core.view.moveTo(target)
}
