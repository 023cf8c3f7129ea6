import { cellLayout } from '#shared/layout/find.ts'
import type { CanvasCore } from '../canvas-context.ts'
import type { CanvasState, CellRef } from '../canvas-state.ts'
import { pagePoint } from '../page-point.ts'
import { throttled } from '#src/editor/throttled.ts'
import { hitAt } from './hit-test.ts'

const CURSOR_EVERY_MS = 33

type Hovered = Pick<CanvasState, 'hoveredCardId' | 'hoveredCell' | 'hoveredLinkId'>

const NOTHING: Hovered = { hoveredCardId: null, hoveredCell: null, hoveredLinkId: null }

const isSameCell = (a: CellRef | null, b: CellRef | null): boolean =>
  a === b || (a !== null && b !== null && a.stepId === b.stepId && a.laneId === b.laneId)

/** Follows the pointer over the canvas: what is under it, and where it is for the others to see. Gives the way to stop. */
export function followHover(core: CanvasCore, root: HTMLElement): () => void {
  const { state, ports } = core
  const tell = throttled(CURSOR_EVERY_MS, (x: number, y: number) => ports().showPresence({ cursor: { x, y } }))
  let frame = 0
  let last: PointerEvent | undefined

  const look = (): void => {
    frame = 0
    if (!last) return
    const point = pagePoint(core, last)
    tell(point.x, point.y)
    if (last.pointerType === 'touch' || last.buttons !== 0) return
    setHovered(core, hoveredAt(core, last))
  }
  const onMove = (event: PointerEvent): void => {
    last = event
    if (frame === 0) frame = requestAnimationFrame(look)
  }
  const onLeave = (): void => {
    cancelAnimationFrame(frame)
    frame = 0
    tell.cancel()
    ports().showPresence({ cursor: null })
    setHovered(core, NOTHING)
  }
  root.addEventListener('pointermove', onMove)
  root.addEventListener('pointerleave', onLeave)
  return () => {
    root.removeEventListener('pointermove', onMove)
    root.removeEventListener('pointerleave', onLeave)
    cancelAnimationFrame(frame)
    tell.cancel()
    state.setState(NOTHING)
  }
}

function hoveredAt(core: CanvasCore, event: PointerEvent): Hovered {
  const target = event.target instanceof Element ? event.target : null
  // The little buttons that appear on hover keep what they belong to hovered.
  if (target?.closest('.canvas-affordance')) return core.state.getState()
  if (!target?.closest('.react-flow')) return NOTHING
  const hit = hitAt(core, pagePoint(core, event))
  if (hit.kind === 'card') return { ...NOTHING, hoveredCardId: hit.found.card.id }
  if (hit.kind === 'link') return { ...NOTHING, hoveredLinkId: hit.link.id }
  if (hit.kind !== 'cell' || hit.cell.column.stepId === null) return NOTHING
  const isEmpty = (cellLayout(core.scene.get(), hit.cell)?.items.length ?? 0) === 0
  if (!isEmpty) return NOTHING
  return { ...NOTHING, hoveredCell: { stepId: hit.cell.column.stepId, laneId: hit.cell.row.laneId } }
}

function setHovered({ state }: CanvasCore, next: Hovered): void {
  const now = state.getState()
  const isSame =
    now.hoveredCardId === next.hoveredCardId &&
    now.hoveredLinkId === next.hoveredLinkId &&
    isSameCell(now.hoveredCell, next.hoveredCell)
  if (!isSame) {
    const { hoveredCardId, hoveredCell, hoveredLinkId } = next
    state.setState({ hoveredCardId, hoveredCell, hoveredLinkId })
  }
}
