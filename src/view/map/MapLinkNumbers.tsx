import { useMemo } from 'react'
import type { JourneyLayout, StageSpan } from '#shared/layout/journey-layout.ts'
import { linkRoutes } from '#shared/layout/link-routes.ts'
import { NumberChips } from '../numbers/NumberChips.tsx'

import { isInSpot } from './MapCards.tsx'

interface MapLinkNumbersProps {
  readonly layout: JourneyLayout
  readonly spot: StageSpan | undefined
}

/** How many go along a link, on the link. */
export function MapLinkNumbers({ layout, spot }: MapLinkNumbersProps) {
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
