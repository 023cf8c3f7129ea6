import { type ReactFlowInstance, useReactFlow, useStoreApi, type Viewport } from '@xyflow/react'
import { useEffect, useMemo } from 'react'
import { flushSync } from 'react-dom'
import { isMotionReduced } from '#src/ui/preferences.ts'
import { throttled } from '#src/editor/throttled.ts'
import type { View, ViewState } from './view.ts'

/** Often enough that what comes into view is not seen to lag. */
const CALM_MS = 100
/** While one zooms, titles are laid out anew when they are stretched by more than so much: it takes two frames, and stretching nothing. */
const STRETCH_MOST = 2.1

/** It has not moved for so long. Until then React Flow is not told where it is: each of its nodes would look whether that means something for it. */
const REST_MS = 120

/** Who takes hold of the view ends a glide without a word: it counts as over when it should long have arrived. */
const GLIDE_PATIENCE_MS = 1_000

/** What React Flow tells, and has to be told, of the view. */
export interface FlowViewport {
  readonly moved: (viewport: Viewport) => void
  /** Tells where the view rests; gives the way to stop. */
  readonly onRest: (tell: (viewport: Viewport) => void) => () => void
}

/** React Flow's viewport as a `View`. Its gestures move the element that holds the nodes straight away. */
export function useView(): { readonly view: View; readonly flowViewport: FlowViewport } {
  // Taken out: what holds it is another object once React Flow is ready, and with it the whole canvas would be made once more.
  const { setViewport } = useReactFlow()
  const store = useStoreApi()
  const { view, start, flowViewport } = useMemo(() => createView(setViewport, store), [setViewport, store])
  useEffect(() => start(), [start])
  return { view, flowViewport }
}

interface LiveView {
  readonly view: View
  readonly start: () => () => void
  readonly flowViewport: FlowViewport
}

function createView(setViewport: ReactFlowInstance['setViewport'], store: ReturnType<typeof useStoreApi>): LiveView {
  const listeners = new Set<(view: ViewState) => void>()
  let at: Viewport = { x: 0, y: 0, zoom: 1 }
  let layer: HTMLElement | null = null
  let tellFlow: ((viewport: Viewport) => void) | undefined
  let rest: ReturnType<typeof setTimeout> | undefined
  let shown: readonly unknown[] = []
  const read = (): ViewState => {
    const { width, height } = store.getState()
    return { ...at, width, height }
  }
  const calmListeners = new Set<(view: ViewState) => void>()
  const restListeners = new Set<() => void>()
  /** The zoom that the calm know. */
  let calmZoom = 1
  const tellCalmly = throttled(CALM_MS, () => {
    const now = read()
    calmZoom = now.zoom
    for (const listener of calmListeners) listener(now)
  })
  const isStretchedTooFar = (): boolean => Math.abs(Math.log(at.zoom / calmZoom)) > Math.log(STRETCH_MOST)
  let bounds: DOMRect | undefined
  let endGlide: (() => void) | undefined
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
    subscribeAtRest: (listener) => {
      restListeners.add(listener)
      return () => restListeners.delete(listener)
    },
    isMoving: () => rest !== undefined,
    moveTo: (target, durationMs = 0) => {
      endGlide?.()
      const glides = durationMs > 0 && !isMotionReduced()
      const arrived = setViewport({ ...target }, glides ? { duration: durationMs } : {})
      if (!glides) return
      const end = (): void => {
        clearTimeout(patience)
        if (endGlide === end) endGlide = undefined
      }
      const patience = setTimeout(end, durationMs + GLIDE_PATIENCE_MS)
      endGlide = end
      void arrived.then(end)
    },
    isGliding: () => endGlide !== undefined,
    // Kept: asked with each move of a pointer, it would make the browser lay out the page in the middle of a frame.
    bounds: () => (bounds ??= store.getState().domNode?.getBoundingClientRect()) ?? new DOMRect(),
  }
  const settle = (): void => {
    rest = undefined
    // At once: were the view moved before React Flow has heard of it, it would put it back.
    flushSync(() => tellFlow?.(at))
    if (at.zoom !== calmZoom) tellCalmly()
    for (const listener of restListeners) listener()
  }
  const tell = (): void => {
    const { width, height } = store.getState()
    if (shown[0] === at && shown[1] === width && shown[2] === height) return
    shown = [at, width, height]
    clearTimeout(rest)
    rest = setTimeout(settle, REST_MS)
    const now = read()
    for (const listener of listeners) listener(now)
    if (at.zoom === calmZoom || isStretchedTooFar()) tellCalmly()
  }
  const moved = (viewport: Viewport): void => {
    at = viewport
    if (layer?.isConnected !== true) {
      layer = store.getState().domNode?.querySelector<HTMLElement>('.react-flow__viewport') ?? null
    }
    // As React Flow writes it.
    if (layer) layer.style.transform = `translate(${at.x}px,${at.y}px) scale(${at.zoom})`
    tell()
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
    const stop = store.subscribe(tell)
    return () => {
      stop()
      clearTimeout(rest)
      tellCalmly.cancel()
      observer.disconnect()
      window.removeEventListener('resize', forgetBounds)
      window.removeEventListener('scroll', forgetBounds, { capture: true })
    }
  }
  const onRest: FlowViewport['onRest'] = (tellRest) => {
    tellFlow = tellRest
    return () => {
      tellFlow = undefined
    }
  }
  return { view, start, flowViewport: { moved, onRest } }
}
