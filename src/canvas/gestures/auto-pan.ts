import { contentRect } from '#shared/layout/find.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { toScreen } from '../view.ts'

const EDGE_PX = 44
const SPEED_PX = 14
/** A pointer that merely passes the edge does not pan. */
const DELAY_MS = 220
/** Beyond the last card there is room for a free one. */
const MARGIN_PX = 160

/** How far a drag may pan in each direction: 1 where there is more to see, else 0. */
function openSides(core: CanvasCore): { left: boolean; right: boolean; top: boolean; bottom: boolean } {
  const view = core.view.get()
  const insets = core.insets()
  const area = contentRect(core.scene.get())
  const start = toScreen(view, area)
  const end = toScreen(view, { x: area.x + area.width, y: area.y + area.height })
  return {
    left: start.x < 0,
    right: end.x + MARGIN_PX > view.width,
    top: toScreen(view, { x: 0, y: Math.min(0, area.y) }).y < 0 && toScreen(view, { x: 0, y: 0 }).y < insets.top,
    bottom: end.y + MARGIN_PX > view.height,
  }
}

/** Pans while a drag holds the pointer at an edge. Feed it the pointer's place; gives the way to stop. */
export function autoPan(
  core: CanvasCore,
  onPanned: () => void,
): { readonly at: (x: number, y: number) => void; readonly stop: () => void } {
  let pointer: { x: number; y: number } | undefined
  let since = 0
  let frame = requestAnimationFrame(function step(now) {
    frame = requestAnimationFrame(step)
    if (!pointer) return
    const bounds = core.view.bounds()
    const { left, top } = core.insets()
    const open = openSides(core)
    const push = (at: number, low: number, high: number, opens: readonly [boolean, boolean]): number => {
      if (at < low + EDGE_PX) return opens[0] ? Math.min(1, (low + EDGE_PX - at) / EDGE_PX) : 0
      return at > high - EDGE_PX && opens[1] ? -Math.min(1, (at - high + EDGE_PX) / EDGE_PX) : 0
    }
    const dx = push(pointer.x, bounds.left + left, bounds.right, [open.left, open.right]) * SPEED_PX
    const dy = push(pointer.y, bounds.top + top, bounds.bottom, [open.top, open.bottom]) * SPEED_PX
    if (dx === 0 && dy === 0) {
      since = now
      return
    }
    if (now - since < DELAY_MS) return
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
