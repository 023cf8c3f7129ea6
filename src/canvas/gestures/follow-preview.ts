import { layoutOf } from '#shared/layout/layout-of.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import type { Point } from '#shared/layout/rect.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { inParts, leadInPieces } from './give-way.ts'
import { withCardsMoved, withTitleMoved } from './previewed-snapshot.ts'

/**
 * So long a landing place has to stay the same, and the hand about where it is: what is only passed over makes no room, and costs
 * nothing. A hand that looks for a place is slower.
 */
const REST_MS = 80
const REST_PX = 24
/** Each card that slides is a picture of its own meanwhile; more of them jump. */
const SLIDING_MAX = 24

/** Lays the journey out anew whenever what is dragged would land somewhere else, and stays there. Gives the way to stop. */
export function followPreview(core: CanvasCore, root: HTMLElement): () => void {
  const { state, scene, preview, mounted, view } = core
  let shownKey = ''
  let shownBase: JourneyLayout | null = null
  let frame = 0
  let rest: ReturnType<typeof setTimeout> | undefined
  let stopParts = (): void => {}
  /** What is shown when the hand rests, and where it has been since the wait began. */
  let waiting: { readonly show: () => void; from: Point | undefined } | undefined
  const slidingCount = (): number => [...mounted.ids()].filter((id) => preview.offsetOf(id)).length
  const stopWaiting = (): void => {
    cancelAnimationFrame(frame)
    clearTimeout(rest)
    stopParts()
    waiting = undefined
  }
  const waitForRest = (show: () => void, from?: Point): void => {
    waiting = { show, from }
    rest = setTimeout(() => {
      waiting = undefined
      show()
    }, REST_MS)
  }
  const onHand = ({ clientX: x, clientY: y }: PointerEvent): void => {
    if (!waiting) return
    const from = (waiting.from ??= { x, y })
    if (Math.hypot(x - from.x, y - from.y) <= REST_PX) return
    clearTimeout(rest)
    waitForRest(waiting.show, { x, y })
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
    const layOut = (): JourneyLayout => {
      const next = titleMove
        ? withTitleMoved(base.snapshot, titleMove)
        : cell && dragging
          ? withCardsMoved(base.snapshot, dragging, cell)
          : base.snapshot
      return layoutOf(next, base)
    }
    const put = (layout: JourneyLayout): void => {
      preview.set({ base, layout })
      root.setAttribute('data-preview', slidingCount() > SLIDING_MAX ? 'jump' : 'slide')
    }
    const show = (): void => {
      if (!isDragging) root.removeAttribute('data-preview')
      if (key === '') preview.set(null)
      else put(layOut())
    }
    let layout = base
    function* parts(): Generator<undefined, void> {
      layout = layOut()
      yield
      yield* leadInPieces(layout, view)
    }
    // The card itself is painted first, and goes on following the hand: laying out and leading all lines takes longer than a frame.
    const showInParts = (): void => {
      if (key === '') show()
      else stopParts = inParts(parts(), () => put(layout))
    }
    stopWaiting()
    // What has been dropped is mounted at its place by the next frame; until then everything stays as it is shown.
    if (isOther || !isDragging) frame = requestAnimationFrame(show)
    else if (isFirst) showInParts()
    else waitForRest(showInParts)
  }
  // A drag that has begun already makes room as well.
  look()
  window.addEventListener('pointermove', onHand)
  const stops = [state.subscribe(look), scene.subscribe(look)]
  return () => {
    window.removeEventListener('pointermove', onHand)
    stopWaiting()
    preview.set(null)
    for (const stop of stops) stop()
  }
}
