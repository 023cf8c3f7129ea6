import type { CanvasCore } from '../canvas-context.ts'
import { trackPointer } from './track-pointer.ts'

/** A finger on what does not pan by itself, such as the title bands: moving it pans, letting it go is a tap. */
export function panByFinger({ view }: CanvasCore, down: PointerEvent, onTap: () => void): void {
  const start = view.get()
  trackPointer(down, {
    onMove: ({ dx, dy }) => view.moveTo({ zoom: start.zoom, x: start.x + dx, y: start.y + dy }),
    onDrop: () => {},
    onClick: onTap,
  })
}
