import type { CanvasCore } from './canvas-context.ts'

/**
 * Follows the journey and where the view rests, for what is mounted by what is in view. One's own changes are heard of at once, others'
 * with the next frame; while the view moves, they wait until it rests: the ground shows them, and to mount what stands on it takes
 * several frames. Gives the way to stop.
 */
export function followAtRest({ view, scene }: Pick<CanvasCore, 'view' | 'scene'>, listener: () => void): () => void {
  const stops = [
    view.subscribeAtRest(listener),
    scene.subscribeLater((isOwn) => {
      if (isOwn || !view.isMoving()) listener()
    }),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
