import { type Measure, MEASURE_TITLES } from '#shared/metrics/measures.ts'
import type { JourneyReadings } from '#shared/metrics/reading.ts'
import { partWords, periodWords, type Trend } from '#shared/metrics/trend-words.ts'
import { Sparkline } from './Sparkline.tsx'
import { Trends } from './Trends.tsx'
import { trendOfElement } from './trend-of-element.ts'

interface ElementTrendProps {
  readonly readings: JourneyReadings
  readonly elementId: string
  readonly measure: Measure
}

/** How a number went, in its explanation. Nothing where that cannot be told. */
export const ElementTrend = ({ readings, elementId, measure }: ElementTrendProps) => (
  <Trends readings={readings}>
    {(trends) => {
      const trend = trendOfElement(trends, elementId, measure)
      return trend && <TrendFigure trend={trend} measure={measure} />
    }}
  </Trends>
)

function TrendFigure({ trend, measure }: { readonly trend: Trend; readonly measure: Measure }) {
  const { unit, points } = trend
  const [first, last] = [points[0], points.at(-1)]
  return (
    <figure className="mt-3 border-t border-line pt-3">
      <figcaption className="mb-1.5 text-xs text-ink-muted">
        {trend.measure === measure ? 'Trend' : MEASURE_TITLES[trend.measure]} by {unit}, by when cases start.{' '}
        {partWords(trend)}
      </figcaption>
      <div className="px-1">
        <Sparkline trend={trend} />
      </div>
      <div aria-hidden className="mt-1 flex justify-between text-2xs text-ink-faint">
        <span>{first && periodWords(first.at, trend)}</span>
        <span>{last && periodWords(last.at, trend)}</span>
      </div>
    </figure>
  )
}
