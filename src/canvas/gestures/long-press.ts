const LONG_PRESS_MS = 550
const STILL_PX = 8
/** Browsers that ask for a menu themselves do it about now, too. */
const ECHO_MS = 1_000

/**
 * A finger that rests asks for the context menu, also where the browser does not (iOS). The press is over then: what it would have
 * dragged or selected is let go. Gives the way to stop.
 */
export function followLongPress(root: HTMLElement): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let down: PointerEvent | undefined
  let askedAt = Number.NEGATIVE_INFINITY
  /** The finger that asked is still down. */
  let isHeld = false

  const end = (): void => {
    clearTimeout(timer)
    down = undefined
  }
  const ask = (): void => {
    if (!down || !(down.target instanceof Element)) return
    const { clientX, clientY, pointerId, target } = down
    end()
    askedAt = performance.now()
    isHeld = true
    window.dispatchEvent(new PointerEvent('pointercancel', { pointerId, pointerType: 'touch' }))
    target.dispatchEvent(
      new PointerEvent('contextmenu', { bubbles: true, cancelable: true, clientX, clientY, pointerType: 'touch' }),
    )
  }
  const onDown = (event: PointerEvent): void => {
    // A second finger pinches.
    const isFirst = event.pointerType === 'touch' && event.isPrimary
    end()
    isHeld = false
    if (!isFirst || (event.target instanceof Element && event.target.closest('textarea, input, button, a'))) return
    down = event
    timer = setTimeout(ask, LONG_PRESS_MS)
  }
  const onMove = (event: PointerEvent): void => {
    if (down && Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) > STILL_PX) end()
  }
  // Its lifting is no tap: a tap would take the focus from the menu and so close it.
  const onTouchEnd = (event: TouchEvent): void => {
    if (isHeld) event.preventDefault()
    isHeld = false
  }
  const onContextMenu = (event: Event): void => {
    if (!event.isTrusted) return
    if (performance.now() - askedAt > ECHO_MS) end()
    else {
      event.preventDefault()
      event.stopImmediatePropagation()
    }
  }
  root.addEventListener('pointerdown', onDown, true)
  root.addEventListener('pointermove', onMove, true)
  root.addEventListener('pointerup', end, true)
  root.addEventListener('pointercancel', end, true)
  root.addEventListener('contextmenu', onContextMenu, true)
  root.addEventListener('touchend', onTouchEnd, { capture: true, passive: false })
  return () => {
    end()
    root.removeEventListener('pointerdown', onDown, true)
    root.removeEventListener('pointermove', onMove, true)
    root.removeEventListener('pointerup', end, true)
    root.removeEventListener('pointercancel', end, true)
    root.removeEventListener('contextmenu', onContextMenu, true)
    root.removeEventListener('touchend', onTouchEnd, true)
  }
}
