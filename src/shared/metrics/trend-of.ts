import type { Measure } from './measures.ts'
import type { JourneyTrends, MetricTrend } from './trend.ts'
import type { FeelingReading, MetricReading } from './reading.ts'
import { type Trend, trendOf, trendOfMetric } from './trend-words.ts'

/** The trend of a metric where it is shown; `note`: why there is none. */
export function trendOfShown(
  trends: JourneyTrends | undefined,
  metric: MetricReading,
): { readonly trend?: Trend; readonly note?: string | undefined } {
  const found = trends?.metrics.find(
    ({ elementId, metricId }) => elementId === metric.elementId && metricId === metric.metricId,
  )
  return trends && found ? drawable(trends, found, metric) : {}
}

/** The trend of what an emotion is measured by; `note`: why there is none. */
export function trendOfFeeling(
  trends: JourneyTrends | undefined,
  feeling: FeelingReading,
): { readonly trend?: Trend; readonly note?: string | undefined } {
  const found = trends?.feelings?.find(({ elementId }) => elementId === feeling.elementId)
  return trends && found ? drawable(trends, found, feeling) : {}
}

function drawable(
  trends: JourneyTrends,
  found: Pick<MetricTrend, 'series' | 'note'>,
  of: Pick<MetricReading, 'name' | 'reading'>,
) {
  const trend = trendOfMetric(trends, found, of)
  return trend && trend.points.length > 1 ? { trend } : { note: found.note }
}

/** The trend of an element's measure, else of its main number; `undefined` where there is none, or fewer than two points of it. */
export function trendOfElement(
  trends: JourneyTrends | undefined,
  elementId: string,
  measure: Measure | null,
): Trend | undefined {
  const element = trends?.elements.find((one) => one.elementId === elementId)
  const periods = trends?.periods.find(({ datasetId }) => datasetId === element?.datasetId)
  if (!element || !periods || periods.at.length < 2) return undefined
  return trendOf(element, periods, measure)
}
