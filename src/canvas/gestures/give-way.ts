import { afterPaint, nextFrame } from '#src/editor/frames.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { SELF } from '../drag-offsets.ts'
import { linkShapes } from '../links/link-shapes.ts'
import { visibleRect } from '../view.ts'

/**
 * While one moves the view or drags cards, what others do is shown more seldom, and read, laid out and linked a part after each frame:
 * all at once it would cost several. Gives the way to stop.
 */
export function giveWay({ editor, scene, view, offsets }: CanvasCore): () => void {
  editor.showInParts((read, tell) =>
    inParts([read, () => void scene.get(), () => void linkShapes(scene.get(), visibleRect(view.get()))], tell),
  )
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

/**
 * Does one part after each paint, and when all are done tells, before the next one, when they would have begun had they been done in one
 * go. Gives the way to stop.
 */
export function inParts(parts: readonly (() => void)[], done: (startedAt: number) => void): () => void {
  const left = [...parts]
  let workMs = 0
  const next = (): void => {
    const startedAt = performance.now()
    left.shift()?.()
    workMs += performance.now() - startedAt
    stop = left.length > 0 ? afterPaint(next) : nextFrame(() => done(performance.now() - workMs))
  }
  let stop = afterPaint(next)
  return () => stop()
}
