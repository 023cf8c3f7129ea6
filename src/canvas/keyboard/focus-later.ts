/** The newest wish counts: whoever walks on before the last one was granted is not led back. */
let newestWish = 0
// Whoever presses the pointer somewhere wants the keyboard there.
document.addEventListener('pointerdown', () => (newestWish += 1), true)

/**
 * Asks `focus` in each of the next frames until it says that it is done (what it looks for may have to be rendered first), unless the
 * keyboard has gone to something else meanwhile: a menu that closes gives it back to its button in a turn of its own.
 */
export function focusLater(focus: () => boolean, frames: number): void {
  const wish = ++newestWish
  const before = document.activeElement
  const ask = (left: number): void => {
    if (left === 0) return
    requestAnimationFrame(() => {
      const isTaken = document.activeElement !== before && !isFocusLost()
      if (wish !== newestWish || isTaken || focus()) return
      ask(left - 1)
    })
  }
  ask(frames)
}

/** Nothing has the keyboard: what had it is gone. */
export const isFocusLost = (): boolean => document.activeElement === null || document.activeElement === document.body
