import type { Rect } from '#shared/layout/rect.ts'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { prefersStill } from '../light-up.ts'
import { between, type Camera, cameraOn, heldInSight, type Size } from './camera.ts'

const FLIGHT_MS = 420

/** A camera that people move, and that flies to what should be seen. */
export interface MapCamera {
  readonly store: StoreApi<Camera>
  readonly size: () => Size
  readonly resized: (size: Size) => void
  /** Moves by hand; what flew stops. */
  readonly set: (camera: Camera) => void
  readonly flyTo: (
    rect: Rect,
    options?: { readonly margin?: number; readonly most?: number; readonly isAtOnce?: boolean },
  ) => void
  readonly stop: () => void
}

export function createCamera(bounds: () => Rect): MapCamera {
  const store = createStore<Camera>(() => ({ x: 0, y: 0, zoom: 1 }))
  let size: Size = { width: 0, height: 0 }
  let frame = 0
  const stop = (): void => cancelAnimationFrame(frame)
  return {
    store,
    size: () => size,
    resized: (next) => {
      size = next
    },
    set(camera) {
      stop()
      store.setState(heldInSight(camera, bounds(), size), true)
    },
    flyTo(rect, { isAtOnce = false, ...fit } = {}) {
      stop()
      const from = store.getState()
      const to = cameraOn(rect, size, fit)
      if (isAtOnce || prefersStill()) {
        store.setState(to, true)
        return
      }
      const startedAt = performance.now()
      const step = (now: number): void => {
        const share = Math.min(1, Math.max(0, (now - startedAt) / FLIGHT_MS))
        store.setState(between(from, to, share), true)
        if (share < 1) frame = requestAnimationFrame(step)
      }
      frame = requestAnimationFrame(step)
    },
    stop,
  }
}
