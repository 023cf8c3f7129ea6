import type { CanvasCore } from '../canvas-context.ts'

const EDGE_PX = 44
const SPEED_PX = 14

/** Pans while a drag holds the pointer at an edge. Feed it the pointer's place; gives the way to stop. */
export function autoPan(
  core: CanvasCore,
  onPanned: () => void,
): { readonly at: (x: number, y: number) => void; readonly stop: () => void } {
  let pointer: { x: number; y: number } | undefined
  let frame = requestAnimationFrame(function step() {
    frame = requestAnimationFrame(step)
    if (!pointer) return
    const bounds = core.view.bounds()
    const { left, top } = core.insets()
    const push = (at: number, low: number, high: number): number =>
      at < low + EDGE_PX
        ? Math.min(1, (low + EDGE_PX - at) / EDGE_PX)
        : at > high - EDGE_PX
          ? -Math.min(1, (at - high + EDGE_PX) / EDGE_PX)
          : 0
    const dx = push(pointer.x, bounds.left + left, bounds.right) * SPEED_PX
    const dy = push(pointer.y, bounds.top + top, bounds.bottom) * SPEED_PX
    if (dx === 0 && dy === 0) return
    const view = core.view.get()
    core.view.moveTo({ x: view.x + dx, y: view.y + dy, zoom: view.zoom })
    onPanned()
  })
  return {
    at: (x, y) => {
      pointer = { x, y }
    },
    stop: () => cancelAnimationFrame(frame),
  }
}
