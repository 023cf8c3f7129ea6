/** Moves what a canvas shows. */
export interface PictureShift {
  /** By whole pixels of the canvas; what comes in is empty. */
  readonly shift: (ink: CanvasRenderingContext2D, x: number, y: number) => void
  /** It will not be needed for a while. */
  readonly rest: () => void
}

/**
 * By way of a second canvas: one that is drawn onto itself is copied whole once more by the browser with whatever is painted next, which
 * takes longer than all else of a pan's frame.
 */
export function createPictureShift(): PictureShift {
  const aside = document.createElement('canvas')
  const asideInk = aside.getContext('2d')
  const resize = (width: number, height: number): void => {
    if (aside.width !== width || aside.height !== height) Object.assign(aside, { width, height })
  }
  return {
    shift: (ink, x, y) => {
      const { canvas } = ink
      if (asideInk) {
        resize(canvas.width, canvas.height)
        copyOver(asideInk, canvas, 0, 0)
      }
      copyOver(ink, asideInk ? aside : canvas, x, y)
    },
    // As many pixels as the canvas itself has: too many to keep for nothing.
    rest: () => resize(0, 0),
  }
}

/** Instead of all that is there. */
export function copyOver(ink: CanvasRenderingContext2D, picture: HTMLCanvasElement, x: number, y: number): void {
  ink.setTransform(1, 0, 0, 1, 0, 0)
  ink.globalCompositeOperation = 'copy'
  ink.drawImage(picture, x, y)
  ink.globalCompositeOperation = 'source-over'
}
