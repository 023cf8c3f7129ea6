import { useEffect } from 'react'
import type { CardId } from '#shared/model/records/card.ts'
import { revealCard } from './keyboard/focus-element.ts'
import type { CanvasCore } from './canvas-context.ts'
import { useCanvasPorts } from './ports.ts'
import { zoomToSelection, zoomToSpot } from './viewport-moves.ts'

/** Below this zoom a card that is only panned to could not be read. */
const READABLE_ZOOM = 0.5

/** Brings into view what the app wishes to be seen. It selects the element first: a selection is also how one finds it on the screen. */
export function useReveal(core: CanvasCore): void {
  const { revealRequest } = useCanvasPorts()
  useEffect(() => {
    const reveal = (): void => {
      const request = revealRequest?.getState() ?? null
      if (request === null || answered.has(request)) return
      answered.add(request)
      if ('spot' in request) {
        zoomToSpot(core, request.spot)
        return
      }
      core.editor.select([request.elementId])
      const isCard = core.editor.getSnapshot().cards.has(request.elementId as CardId)
      if (isCard && core.view.get().zoom >= READABLE_ZOOM) revealCard(core, request.elementId)
      else zoomToSelection(core)
    }
    // It may have been wished before there was a canvas, which first shows the whole journey.
    const frame = requestAnimationFrame(reveal)
    const off = revealRequest?.subscribe(reveal)
    return () => {
      cancelAnimationFrame(frame)
      off?.()
    }
  }, [core, revealRequest])
}

/** A canvas that comes back later does not go there again. */
const answered = new WeakSet<object>()
