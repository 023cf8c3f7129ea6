import { overlap, type Rect } from '#shared/layout/rect.ts'
import { type Painted, paintPart, type PaintArea, sheetRect, sizeCanvas } from './painted.ts'
import { copyOver } from './shift-picture.ts'

/**
 * The ground for another zoom, painted aside a band a frame while the canvas that is seen is stretched: all at once it takes longer
 * than a frame.
 */
export interface NextPicture {
  /** What is being painted, or is painted; `null`: nothing. */
  readonly get: () => Painted | null
  readonly begin: (on: Painted) => void
  readonly drop: () => void
  /** Paints so many more bands. */
  readonly paintOn: (bands: number) => void
  readonly isReady: () => boolean
  /** An area (without one: everything) is no longer what there is to see. */
  readonly invalidate: (area?: Rect) => void
  /** Puts the picture onto a canvas of its size, whole: what is not painted yet is painted. Gives what of it is no longer so. */
  readonly moveTo: (ink: CanvasRenderingContext2D) => readonly Rect[]
}

/** About as many bands as frames that the canvas can be stretched in, at the speed of a hand. */
const BANDS = 8

export function createNextPicture(paint: PaintArea): NextPicture {
  const canvas = document.createElement('canvas')
  const ink = canvas.getContext('2d')
  let on: Painted | null = null
  let paintedTo = 0
  let missed: Rect[] = []
  const drop = (): void => {
    on = null
    missed = []
  }
  const isReady = (): boolean => on !== null && paintedTo >= on.height
  const paintOn = (bands: number): void => {
    if (!on || !ink) return
    const height = Math.min(on.height - paintedTo, bands * Math.ceil(on.height / BANDS))
    if (height > 0) paintPart(ink, on, { x: 0, y: paintedTo, width: on.width, height }, paint)
    paintedTo += height
  }
  return {
    get: () => on,
    begin: (next) => {
      drop()
      if (!ink) return
      on = next
      paintedTo = 0
      sizeCanvas(canvas, next)
    },
    drop,
    paintOn,
    isReady,
    invalidate: (area) => {
      if (!area) paintedTo = 0
      else if (on) missed.push(...[overlap(area, sheetRect(on))].filter((part) => part !== undefined))
    },
    moveTo: (to) => {
      paintOn(BANDS)
      copyOver(to, canvas, 0, 0)
      const again = missed
      drop()
      return again
    },
  }
}
