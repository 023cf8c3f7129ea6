import { columnsBetween } from '#shared/layout/find.ts'
import { useCallback, useRef, useSyncExternalStore } from 'react'
import { useCanvas } from '../canvas-context.ts'
import { tilesInView } from '../card-window.ts'

/** So much of the view's width is shown on either side besides: it comes into view while one zooms out, before titles are laid out anew. */
const BESIDE = 0.3

/** The first and last column of the tiles in and beside the view; the pair keeps its identity while it is the same. */
export function useColumnsInView(): readonly [number, number] {
  const { view, scene } = useCanvas()
  const shown = useRef<readonly [number, number]>([0, -1])
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = [view.subscribeCalmly(listener), scene.subscribe(listener)]
      return () => {
        for (const stop of stops) stop()
      }
    },
    [view, scene],
  )
  return useSyncExternalStore(subscribe, () => {
    const now = view.get()
    const beside = BESIDE * now.width
    const area = tilesInView({ ...now, x: now.x + beside, width: now.width + 2 * beside })
    const columns = columnsBetween(scene.told(), area.x, area.x + area.width)
    const first = columns[0]?.index ?? 0
    const last = columns.at(-1)?.index ?? -1
    if (shown.current[0] !== first || shown.current[1] !== last) shown.current = [first, last]
    return shown.current
  })
}
