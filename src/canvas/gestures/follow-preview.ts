import { layoutOf } from '#shared/layout/layout-of.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { withCardsMoved, withTitleMoved } from './previewed-snapshot.ts'

/** Lays the journey out anew whenever what is dragged would land somewhere else. Gives the way to stop. */
export function followPreview(core: CanvasCore, root: HTMLElement): () => void {
  const { state, scene, preview } = core
  let shownKey = ''
  let shownBase: JourneyLayout | null = null
  let frame = 0

  const look = (): void => {
    const { dropTarget, dragging, titleMove } = state.getState()
    const cell =
      dragging && dropTarget?.kind === 'cell' && dropTarget.isAllowed && dropTarget.score === undefined
        ? dropTarget
        : null
    const key = titleMove
      ? `${titleMove.title.id} ${titleMove.stageId ?? ''} ${titleMove.index}`
      : cell
        ? `${[...(dragging ?? [])].join(' ')} ${cell.cell.stepId} ${cell.cell.laneId} ${cell.index}`
        : ''
    const isDragging = dragging !== null || titleMove !== null
    if (key === '' && shownKey === '' && !isDragging && !root.hasAttribute('data-preview')) return
    const base = scene.get()
    if (key === shownKey && (key === '' ? isDragging : base === shownBase)) return
    const isOther = shownBase !== null && base !== shownBase
    ;[shownKey, shownBase] = [key, base]
    const show = (): void => {
      root.toggleAttribute('data-preview', isDragging)
      if (key === '') return preview.set(null)
      const next = titleMove
        ? withTitleMoved(base.snapshot, titleMove)
        : cell && dragging
          ? withCardsMoved(base.snapshot, dragging, cell)
          : base.snapshot
      return preview.set({ base, layout: layoutOf(next, base) })
    }
    cancelAnimationFrame(frame)
    // What has been dropped is mounted at its place by the next frame; until then everything stays as it is shown.
    if (isOther || !isDragging) frame = requestAnimationFrame(show)
    else show()
  }
  const stops = [state.subscribe(look), scene.subscribe(look)]
  return () => {
    cancelAnimationFrame(frame)
    preview.set(null)
    for (const stop of stops) stop()
  }
}
