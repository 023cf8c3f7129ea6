import { SECOND_MS } from '#shared/lib/time.ts'
import { whenIdle } from '#src/ui/when-idle.ts'

/** Moves what a canvas shows. */
export interface PictureShift {
  /** By whole pixels of the canvas; what comes in is empty. */
  readonly shift: (ink: CanvasRenderingContext2D, x: number, y: number) => void
  /** Nothing moves for now: a good time to make ready for the next shift of a canvas of this size. */
  readonly rest: (canvas: HTMLCanvasElement) => void
  readonly close: () => void
}

/** A page that is never idle is not waited for longer than this. */
const BUSY_MS = SECOND_MS

/**
 * By way of a second canvas: one that is drawn onto itself is copied whole once more by the browser with whatever is painted next, which
 * takes longer than all else of a pan's frame. It is kept, and is there before it is needed: as many pixels of fresh memory take several
 * frames where memory is slow, and would be asked for in the first moment of each pan.
 */
export function createPictureShift(): PictureShift {
  const aside = document.createElement('canvas')
  const asideInk = aside.getContext('2d')
  let stopWaiting = (): void => {}
  const resize = ({ width, height }: HTMLCanvasElement): void => {
    if (aside.width !== width || aside.height !== height) Object.assign(aside, { width, height })
  }
  return {
    shift: (ink, x, y) => {
      stopWaiting()
      if (asideInk) {
        resize(ink.canvas)
        copyOver(asideInk, ink.canvas, 0, 0)
      }
      copyOver(ink, asideInk ? aside : ink.canvas, x, y)
    },
    rest: (canvas) => {
      stopWaiting()
      if (aside.width === canvas.width && aside.height === canvas.height) return
      stopWaiting = whenIdle(() => {
        resize(canvas)
        // Only what is drawn into has its pixels.
        asideInk?.fillRect(0, 0, 1, 1)
      }, BUSY_MS)
    },
    close: () => stopWaiting(),
  }
}

/** Instead of all that is there. */
export function copyOver(ink: CanvasRenderingContext2D, picture: HTMLCanvasElement, x: number, y: number): void {
  ink.setTransform(1, 0, 0, 1, 0, 0)
  ink.globalCompositeOperation = 'copy'
  ink.drawImage(picture, x, y)
  ink.globalCompositeOperation = 'source-over'
}
