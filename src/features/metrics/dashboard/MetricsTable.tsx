import { sparkOf } from '#shared/metrics/trend-words.ts'
import { clsx } from 'clsx'
import { formatReading } from '#shared/metrics/format-reading.ts'
import { doubtAbout } from '#shared/metrics/measures.ts'
import { restsOnWords, targetLineOf, targetWords } from '#shared/metrics/named-metric-words.ts'
import type { MetricReading } from '#shared/metrics/reading.ts'
import type { JourneyTrends } from '#shared/metrics/trend.ts'
import { trendOfShown } from '#shared/metrics/trend-of.ts'
import { targetStatusOf } from '#shared/metrics/target-status.ts'
import { Sparkline } from '#src/ui/Sparkline.tsx'
import { StatusMark } from '../targets/StatusMark.tsx'

interface MetricsTableProps {
  readonly metrics: readonly MetricReading[]
  /** What an element is called; `null` for the journey itself. */
  readonly nameOf: (elementId: string) => string | null
  readonly onAsk: (metric: MetricReading, anchor: DOMRect) => void
  readonly onGoTo: (elementId: string) => void
  readonly trends: JourneyTrends | undefined
}

/** The metrics of the library that the journey and its elements show. */
export const MetricsTable = ({ metrics, nameOf, onAsk, onGoTo, trends }: MetricsTableProps) => (
  <section className="rounded-xl border border-line bg-surface">
    <h3 className="px-4 pt-3 pb-2 text-sm font-semibold text-ink">Metrics of the library</h3>
    <div className="overflow-x-auto pb-2" role="region" aria-label="Metrics of the library" tabIndex={-1}>
      <table className="w-full min-w-140 border-collapse text-sm">
        <thead>
          <tr className="border-b border-line text-left text-xs text-ink-muted">
            {['Shown at', 'Metric', 'Value', ...(trends ? ['Trend'] : []), 'Rests on', 'Target'].map((title) => (
              <th key={title} scope="col" className="px-4 py-1.5 font-medium">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {metrics.map((metric) => {
            const { elementId, metricId, name, reading } = metric
            const doubt = doubtAbout(reading)
            const where = nameOf(elementId)
            return (
              <tr key={`${elementId} ${metricId}`} className="border-b border-line last:border-0">
                <td className="max-w-60 px-3 py-0.5">
                  {where === null ? (
                    <span className="px-1 text-ink">The journey</span>
                  ) : (
                    <button
                      type="button"
                      title="Show it on the canvas"
                      onClick={() => onGoTo(elementId)}
                      className="block min-h-8 w-full truncate rounded-md px-1 text-left text-ink hover:bg-ink/6 pointer-coarse:min-h-11"
                    >
                      {where}
                    </button>
                  )}
                </td>
                <th scope="row" className="px-4 py-0.5 text-left font-normal text-ink">
                  {name}
                </th>
                <td className="px-3 py-0.5">
                  <button
                    type="button"
                    aria-label={`${name}: ${formatReading(reading)}. Explain`}
                    onClick={(event) => onAsk(metric, event.currentTarget.getBoundingClientRect())}
                    className={clsx(
                      'tabular min-h-8 rounded-md px-1 font-semibold hover:bg-ink/6 pointer-coarse:min-h-11',
                      doubt === null ? 'text-ink' : 'text-ink-faint italic',
                    )}
                  >
                    {formatReading(reading)}
                  </button>
                </td>
                {trends && (
                  <td className="w-1/6 px-4 py-1.5">
                    <TrendCell {...trendOfShown(trends, metric)} />
                  </td>
                )}
                <td className="tabular px-4 py-0.5 text-xs text-ink-muted">
                  {reading.value === null ? doubt : [restsOnWords(reading), doubt].filter(Boolean).join(' · ')}
                </td>
                <td className="tabular px-4 py-0.5 text-xs text-ink-muted">
                  <TargetCell metric={metric} />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  </section>
)

const TrendCell = ({ trend, note }: ReturnType<typeof trendOfShown>) =>
  trend ? (
    <Sparkline spark={sparkOf(trend)} className="h-6" />
  ) : (
    <span className="text-xs text-ink-faint" title={note}>
      {note === undefined ? <span className="sr-only">None</span> : 'None'}
      {note !== undefined && <span className="sr-only">: {note}</span>}
    </span>
  )

function TargetCell({ metric }: { readonly metric: MetricReading }) {
  const wanted = targetLineOf(metric)
  return (
    <span className="inline-flex items-center gap-1.5">
      {wanted && <StatusMark status={targetStatusOf(metric.reading, wanted)} />}
      {targetWords(metric) ?? '–'}
    </span>
  )
}
