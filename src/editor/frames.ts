/** Hidden tabs get no animation frames; they still follow, at leisure. */
const HIDDEN_FRAME_MS = 250

export const isPageVisible = (): boolean =>
  typeof document !== 'undefined' &&
  document.visibilityState === 'visible' &&
  typeof requestAnimationFrame === 'function'

/** Does it before the next frame is painted, in a hidden page within a quarter of a second. Gives the way to stop. */
export function nextFrame(work: () => void): () => void {
  if (isPageVisible()) {
    const frame = requestAnimationFrame(work)
    return () => cancelAnimationFrame(frame)
  }
  const timer = setTimeout(work, HIDDEN_FRAME_MS)
  return () => clearTimeout(timer)
}

/** Does it once the next frame is painted: what a key needs not be seen with its letter. Gives the way to stop. */
export function afterPaint(work: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = nextFrame(() => {
    timer = setTimeout(work)
  })
  return () => {
    stop()
    clearTimeout(timer)
  }
}

/** Asked any number of times, does it once after the next paint. */
export function onceAfterPaint(work: () => void): { readonly ask: () => void; readonly cancel: () => void } {
  let stop: (() => void) | undefined
  return {
    ask: () => {
      stop ??= afterPaint(() => {
        stop = undefined
        work()
      })
    },
    cancel: () => {
      stop?.()
      stop = undefined
    },
  }
}
