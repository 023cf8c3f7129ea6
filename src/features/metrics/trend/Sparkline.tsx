import { MEASURE_TITLES } from '#shared/metrics/measures.ts'
import { isThin, type Trend, trendWords } from '#shared/metrics/trend-words.ts'
import { cn } from '#src/ui/cn.ts'
import { linesOf, SPARK_HEIGHT, SPARK_WIDTH, spotsOf } from './spark-lines.ts'

interface SparklineProps {
  readonly trend: Trend
  readonly className?: string
}

/**
 * A trend as a small line from zero up. What rests on few cases is a hollow spot, a period that is not whole hangs on a dotted line, and
 * one without cases is a gap. All of it is in its words, too.
 */
export function Sparkline({ trend, className }: SparklineProps) {
  const words = `Trend of ${MEASURE_TITLES[trend.measure].toLowerCase()}. ${trendWords(trend)}`
  const spots = spotsOf(trend)
  const { whole, part } = linesOf(trend, spots)
  return (
    <svg
      role="img"
      aria-label={words}
      viewBox={`0 0 ${SPARK_WIDTH} ${SPARK_HEIGHT}`}
      preserveAspectRatio="none"
      className={cn('block h-8 w-full overflow-visible text-accent', className)}
    >
      <title>{words}</title>
      <line
        x1="0"
        x2={SPARK_WIDTH}
        y1={SPARK_HEIGHT}
        y2={SPARK_HEIGHT}
        className="stroke-line-strong"
        strokeWidth="1"
        vectorEffect="non-scaling-stroke"
      />
      <path d={whole} fill="none" stroke="currentColor" strokeWidth="1.5" vectorEffect="non-scaling-stroke" />
      <path
        d={part}
        data-part="dotted"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeDasharray="1.5 3"
        strokeLinecap="round"
        vectorEffect="non-scaling-stroke"
      />
      {spots.map(({ x, y, isPart, isLast, point }) => {
        const isHollow = isPart || isThin(point, trend.measure)
        // A line of no length with round ends is a circle, however the picture is stretched.
        return (
          (isHollow || isLast) && (
            <g key={point.at} strokeLinecap="round">
              <path d={`M${x} ${y}h0`} stroke="currentColor" strokeWidth="6" vectorEffect="non-scaling-stroke" />
              {isHollow && (
                <path
                  d={`M${x} ${y}h0`}
                  className="stroke-surface-raised"
                  strokeWidth="3"
                  vectorEffect="non-scaling-stroke"
                />
              )}
            </g>
          )
        )
      })}
    </svg>
  )
}
