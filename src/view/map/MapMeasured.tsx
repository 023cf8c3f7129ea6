import type { DrawnMeasure } from '#shared/drawing/measured-items.ts'
import type { StageSpan } from '#shared/layout/journey-layout.ts'
import { NumberChips } from '../numbers/NumberChips.tsx'
import { isInSpot } from './MapCards.tsx'

interface MapMeasuredProps {
  readonly points: readonly DrawnMeasure[]
  readonly spot: StageSpan | undefined
}

/** The numbers of the measured curve beside its points, each a button that tells where it comes from. */
export const MapMeasured = ({ points, spot }: MapMeasuredProps) =>
  points
    .filter(({ at }) => isInSpot(spot, at.x))
    .map(({ point, at }) => (
      <div key={point.card.id} className="absolute h-0 w-0" style={{ left: at.x, top: at.y }}>
        <NumberChips
          elementId={point.card.id}
          measures={[]}
          isTight
          isInTabOrder={false}
          className="absolute left-2.5 w-max -translate-y-1/2 bg-surface/85"
        />
      </div>
    ))
