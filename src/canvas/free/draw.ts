import { freePath, penPath } from '#shared/drawing/free-path.ts'
import { type Point, type Rect, rectBetween } from '#shared/layout/rect.ts'
import { addFreeCard } from '#shared/model/commands/add-free-card.ts'
import { lineBox } from '#shared/model/line-box.ts'
import type { Card, CardId } from '#shared/model/records/card.ts'
import { toast } from '#src/ui/toast.ts'
import type { CanvasCore } from '../canvas-context.ts'
import type { DrawTool } from '../canvas-state.ts'
import { trackPointer } from '../gestures/track-pointer.ts'
import { pagePoint } from '../page-point.ts'
import { finishStroke, thinned } from './ink-strokes.ts'
import { straightLine } from './line-ends.ts'

/** A click with a drawing tool makes one of this size. */
const CLICK_SIZE: Readonly<Record<'frame' | 'shape', { readonly width: number; readonly height: number }>> = {
  frame: { width: 480, height: 320 },
  shape: { width: 160, height: 110 },
}

/** Draws with a tool from where the pointer went down; one undo step. */
export function drawWith(core: CanvasCore, tool: DrawTool, down: PointerEvent): void {
  if (tool === 'ink') drawInk(core, down)
  else drawBox(core, tool, down)
}

function drawBox(core: CanvasCore, tool: Exclude<DrawTool, 'ink'>, down: PointerEvent): void {
  const { state } = core
  const start = pagePoint(core, down)
  const isOpen = tool === 'line' || tool === 'arrow'
  const clear = (): void => state.setState({ draft: null })
  const endOf = (at: { x: number; y: number; event: PointerEvent }): Point => {
    const to = pagePoint(core, at)
    return at.event.shiftKey ? straightened(start, to, isOpen) : to
  }
  trackPointer(down, {
    onMove: (move) => {
      const to = endOf(move)
      const { box: rect, ink } = isOpen ? lineBox(start, to) : { box: rectBetween(start, to), ink: undefined }
      const card = {
        kind: tool === 'frame' ? 'frame' : 'shape',
        ...(tool !== 'frame' && { shape: tool }),
        ...(ink && { ink }),
      }
      state.setState({ draft: { path: freePath(card as Card, rect, 2), at: rect, isInk: false } })
    },
    onDrop: (move) => {
      clear()
      const to = endOf(move)
      const { box: rect, ink } = isOpen ? lineBox(start, to) : { box: rectBetween(start, to), ink: undefined }
      addDrawn(core, tool, rect, ink)
    },
    onClick: () => {
      const { width, height } = tool === 'frame' ? CLICK_SIZE.frame : CLICK_SIZE.shape
      const corner = { x: start.x - width / 2, y: start.y - height / 2 }
      if (!isOpen) return addDrawn(core, tool, { ...corner, width, height }, undefined)
      const { box: rect, ink } = lineBox({ x: corner.x, y: start.y }, { x: corner.x + width, y: start.y })
      addDrawn(core, tool, rect, ink)
    },
    onCancel: clear,
  })
}

/** With Shift: a square, or a line at a multiple of 45 degrees. */
function straightened(from: Point, to: Point, isLine: boolean): Point {
  if (isLine) return straightLine(from, to)
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const side = Math.max(Math.abs(dx), Math.abs(dy))
  return { x: from.x + side * Math.sign(dx || 1), y: from.y + side * Math.sign(dy || 1) }
}

function addDrawn(core: CanvasCore, tool: Exclude<DrawTool, 'ink'>, rect: Rect, ink: number[][] | undefined): void {
  const fields = { ...(tool !== 'frame' && { shape: tool }), ...(ink && { ink }) }
  const added = core.editor.run(addFreeCard, {
    ...rounded(rect),
    kind: tool === 'frame' ? 'frame' : 'shape',
    fields,
  })
  core.state.setState({ tool: 'select' })
  if (!added.ok) toast.error('This journey holds as many cards as it can')
  else {
    core.editor.select([added.value.cardId])
    // One sees where one types: the view stays.
    if (tool === 'frame') core.editor.startEditing(added.value.cardId)
  }
}

function drawInk(core: CanvasCore, down: PointerEvent): void {
  const { state } = core
  const points: Point[] = [pagePoint(core, down)]
  const show = (): void =>
    state.setState({
      draft: {
        path: penPath(points),
        at: { x: 0, y: 0 },
        isInk: true,
      },
    })
  const end = (): void => state.setState({ draft: null })
  const finish = (): CardId | undefined => {
    end()
    return finishStroke(core, thinned(points, 0.6 / core.view.get().zoom))
  }
  // The pen stays in the hand: the next stroke follows at once.
  trackPointer(
    down,
    {
      onMove: ({ event }) => {
        const coalesced = event.getCoalescedEvents?.() ?? []
        for (const one of coalesced.length > 0 ? coalesced : [event])
          points.push(pagePoint(core, { x: one.clientX, y: one.clientY }))
        show()
      },
      onDrop: finish,
      onClick: finish,
      onCancel: end,
    },
    0,
  )
}

const rounded = (rect: Rect): Rect => ({
  x: Math.round(rect.x),
  y: Math.round(rect.y),
  width: Math.max(8, Math.round(rect.width)),
  height: Math.max(8, Math.round(rect.height)),
})
