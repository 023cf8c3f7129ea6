import type { NamedMetricReading } from '#shared/contract/rest/named-metrics.ts'
import { formatReading } from '#shared/metrics/format-reading.ts'
import { doubtAbout } from '#shared/metrics/measures.ts'
import { restsOnWords, targetWords } from '#shared/metrics/named-metric-words.ts'
import type { MetricReading } from '#shared/metrics/reading.ts'
import { cn } from '#src/ui/cn.ts'

interface MetricValueProps extends Pick<MetricReading, 'target' | 'direction'> {
  readonly told: NamedMetricReading
  /** With definition and filter, word by word. */
  readonly isFull?: boolean
}

/** A metric's number with what it rests on; grey when that is too little. */
export function MetricValue({ told: { reading }, target, direction, isFull = false }: MetricValueProps) {
  const doubt = doubtAbout(reading)
  const wanted = targetWords({ reading, target, direction })
  return (
    <div className="min-w-0">
      <p className={cn('tabular text-xl font-semibold', doubt === null ? 'text-ink' : 'text-ink-faint italic')}>
        {formatReading(reading)}
      </p>
      <p className="tabular text-xs text-ink-muted">
        {[reading.value === null ? null : restsOnWords(reading), doubt, wanted]
          .filter((part) => part !== null)
          .join(' · ')}
      </p>
      {isFull && (
        <dl className="mt-2 grid gap-x-3 gap-y-1 text-xs sm:grid-cols-[auto_1fr]">
          <dt className="text-ink-muted">Definition</dt>
          <dd className="min-w-0 break-words text-ink">{reading.definition}</dd>
          <dt className="text-ink-muted">Filter</dt>
          <dd className="min-w-0 break-words text-ink">{reading.filter}</dd>
        </dl>
      )}
    </div>
  )
}
