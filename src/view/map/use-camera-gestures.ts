import { type RefObject, useEffect } from 'react'
import { zoomedAt } from './camera.ts'
import type { MapCamera } from './create-camera.ts'

/** A finger that moves less than this taps. */
const TAP_PX = 6

interface Held {
  readonly x: number
  readonly y: number
}

/** Wheel and trackpad, one finger or a pulled mouse to pan, two fingers to zoom; what was a tap still presses what lies there. */
export function useCameraGestures(
  box: RefObject<HTMLElement | null>,
  camera: MapCamera,
  /** False where one finger means something else. */
  { pansByFinger }: { readonly pansByFinger: boolean },
): void {
  useEffect(() => {
    const element = box.current
    if (!element) return undefined
    const held = new Map<number, Held>()
    let moved = 0

    const place = (event: PointerEvent | WheelEvent): Held => {
      const { left, top } = element.getBoundingClientRect()
      return { x: event.clientX - left, y: event.clientY - top }
    }
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault()
      const now = camera.store.getState()
      if (event.ctrlKey || event.metaKey) {
        camera.set(zoomedAt(now, place(event), Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.008))))
        return
      }
      const unit = event.deltaMode === 1 ? 24 : 1
      const [dx, dy] = event.shiftKey && event.deltaX === 0 ? [event.deltaY, 0] : [event.deltaX, event.deltaY]
      camera.set({ ...now, x: now.x - dx * unit, y: now.y - dy * unit })
    }
    const onDown = (event: PointerEvent): void => {
      if (event.pointerType === 'mouse' && event.button !== 0 && event.button !== 1) return
      held.set(event.pointerId, place(event))
      if (held.size === 1) moved = 0
      camera.stop()
    }
    const onMove = (event: PointerEvent): void => {
      const before = held.get(event.pointerId)
      if (!before) return
      const at = place(event)
      moved += Math.hypot(at.x - before.x, at.y - before.y)
      if (moved < TAP_PX && held.size === 1) return
      if (element.closest('[data-laser]')) return
      // Only now: a tap belongs to what was tapped.
      if (!element.hasPointerCapture(event.pointerId)) element.setPointerCapture(event.pointerId)
      const now = camera.store.getState()
      const [other] = [...held].filter(([id]) => id !== event.pointerId).map(([, one]) => one)
      held.set(event.pointerId, at)
      if (!other) {
        if (event.pointerType !== 'mouse' && !pansByFinger) return
        camera.set({ ...now, x: now.x + at.x - before.x, y: now.y + at.y - before.y })
        return
      }
      const middle = { x: (at.x + other.x) / 2, y: (at.y + other.y) / 2 }
      const factor =
        Math.hypot(at.x - other.x, at.y - other.y) / Math.max(1, Math.hypot(before.x - other.x, before.y - other.y))
      const panned = { ...now, x: now.x + (at.x - before.x) / 2, y: now.y + (at.y - before.y) / 2 }
      camera.set(zoomedAt(panned, middle, factor))
    }
    const onUp = (event: PointerEvent): void => void held.delete(event.pointerId)
    // The click at the end of a pull is meant for nobody.
    const onClick = (event: MouseEvent): void => {
      if (moved < TAP_PX) return
      moved = 0
      event.stopPropagation()
      event.preventDefault()
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    element.addEventListener('pointerdown', onDown)
    element.addEventListener('pointermove', onMove)
    element.addEventListener('pointerup', onUp)
    element.addEventListener('pointercancel', onUp)
    element.addEventListener('click', onClick, { capture: true })
    return () => {
      element.removeEventListener('wheel', onWheel)
      element.removeEventListener('pointerdown', onDown)
      element.removeEventListener('pointermove', onMove)
      element.removeEventListener('pointerup', onUp)
      element.removeEventListener('pointercancel', onUp)
      element.removeEventListener('click', onClick, { capture: true })
    }
  }, [box, camera, pansByFinger])
}
