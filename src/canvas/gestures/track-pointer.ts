/** A pointer that is held down; positions are the page's. */
export interface PointerMove {
  readonly x: number
  readonly y: number
  /** Since the pointer went down. */
  readonly dx: number
  readonly dy: number
  readonly event: PointerEvent
}

interface PointerTrack {
  /** The pointer has left its starting place: a click has become a drag. */
  readonly onStart?: (move: PointerMove) => void
  readonly onMove: (move: PointerMove) => void
  /** The pointer was let go after it moved. */
  readonly onDrop: (move: PointerMove) => void
  /** Let go without having moved. */
  readonly onClick?: (event: PointerEvent) => void
  /** Escape, a lost pointer, or a second finger: everything as it was. */
  readonly onCancel?: () => void
}

const THRESHOLD_PX = { mouse: 4, touch: 8 } as const

/** Follows the pointer of a `pointerdown` until it is let go or cancelled. */
export function trackPointer(
  down: PointerEvent,
  track: PointerTrack,
  /** So far a click may slip, in pixels of the screen. */
  threshold: number = down.pointerType === 'mouse' ? THRESHOLD_PX.mouse : THRESHOLD_PX.touch,
): void {
  let isMoving = false
  const moveOf = (event: PointerEvent): PointerMove => ({
    x: event.clientX,
    y: event.clientY,
    dx: event.clientX - down.clientX,
    dy: event.clientY - down.clientY,
    event,
  })
  const stop = (): void => {
    window.removeEventListener('pointermove', onMove)
    window.removeEventListener('pointerup', onUp)
    window.removeEventListener('pointercancel', onCancel)
    window.removeEventListener('pointerdown', onOther, true)
    window.removeEventListener('keydown', onKey, true)
  }
  const cancel = (): void => {
    stop()
    if (isMoving) track.onCancel?.()
  }
  const onMove = (event: PointerEvent): void => {
    if (event.pointerId !== down.pointerId) return
    const move = moveOf(event)
    if (!isMoving) {
      if (Math.hypot(move.dx, move.dy) < threshold) return
      isMoving = true
      track.onStart?.(move)
    }
    track.onMove(move)
  }
  const onUp = (event: PointerEvent): void => {
    if (event.pointerId !== down.pointerId) return
    stop()
    if (isMoving) track.onDrop(moveOf(event))
    else track.onClick?.(event)
  }
  const onCancel = (event: PointerEvent): void => {
    if (event.pointerId === down.pointerId) cancel()
  }
  const onOther = (event: PointerEvent): void => {
    if (event.pointerId !== down.pointerId) cancel()
  }
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    cancel()
  }
  window.addEventListener('pointermove', onMove)
  window.addEventListener('pointerup', onUp)
  window.addEventListener('pointercancel', onCancel)
  window.addEventListener('pointerdown', onOther, true)
  window.addEventListener('keydown', onKey, true)
}
