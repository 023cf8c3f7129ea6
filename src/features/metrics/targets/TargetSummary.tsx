import type { Target } from '#shared/model/records/target.ts'
import { readingOf } from '#shared/metrics/measures.ts'
import { targetLineOf } from '#shared/metrics/named-metric-words.ts'
import type { ElementReadings, MetricReading } from '#shared/metrics/reading.ts'
import { STATUS_WORDS, type TargetStatus, targetStatusOf } from '#shared/metrics/target-status.ts'
import { Badge } from '#src/ui/Badge.tsx'
import { STATUS_LOOKS } from './status-look.ts'

interface TargetSummaryProps {
  readonly elements: readonly ElementReadings[]
  readonly targetsOf: (elementId: string) => readonly Target[]
  /** Of the library. */
  readonly metrics: readonly MetricReading[]
}

const STATUSES = ['missed', 'near', 'met', 'unknown'] as const satisfies readonly TargetStatus[]

/** How many targets of the journey are missed, near and met. Nothing where there are none. */
export function TargetSummary({ elements, targetsOf, metrics }: TargetSummaryProps) {
  const ofElements = elements.flatMap((element) =>
    targetsOf(element.elementId).map((target): TargetStatus => {
      const reading = readingOf(element, target.measure)
      return reading ? targetStatusOf(reading, target) : 'unknown'
    }),
  )
  const ofMetrics = metrics.flatMap((metric) => {
    const target = targetLineOf(metric)
    return target ? [targetStatusOf(metric.reading, target)] : []
  })
  const statuses = [...ofElements, ...ofMetrics]
  if (statuses.length === 0) return null
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span aria-hidden className="text-xs text-ink-muted">
        Targets
      </span>
      <ul aria-label="Targets" className="flex flex-wrap gap-1.5">
        {STATUSES.map((status) => {
          const number = statuses.filter((one) => one === status).length
          const { icon, tone } = STATUS_LOOKS[status]
          return (
            number > 0 && (
              <li key={status}>
                <Badge tone={tone} icon={icon}>
                  {number} {STATUS_WORDS[status].toLowerCase()}
                </Badge>
              </li>
            )
          )
        })}
      </ul>
    </div>
  )
}
