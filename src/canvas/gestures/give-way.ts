import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import { routeInPieces } from '#shared/layout/link-routes.ts'
import { afterPaint, nextFrame } from '#src/editor/frames.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { SELF } from '../drag-offsets.ts'
import { linkShapes } from '../links/link-shapes.ts'
import { type View, visibleRect } from '../view.ts'

/**
 * While one moves the view or drags cards, what others do is shown more seldom, and read, laid out and linked a part after each frame:
 * all at once it would cost several. Gives the way to stop.
 */
export function giveWay({ editor, scene, view, offsets }: CanvasCore): () => void {
  function* parts(read: () => void): Generator<undefined, void> {
    read()
    yield
    const layout = scene.get()
    yield
    yield* leadInPieces(layout, view)
  }
  editor.showInParts((read, tell) => inParts(parts(read), tell))
  const stops = [
    view.subscribe(editor.giveWay),
    offsets.subscribe((who) => {
      if (who === SELF) editor.giveWay()
    }),
  ]
  return () => {
    editor.showInParts(undefined)
    for (const stop of stops) stop()
  }
}

/** What the first picture of the links of a layout would wait for, a piece with each step. */
export function* leadInPieces(layout: JourneyLayout, view: View): Generator<undefined, void> {
  yield* routeInPieces(layout)
  linkShapes(layout, visibleRect(view.get()))
}

/** What is left of a frame when its picture is made. */
const PART_MS = 4

/**
 * Does as many parts after each paint as there is room for, and when all are done tells, before the next one, when they would have begun had they
 * been done in one go. Gives the way to stop.
 */
export function inParts(parts: Iterator<unknown>, done: (startedAt: number) => void): () => void {
  let workMs = 0
  const next = (): void => {
    const startedAt = performance.now()
    let isOver = false
    do isOver = parts.next().done === true
    while (!isOver && performance.now() - startedAt < PART_MS)
    workMs += performance.now() - startedAt
    stop = isOver ? nextFrame(() => done(performance.now() - workMs)) : afterPaint(next)
  }
  let stop = afterPaint(next)
  return () => stop()
}
