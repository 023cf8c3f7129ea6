import { sparkOf } from '#shared/metrics/trend-words.ts'
import { clsx } from 'clsx'
import { use } from 'react'
import { MINUTE_MS } from '#shared/lib/time.ts'
import { metricMeasure } from '#shared/metrics/measures.ts'
import type { MetricReading } from '#shared/metrics/reading.ts'
import { trendOfShown } from '#shared/metrics/trend-of.ts'
import { type ReadingsStore, useReadings } from '../use-element-readings.ts'
import { Sparkline } from '#src/ui/Sparkline.tsx'
import { Trends } from './Trends.tsx'
import { TrendsContext } from './trends-context.ts'

/** On the canvas it is in everybody's sight all the time: a point more a week need not be there at once. */
const EVERY_MS = 10 * MINUTE_MS

interface MetricSparkProps {
  readonly metric: MetricReading
  readonly readings: ReadingsStore
  /** On a card that is there for its number. */
  readonly isLarge: boolean
  /** Others stand beside it: then its words are told in the explanation only, since all of them would be one long name. */
  readonly isOneOfSeveral: boolean
}

/**
 * How a metric went, behind its number on a card. It takes what room the numbers leave, up to its own width, so that none of them gives way
 * to it; where that is too little it is not there. The room is kept before the trend has come: nothing jumps then.
 */
export function MetricSpark({ metric, readings, isLarge, isOneOfSeveral }: MetricSparkProps) {
  const latest = useReadings(readings)
  const canAsk = use(TrendsContext) !== null
  if (latest === null || !canAsk || metric.reading.value === null) return null
  return (
    <span
      aria-hidden={isOneOfSeveral || undefined}
      data-spark-of={metricMeasure(metric.metricId)}
      // A box that wraps, as the one around it: a line that does not fit beside the strut is not there at all.
      className={clsx('flex w-0 grow flex-wrap overflow-hidden', isLarge ? 'h-10 max-w-16' : 'h-5 max-w-10')}
    >
      <span aria-hidden className={isLarge ? 'h-10 w-0' : 'h-5 w-0'} />
      <Trends readings={latest} everyMs={EVERY_MS}>
        {(trends) => {
          const { trend } = trendOfShown(trends, metric)
          return (
            trend && (
              <Sparkline
                spark={sparkOf(trend)}
                className={isLarge ? 'my-2 mr-1 ml-2 h-6 w-8 grow' : 'my-1 mr-1 ml-0.5 h-3 w-4 grow'}
              />
            )
          )
        }}
      </Trends>
    </span>
  )
}
