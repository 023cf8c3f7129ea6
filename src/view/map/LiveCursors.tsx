import { useEffect, useRef } from 'react'
import type { Presence } from '#shared/contract/presence.ts'
import { useLens, useView } from '../view-context.ts'
import type { MapCamera } from './create-camera.ts'

/** The pointers of those who work on the journey, with their names. Written straight to elements: one that moves renders nothing. */
export function LiveCursors({ camera }: { readonly camera: MapCamera }) {
  const { participants } = useView().collaboration
  const { showsPointers } = useLens()
  const layer = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const box = layer.current
    if (!box || !showsPointers) return undefined
    const cursors = new Map<number, HTMLElement>()
    const follow = (): void => {
      const { others } = participants.getState()
      const { x, y, zoom } = camera.store.getState()
      for (const [connection, { user, cursor: at }] of others) {
        if (!at) continue
        const cursor = cursors.get(connection) ?? newCursor(box, user)
        cursors.set(connection, cursor)
        cursor.style.translate = `${String(Math.round(at.x * zoom + x))}px ${String(Math.round(at.y * zoom + y))}px`
      }
      for (const [connection, cursor] of cursors) {
        if (others.get(connection)?.cursor) continue
        cursor.remove()
        cursors.delete(connection)
      }
    }
    follow()
    const stops = [participants.subscribe(follow), camera.store.subscribe(follow)]
    return () => {
      for (const stop of stops) stop()
      box.replaceChildren()
    }
  }, [participants, camera, showsPointers])
  return <div ref={layer} aria-hidden className="pointer-events-none absolute inset-0 overflow-hidden" />
}

function newCursor(layer: HTMLElement, { name, color }: Presence['user']): HTMLElement {
  const cursor = document.createElement('div')
  cursor.className = 'map-cursor'
  cursor.dataset['testid'] = 'map-cursor'
  cursor.style.setProperty('--who', `var(--persona-${String(color)})`)
  const label = document.createElement('span')
  label.textContent = name
  cursor.append(label)
  layer.append(cursor)
  return cursor
}
