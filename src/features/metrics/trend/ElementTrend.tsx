import type { Measure } from '#shared/metrics/measures.ts'
import type { FeelingReading, JourneyReadings, MetricReading } from '#shared/metrics/reading.ts'
import { clockWords, partWords, periodWords, type Trend } from '#shared/metrics/trend-words.ts'
import { Sparkline } from './Sparkline.tsx'
import { Trends } from './Trends.tsx'
import { trendOfElement, trendOfFeeling, trendOfShown } from '#shared/metrics/trend-of.ts'

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
      return trend && <TrendFigure trend={trend} title={trend.measure === measure ? 'Trend' : trend.title} />
    }}
  </Trends>
)

interface NumberTrendProps {
  readonly readings: JourneyReadings
  /** A metric of the library, or what an emotion is measured by. */
  readonly number: MetricReading | FeelingReading
}

/** How such a number went, or why that cannot be told. */
export const NumberTrend = ({ readings, number }: NumberTrendProps) => (
  <Trends readings={readings}>
    {(trends) => {
      const { trend, note } = 'metricId' in number ? trendOfShown(trends, number) : trendOfFeeling(trends, number)
      if (trend) return <TrendFigure trend={trend} title="Trend" />
      return note && <p className="mt-3 text-xs text-pretty text-ink-muted">There is no trend: {note}.</p>
    }}
  </Trends>
)

function TrendFigure({ trend, title }: { readonly trend: Trend; readonly title: string }) {
  const { unit, points } = trend
  const [first, last] = [points[0], points.at(-1)]
  return (
    <figure className="mt-3 border-t border-line pt-3">
      <figcaption className="mb-1.5 text-xs text-ink-muted">
        {title} by {unit}, {clockWords(trend)}. {partWords(trend)}
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
