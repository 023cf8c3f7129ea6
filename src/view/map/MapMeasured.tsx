import { useMemo } from 'react'
import type { DrawingTheme } from '#shared/drawing/theme.ts'
import { itemsToSvg } from '#shared/drawing/drawing-to-svg.ts'
import type { JourneyLayout, StageSpan } from '#shared/layout/journey-layout.ts'
import type { Rect } from '#shared/layout/rect.ts'
import type { PersonaId } from '#shared/model/records/persona.ts'
import { NumberChips } from '../numbers/NumberChips.tsx'
import { MeasuredLegend } from '../reading/MeasuredLegend.tsx'
import { isInSpot } from './MapCards.tsx'
import { MapPicture } from './MapPicture.tsx'
import { useMeasured } from './use-measured.ts'

interface MapMeasuredProps {
  readonly layout: JourneyLayout
  readonly theme: DrawingTheme
  readonly bounds: Rect
  readonly hidden: ReadonlySet<PersonaId>
  /** The curves lie below the cards, their marks and numbers above; what the lines mean is said beside the map. */
  readonly layer: 'below' | 'above' | 'legend'
  readonly spot: StageSpan | undefined
}

/** One layer of the measured curves; nothing where nothing is measured. */
export function MapMeasured({ layout, theme, bounds, hidden, layer, spot }: MapMeasuredProps) {
  const measured = useMeasured(layout, theme, hidden)
  const svg = useMemo(() => (measured && layer !== 'legend' ? itemsToSvg(measured[layer]) : ''), [measured, layer])
  if (measured === null) return null
  if (layer === 'legend') return <MeasuredLegend />
  return (
    <>
      <MapPicture bounds={bounds} svg={svg} />
      {layer === 'above' &&
        measured.points
          .filter(({ at }) => isInSpot(spot, at.x))
          .map(({ point, at }) => (
            // The numbers beside the points, each a button that tells where it comes from.
            <div key={point.card.id} className="absolute h-0 w-0" style={{ left: at.x, top: at.y }}>
              <NumberChips
                elementId={point.card.id}
                measures={[]}
                isTight
                isInTabOrder={false}
                className="absolute left-2.5 w-max -translate-y-1/2 bg-surface/85"
              />
            </div>
          ))}
    </>
  )
}
