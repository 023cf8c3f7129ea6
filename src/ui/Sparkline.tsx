import { cn } from './cn.ts'
import { type Spark, linesOf, SPARK_HEIGHT, SPARK_WIDTH, spotsOf, zeroOf } from './spark-lines.ts'

interface SparklineProps {
  readonly spark: Spark
  readonly className?: string
}

/**
 * How a number went, as a small line over that of zero. What rests on too little is a hollow grey spot on a grey line, a period that is not whole
 * hangs on a dotted line, and one without a value is a gap. All of it is in its words, too.
 */
export function Sparkline({ spark, className }: SparklineProps) {
  const { words } = spark
  const zero = zeroOf(spark)
  const spots = spotsOf(spark)
  const { whole, thin, part } = linesOf(spots)
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
        y1={zero}
        y2={zero}
        className="stroke-line"
        strokeWidth="1"
        vectorEffect="non-scaling-stroke"
      />
      <path d={whole} fill="none" stroke="currentColor" strokeWidth="1.5" vectorEffect="non-scaling-stroke" />
      <path
        d={thin}
        data-part="thin"
        fill="none"
        className="stroke-ink-faint"
        strokeWidth="1.5"
        vectorEffect="non-scaling-stroke"
      />
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
      {spots.map(({ index, x, y, isPart, isLast, isThin }) => {
        const isHollow = isPart || isThin
        // A line of no length with round ends is a circle, however the picture is stretched.
        return (
          (isHollow || isLast) && (
            <g key={index} strokeLinecap="round">
              <path
                d={`M${x} ${y}h0`}
                className={isThin ? 'stroke-ink-faint' : 'stroke-current'}
                strokeWidth="6"
                vectorEffect="non-scaling-stroke"
              />
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
