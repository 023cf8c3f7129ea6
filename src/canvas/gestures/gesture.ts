import { type LaterParts, laterParts, withLaterParts } from '../later.ts'

const OF_A_GESTURE = ['pointermove', 'pointerup', 'pointercancel'] as const

/**
 * Begins a gesture that a pointer was pressed for. Before its code is there, what the pointer does meanwhile is kept and done again
 * then, so that a click stays a click and a drag has not begun elsewhere.
 */
export function gesture(down: PointerEvent, begin: (parts: LaterParts) => void): void {
  const parts = laterParts()
  if (parts) {
    begin(parts)
    return
  }
  const missed: PointerEvent[] = []
  const keep = (event: PointerEvent): void => {
    if (event.pointerId === down.pointerId) missed.push(event)
  }
  for (const type of OF_A_GESTURE) window.addEventListener(type, keep)
  withLaterParts((come) => {
    for (const type of OF_A_GESTURE) window.removeEventListener(type, keep)
    begin(come)
    for (const event of missed) window.dispatchEvent(new PointerEvent(event.type, event))
  })
}
