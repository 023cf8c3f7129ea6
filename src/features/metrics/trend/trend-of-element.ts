import type { Measure } from '#shared/metrics/measures.ts'
import type { JourneyTrends } from '#shared/metrics/trend.ts'
import { type Trend, trendOf } from '#shared/metrics/trend-words.ts'

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
