import type { Presence } from '#shared/contract/presence.ts'
import { lineBox } from '#shared/model/line-box.ts'
import { useEffect, useRef } from 'react'
import { useCanvas } from '../canvas-context.ts'
import type { Resizing } from '../drag-offsets.ts'
import { useCanvasPorts } from '../ports.ts'

/**
 * The others' pointers with their names, and the cards that they drag. Written straight to elements: a pointer that moves renders
 * nothing. The layer lies in journey pixels, so it pans and zooms with the canvas; pointers keep their size.
 */
export function PresenceCursors() {
  const { view, offsets, editor, state } = useCanvas()
  const { participants } = useCanvasPorts()
  const ref = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const layer = ref.current
    if (!layer || !participants) return undefined
    const cursors = new Map<number, HTMLElement>()
    const drags = new Map<number, Presence['drag']>()
    const follow = (): void => {
      const { others } = participants.getState()
      for (const [connection, presence] of others) {
        followCursor(layer, cursors, connection, presence)
        if (drags.get(connection) === presence.drag) continue
        drags.set(connection, presence.drag)
        const { drag, user } = presence
        if (drag?.resize) offsets.resize(`peer ${connection}`, drag.ids, resizing(drag.resize), user.color)
        else if (drag) offsets.set(`peer ${connection}`, drag.ids, drag.dx, drag.dy, user.color)
        else offsets.clear(`peer ${connection}`)
      }
      for (const [connection, cursor] of cursors)
        if (!others.has(connection)) {
          cursor.remove()
          cursors.delete(connection)
        }
      for (const connection of drags.keys())
        if (!others.has(connection)) {
          offsets.clear(`peer ${connection}`)
          drags.delete(connection)
        }
    }
    // Beginning and ending a glide has the browser sort its layers again, each in a frame that a letter, the moving view or what one drags
    // has to wait for: meanwhile pointers jump.
    const stayCalm = (): void => {
      const { dragging, draggedTitleId } = state.getState()
      const isTyping = editor.selection.getState().editingId !== null
      const isCalm = isTyping || dragging !== null || draggedTitleId !== null || view.isMoving()
      if (isCalm !== layer.hasAttribute('data-calm')) layer.toggleAttribute('data-calm', isCalm)
    }
    const keepSize = (): void => layer.style.setProperty('--unzoom', String(1 / view.get().zoom))
    follow()
    keepSize()
    stayCalm()
    const stops = [
      participants.subscribe(follow),
      view.subscribeCalmly(keepSize),
      editor.selection.subscribe(stayCalm),
      state.subscribe(stayCalm),
      view.subscribe(stayCalm),
      view.subscribeAtRest(stayCalm),
    ]
    return () => {
      for (const stop of stops) stop()
      for (const cursor of cursors.values()) cursor.remove()
      for (const connection of drags.keys()) offsets.clear(`peer ${connection}`)
    }
  }, [participants, view, offsets, editor, state])

  return <div ref={ref} aria-hidden className="presence-layer" />
}

/** Of a line only its ends are told: the rest follows from them. */
function resizing({ from, to, line }: NonNullable<NonNullable<Presence['drag']>['resize']>): Resizing {
  if (!line) return { from, to }
  const { box, ink } = lineBox(line.from, line.to)
  return { from, to: box, ink }
}

const ARROW =
  '<svg viewBox="0 0 16 18" width="16" height="18"><path d="M1 1l5.2 14.6 2.3-6 6.2-1.9z" stroke="var(--surface)" stroke-width="1.4" stroke-linejoin="round"/></svg>'

function followCursor(
  layer: HTMLElement,
  cursors: Map<number, HTMLElement>,
  connection: number,
  { user, cursor: at }: Presence,
): void {
  let cursor = cursors.get(connection)
  if (!at) {
    cursor?.remove()
    cursors.delete(connection)
    return
  }
  if (!cursor) {
    cursor = document.createElement('div')
    cursor.className = 'presence-cursor'
    cursor.dataset['testid'] = 'presence-cursor'
    cursor.innerHTML = ARROW
    cursor.append(document.createElement('span'))
    layer.append(cursor)
    cursors.set(connection, cursor)
  }
  const color = `var(--persona-${user.color})`
  if (cursor.style.getPropertyValue('--presence') !== color) cursor.style.setProperty('--presence', color)
  cursor.style.translate = `${Math.round(at.x)}px ${Math.round(at.y)}px`
  const name = cursor.querySelector('span')
  if (name && name.textContent !== user.name) name.textContent = user.name
}
