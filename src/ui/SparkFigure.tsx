import { Sparkline } from './Sparkline.tsx'
import type { Spark } from './spark-lines.ts'

export interface SparkFigureProps {
  readonly spark: Spark
  readonly caption: string
  /** What stands under its two ends. */
  readonly ends: readonly [string, string]
}

/** How a number went, with what it shows in words. */
export const SparkFigure = ({ spark, caption, ends: [first, last] }: SparkFigureProps) => (
  <figure className="mt-3 border-t border-line pt-3">
    <figcaption className="mb-1.5 text-xs text-ink-muted">{caption}</figcaption>
    <div className="px-1">
      <Sparkline spark={spark} />
    </div>
    <div aria-hidden className="mt-1 flex justify-between text-2xs text-ink-faint">
      <span>{first}</span>
      <span>{last}</span>
    </div>
  </figure>
)
