import { type ReactFlowInstance, useReactFlow, useStoreApi } from '@xyflow/react'
import { useEffect, useMemo } from 'react'
import { isMotionReduced } from '#src/ui/preferences.ts'
import type { View, ViewState } from './view.ts'

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
  const view: View = {
    get: read,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    moveTo: (target, durationMs = 0) => {
      const glides = durationMs > 0 && !isMotionReduced()
      void flow.setViewport({ ...target }, glides ? { duration: durationMs } : {})
    },
    bounds: () => store.getState().domNode?.getBoundingClientRect() ?? new DOMRect(),
  }
  const start = (): (() => void) =>
    store.subscribe(({ transform, width, height }) => {
      if (shown[0] === transform && shown[1] === width && shown[2] === height) return
      shown = [transform, width, height]
      const now = read()
      for (const listener of listeners) listener(now)
    })
  return { view, start }
}
