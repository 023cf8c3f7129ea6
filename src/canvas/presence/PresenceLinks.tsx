import type { Presence } from '#shared/contract/presence.ts'
import { cardRect } from '#shared/layout/find.ts'
import type { CardId } from '#shared/model/records/card.ts'
import { useEffect, useRef } from 'react'
import { useCanvas } from '../canvas-context.ts'
import type { CanvasState } from '../canvas-state.ts'
import { connectingPath } from '../links/connecting-path.ts'
import { useCanvasPorts } from '../ports.ts'

const SVG = 'http://www.w3.org/2000/svg'

/**
 * The links that others are drawing just now, in their colours; the others are told of one's own. Written straight to elements, as
 * pointers are: an end that moves renders nothing.
 */
export function PresenceLinks() {
  const { scene, state } = useCanvas()
  const { participants, showPresence } = useCanvasPorts()
  const ref = useRef<SVGSVGElement>(null)

  useEffect(() => {
    const stop = state.subscribe(({ connecting }, before) => {
      if (connecting !== before.connecting) showPresence({ connecting: shown(connecting) })
    })
    return () => {
      stop()
      if (state.getState().connecting) showPresence({ connecting: null })
    }
  }, [state, showPresence])

  useEffect(() => {
    const svg = ref.current
    if (!svg || !participants) return undefined
    const paths = new Map<number, SVGPathElement>()
    const follow = (): void => {
      const { others } = participants.getState()
      for (const [connection, path] of paths)
        if (!others.get(connection)?.connecting) {
          path.remove()
          paths.delete(connection)
        }
      for (const [connection, { user, connecting }] of others) {
        if (!connecting) continue
        const { fromId, toId, at } = connecting
        const layout = scene.get()
        const to = (toId !== null && cardRect(layout, toId as CardId)) || { ...at, width: 1, height: 1 }
        let path = paths.get(connection)
        if (!path) {
          path = document.createElementNS(SVG, 'path')
          path.dataset['testid'] = 'presence-link'
          paths.set(connection, path)
          svg.append(path)
        }
        path.style.stroke = `var(--persona-${user.color})`
        path.setAttribute('d', connectingPath(layout, fromId as CardId, to, toId === fromId) ?? '')
      }
    }
    follow()
    const stops = [participants.subscribe(follow), scene.subscribe(follow)]
    return () => {
      for (const stop of stops) stop()
      for (const path of paths.values()) path.remove()
    }
  }, [participants, scene])

  return <svg ref={ref} aria-hidden className="connecting" />
}

/** Whole pixels: others see it move, not measure. */
const shown = (connecting: CanvasState['connecting']): NonNullable<Presence['connecting']> | null =>
  connecting && {
    fromId: connecting.fromId,
    toId: connecting.toId,
    at: { x: Math.round(connecting.to.x), y: Math.round(connecting.to.y) },
  }
