/** Longest side of what is kept of a picture, in pixels. */
const SIDE_PX = 160
const KEPT_MAX = 300

const thumbs = new Map<string, ImageBitmap | 'asked'>()
const listeners = new Set<() => void>()

/**
 * Keeps a small copy of a picture that is shown, for the painters: they draw it while the card waits to be mounted or is far away,
 * and never decode a picture themselves.
 */
export function rememberThumb(imageId: string, picture: HTMLImageElement): void {
  if (thumbs.has(imageId) || typeof createImageBitmap !== 'function') return
  thumbs.set(imageId, 'asked')
  const scale = Math.min(1, SIDE_PX / Math.max(picture.naturalWidth, picture.naturalHeight))
  const size = {
    resizeWidth: Math.max(1, Math.round(picture.naturalWidth * scale)),
    resizeHeight: Math.max(1, Math.round(picture.naturalHeight * scale)),
    resizeQuality: 'medium',
  } as const
  createImageBitmap(picture, size).then(
    (bitmap) => {
      thumbs.set(imageId, bitmap)
      const [oldest] = thumbs.keys()
      if (thumbs.size > KEPT_MAX && oldest !== undefined) thumbs.delete(oldest)
      for (const tell of listeners) tell()
    },
    // A picture that the browser can show but not copy is painted as an empty frame.
    () => thumbs.delete(imageId),
  )
}

/** The small copy, if the picture was shown before. */
export function thumbOf(imageId: string | undefined): ImageBitmap | undefined {
  const thumb = imageId === undefined ? undefined : thumbs.get(imageId)
  return thumb === 'asked' ? undefined : thumb
}

/** Called when another picture has a small copy. */
export function onThumb(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
