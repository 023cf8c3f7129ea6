import { type RefObject, useEffect, useRef } from 'react'

const SWIPE_PX = 56

/** A finger drawn across: 1 to the next, -1 back. `null`: swipes mean nothing now. */
export function useSwipe(box: RefObject<HTMLElement | null>, onSwipe: ((by: 1 | -1) => void) | null): void {
  const act = useRef(onSwipe)
  useEffect(() => {
    act.current = onSwipe
  }, [onSwipe])
  useEffect(() => {
    const element = box.current
    if (!element) return undefined
    let start: { readonly id: number; readonly x: number; readonly y: number } | null = null
    const onDown = (event: PointerEvent): void => {
      // A second finger zooms.
      start =
        event.pointerType === 'mouse' || !event.isPrimary
          ? null
          : { id: event.pointerId, x: event.clientX, y: event.clientY }
    }
    const onUp = (event: PointerEvent): void => {
      if (start?.id !== event.pointerId) return
      const [dx, dy] = [event.clientX - start.x, event.clientY - start.y]
      start = null
      if (Math.abs(dx) >= SWIPE_PX && Math.abs(dx) > 1.5 * Math.abs(dy)) act.current?.(dx < 0 ? 1 : -1)
    }
    const onCancel = (): void => {
      start = null
    }
    element.addEventListener('pointerdown', onDown)
    element.addEventListener('pointerup', onUp)
    element.addEventListener('pointercancel', onCancel)
    return () => {
      element.removeEventListener('pointerdown', onDown)
      element.removeEventListener('pointerup', onUp)
      element.removeEventListener('pointercancel', onCancel)
    }
  }, [box])
}
