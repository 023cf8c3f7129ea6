import { layoutOf } from '#shared/layout/layout-of.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { withCardsMoved, withTitleMoved } from './previewed-snapshot.ts'

/** So long a landing place has to stay the same: what is only passed over makes no room, and costs nothing. */
const REST_MS = 80
/** Each card that slides is a picture of its own meanwhile; more of them jump. */
const SLIDING_MAX = 24

/** Lays the journey out anew whenever what is dragged would land somewhere else, and stays there. Gives the way to stop. */
export function followPreview(core: CanvasCore, root: HTMLElement): () => void {
  const { state, scene, preview, mounted } = core
  let shownKey = ''
  let shownBase: JourneyLayout | null = null
  let frame = 0
  let rest: ReturnType<typeof setTimeout> | undefined
  const slidingCount = (): number => [...mounted.ids()].filter((id) => preview.offsetOf(id)).length
  const stopWaiting = (): void => {
    cancelAnimationFrame(frame)
    clearTimeout(rest)
  }
  /** The card itself is painted first. */
  const showAfterPaint = (show: () => void): void => {
    frame = requestAnimationFrame(() => {
      rest = setTimeout(show)
    })
  }

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
    const isFirst = !root.hasAttribute('data-preview')
    ;[shownKey, shownBase] = [key, base]
    const show = (): void => {
      if (!isDragging) root.removeAttribute('data-preview')
      if (key === '') return preview.set(null)
      const next = titleMove
        ? withTitleMoved(base.snapshot, titleMove)
        : cell && dragging
          ? withCardsMoved(base.snapshot, dragging, cell)
          : base.snapshot
      preview.set({ base, layout: layoutOf(next, base) })
      return root.setAttribute('data-preview', slidingCount() > SLIDING_MAX ? 'jump' : 'slide')
    }
    stopWaiting()
    // What has been dropped is mounted at its place by the next frame; until then everything stays as it is shown.
    if (isOther || !isDragging) frame = requestAnimationFrame(show)
    else if (isFirst) show()
    else rest = setTimeout(showAfterPaint, REST_MS, show)
  }
  const stops = [state.subscribe(look), scene.subscribe(look)]
  return () => {
    stopWaiting()
    preview.set(null)
    for (const stop of stops) stop()
  }
}
