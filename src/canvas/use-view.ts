import { type ReactFlowInstance, useReactFlow, useStoreApi } from '@xyflow/react'
import { useEffect, useMemo } from 'react'
import { isMotionReduced } from '#src/ui/preferences.ts'
import { throttled } from '#src/editor/throttled.ts'
import type { View, ViewState } from './view.ts'

/** Few enough that titles are seldom laid out while one zooms, often enough that they are not seen to lag. */
const CALM_MS = 100

/** React Flow's viewport as a `View`. */
export function useView(): View {
  const flow = useReactFlow()
  const store = useStoreApi()
  const { view, start } = useMemo(() => createView(flow, store), [flow, store])
  useEffect(() => start(), [start])
  return view
}

function createView(
  flow: Pick<ReactFlowInstance, 'setViewport'>,
  store: ReturnType<typeof useStoreApi>,
): { readonly view: View; readonly start: () => () => void } {
  const listeners = new Set<(view: ViewState) => void>()
  let shown: readonly unknown[] = []
  const read = (): ViewState => {
    const { transform, width, height } = store.getState()
    return { x: transform[0], y: transform[1], zoom: transform[2], width, height }
  }
  const calmListeners = new Set<(view: ViewState) => void>()
  const tellCalmly = throttled(CALM_MS, () => {
    const now = read()
    for (const listener of calmListeners) listener(now)
  })
  let bounds: DOMRect | undefined
  const view: View = {
    get: read,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    subscribeCalmly: (listener) => {
      calmListeners.add(listener)
      return () => calmListeners.delete(listener)
    },
    moveTo: (target, durationMs = 0) => {
      const glides = durationMs > 0 && !isMotionReduced()
      void flow.setViewport({ ...target }, glides ? { duration: durationMs } : {})
    },
    // Kept: asked with each move of a pointer, it would make the browser lay out the page in the middle of a frame.
    bounds: () => (bounds ??= store.getState().domNode?.getBoundingClientRect()) ?? new DOMRect(),
  }
  const start = (): (() => void) => {
    const forgetBounds = (): void => {
      bounds = undefined
    }
    const observer = new ResizeObserver(forgetBounds)
    // A panel that opens beside the canvas, or a bar above it, changes its size with its place.
    const { domNode } = store.getState()
    if (domNode) observer.observe(domNode)
    window.addEventListener('resize', forgetBounds)
    window.addEventListener('scroll', forgetBounds, { capture: true, passive: true })
    const stop = store.subscribe(({ transform, width, height }) => {
      if (shown[0] === transform && shown[1] === width && shown[2] === height) return
      shown = [transform, width, height]
      const now = read()
      for (const listener of listeners) listener(now)
      tellCalmly()
    })
    return () => {
      stop()
      tellCalmly.cancel()
      observer.disconnect()
      window.removeEventListener('resize', forgetBounds)
      window.removeEventListener('scroll', forgetBounds, { capture: true })
    }
  }
  return { view, start }
}
