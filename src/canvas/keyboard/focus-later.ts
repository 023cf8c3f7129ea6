import type { CanvasCore } from '../canvas-context.ts'
import type { CellRef } from '../canvas-state.ts'

/** Where the keyboard will be: at a card or title, or in a cell. */
export type FocusPlace = { readonly elementId: string } | { readonly cell: CellRef }

interface Wish {
  readonly core: CanvasCore
  readonly place: FocusPlace | undefined
  /** What had the keyboard when it was wished for. */
  readonly before: Element | null
}

/** The newest wish counts: whoever walks on before the last one was granted is not led back. */
let newest: Wish | undefined
/** What was wished for is not wanted any more. */
export const forgetWish = (): void => {
  newest = undefined
}
// Whoever presses the pointer somewhere wants the keyboard there.
document.addEventListener('pointerdown', forgetWish, true)

/**
 * Asks `focus` in each of the next frames until it says that it is done (what it looks for may have to be rendered first), unless the
 * keyboard has gone to something else meanwhile: a menu that closes gives it back to its button in a turn of its own. A key that is
 * pressed before counts from `place`.
 */
export function focusLater(core: CanvasCore, focus: () => boolean, frames: number, place?: FocusPlace): void {
  const wish: Wish = { core, place, before: document.activeElement }
  newest = wish
  const ask = (left: number): void => {
    if (wish !== newest) return
    if (left === 0) {
      newest = undefined
      return
    }
    requestAnimationFrame(() => {
      if (wish !== newest) return
      if (isTaken(wish) || focus()) newest = undefined
      else ask(left - 1)
    })
  }
  ask(frames)
}

/** Where the keyboard will be in a moment; `undefined` when it stays where it is. */
export const awaitedPlace = (core: CanvasCore): FocusPlace | undefined =>
  newest?.core === core && !isTaken(newest) ? newest.place : undefined

const isTaken = ({ before }: Wish): boolean => document.activeElement !== before && !isFocusLost()

/** Nothing has the keyboard: what had it is gone. */
export const isFocusLost = (): boolean => document.activeElement === null || document.activeElement === document.body
