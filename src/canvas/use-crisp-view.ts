import { useEffect } from 'react'
import type { View } from './view.ts'

const REST_MS = 160

/** At rest the view stands on whole pixels of the screen: letters between two pixels are blurred. */
export function useCrispView(view: View): void {
  useEffect(() => {
    let rest: ReturnType<typeof setTimeout> | undefined
    const wait = (): void => {
      clearTimeout(rest)
      rest = setTimeout(settle, REST_MS)
    }
    const settle = (): void => {
      // On its way, and perhaps between two slow frames: to move it now would end the glide where it is.
      if (view.isGliding()) return wait()
      const { x, y, zoom } = view.get()
      const ratio = window.devicePixelRatio || 1
      const whole = { x: Math.round(x * ratio) / ratio, y: Math.round(y * ratio) / ratio, zoom }
      if (whole.x !== x || whole.y !== y) view.moveTo(whole)
    }
    const stop = view.subscribe(wait)
    return () => {
      clearTimeout(rest)
      stop()
    }
  }, [view])
}
