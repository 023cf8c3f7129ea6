import { MINUTE_MS } from '#shared/lib/time.ts'
import type { MetricReading } from '#shared/metrics/reading.ts'
import { trendOfShown } from '#shared/metrics/trend-of.ts'
import { type ReadingsStore, useReadings } from '../use-element-readings.ts'
import { Sparkline } from './Sparkline.tsx'
import { Trends } from './Trends.tsx'

/** On the canvas it is in everybody's sight all the time: a point more a week need not be there at once. */
const EVERY_MS = 10 * MINUTE_MS

interface MetricSparkProps {
  readonly metric: MetricReading
  readonly readings: ReadingsStore
}

/** How a metric went, beside its number on a card that is there for it. Its words are in the explanation. */
export function MetricSpark({ metric, readings }: MetricSparkProps) {
  const latest = useReadings(readings)
  if (latest === null) return null
  return (
    <Trends readings={latest} everyMs={EVERY_MS}>
      {(trends) => {
        const { trend } = trendOfShown(trends, metric)
        return trend && <Sparkline trend={trend} className="my-2 ml-2 h-6 w-14 shrink-0" />
      }}
    </Trends>
  )
}
