import { useMemo } from 'react'
import { itemsToSvg } from '#shared/drawing/drawing-to-svg.ts'
import { type LinkDrawing, linkDrawing } from '#shared/drawing/link-drawing.ts'
import type { DrawingTheme } from '#shared/drawing/theme.ts'
import type { JourneyLayout, StageSpan } from '#shared/layout/journey-layout.ts'
import { linkRoutes } from '#shared/layout/link-routes.ts'
import type { Rect } from '#shared/layout/rect.ts'
import { NumberChips } from '../numbers/NumberChips.tsx'
import { MapPicture } from './MapPicture.tsx'
import { isInSpot } from './MapCards.tsx'

interface MapLinksProps {
  readonly layout: JourneyLayout
  readonly theme: DrawingTheme
  readonly bounds: Rect
  /** Lines lie below the cards; what is written on links, and how many go along them, above. */
  readonly layer: keyof LinkDrawing
  readonly spot: StageSpan | undefined
}

/** One layer of the links. */
export function MapLinks({ layout, theme, bounds, layer, spot }: MapLinksProps) {
  const svg = useMemo(() => itemsToSvg(linkDrawing(layout.snapshot, layout, theme)[layer]), [layout, theme, layer])
  return (
    <>
      <MapPicture bounds={bounds} svg={svg} />
      {layer === 'marks' && <LinkNumbers layout={layout} spot={spot} />}
    </>
  )
}

function LinkNumbers({ layout, spot }: Pick<MapLinksProps, 'layout' | 'spot'>) {
  const marks = useMemo(() => {
    const routes = linkRoutes(layout)
    return [...layout.snapshot.links.values()].flatMap(({ id, label }) => {
      const middle = routes.path(id)?.middle
      return middle ? [{ id, x: middle.x, y: middle.y + (label === '' ? 0 : 18) }] : []
    })
  }, [layout])
  return marks
    .filter(({ x }) => isInSpot(spot, x))
    .map(({ id, x, y }) => (
      <div key={id} data-element-id={id} className="absolute h-0 w-0" style={{ left: x, top: y }}>
        <NumberChips
          elementId={id}
          measures={['rate', 'flow']}
          isTight
          className="absolute w-max -translate-x-1/2 -translate-y-1/2 flex-nowrap rounded-md bg-surface-raised shadow-card"
        />
      </div>
    ))
}
