/** A picture of the canvas in its place for as long as nothing is painted. */
export interface Still {
  /** Nothing is to be painted now. After some rest the picture is shown. */
  readonly rest: () => void
  /** Something will be painted, or the canvas be moved: the canvas itself is seen from here on. */
  readonly wake: () => void
}

/** Who paints again within this time, as while panning or with others' moves, would only copy more. */
const REST_MS = 300

/**
 * Without a graphics card a browser copies every pixel of a canvas for each frame in which anything of the page has changed, a caret
 * included; of a bitmap it does not. `place` is an empty canvas at the same place.
 */
export function createStill(canvas: HTMLCanvasElement, place: HTMLCanvasElement): Still {
  const bitmaps = place.getContext('bitmaprenderer')
  let timer: ReturnType<typeof setTimeout> | undefined
  /** Another one with each time that the canvas wakes: a picture that was asked for before is not shown. */
  let rests = 0
  let isShown = false
  const show = (bitmap: ImageBitmap, asked: number): void => {
    if (asked !== rests || !bitmaps) return bitmap.close()
    bitmaps.transferFromImageBitmap(bitmap)
    place.style.cssText = canvas.style.cssText
    canvas.style.visibility = 'hidden'
    isShown = true
  }
  return {
    rest: () => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        const asked = rests
        const noPicture = (): void => {
          // A canvas without pixels, or short memory: the canvas itself stays.
        }
        createImageBitmap(canvas).then((bitmap) => show(bitmap, asked), noPicture)
      }, REST_MS)
    },
    wake: () => {
      clearTimeout(timer)
      rests++
      if (!isShown) return
      isShown = false
      canvas.style.visibility = ''
      place.style.visibility = 'hidden'
      bitmaps?.transferFromImageBitmap(null)
    },
  }
}
