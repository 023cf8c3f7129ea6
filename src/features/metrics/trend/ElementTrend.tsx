import type { Measure } from '#shared/metrics/measures.ts'
import type { FeelingReading, JourneyReadings, MetricReading } from '#shared/metrics/reading.ts'
import { sparkFigureOf } from '#shared/metrics/trend-words.ts'
import { SparkFigure } from '#src/ui/SparkFigure.tsx'
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
      return trend && <SparkFigure {...sparkFigureOf(trend, trend.measure === measure ? 'Trend' : trend.title)} />
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
      if (trend) return <SparkFigure {...sparkFigureOf(trend)} />
      return note && <p className="mt-3 text-xs text-pretty text-ink-muted">There is no trend: {note}.</p>
    }}
  </Trends>
)
