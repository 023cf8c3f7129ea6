import type { Rect } from '#shared/layout/rect.ts'

interface MapPictureProps {
  /** What of the journey it reaches over, in journey pixels. */
  readonly bounds: Rect
  /** Made by the one printer of drawings, which escapes every text. */
  readonly svg: string
}

/** One drawn layer of the map; nothing in it can be pressed. */
export const MapPicture = ({ bounds: { x, y, width, height }, svg }: MapPictureProps) => (
  <svg
    aria-hidden
    className="map-picture pointer-events-none"
    width={width}
    height={height}
    viewBox={`${String(x)} ${String(y)} ${String(width)} ${String(height)}`}
    style={{ left: x, top: y }}
    dangerouslySetInnerHTML={{ __html: svg }}
  />
)
