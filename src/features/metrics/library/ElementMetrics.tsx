import { use, useCallback, useSyncExternalStore } from 'react'
import { formatReading } from '#shared/metrics/format-reading.ts'
import { doubtAbout } from '#shared/metrics/measures.ts'
import { metricsOf } from '#shared/metrics/metrics-of.ts'
import { restsOnWords, targetWords } from '#shared/metrics/named-metric-words.ts'
import type { MetricReading } from '#shared/metrics/reading.ts'
import { useEditor } from '#src/editor/hooks.ts'
import { cn } from '#src/ui/cn.ts'
import { ReadingsContext } from '../readings-context.ts'

const NONE: readonly MetricReading[] = []

/** What the metrics of an element say, for those who cannot choose them: whoever can reads it beside each choice. Nothing where none is shown. */
export function ElementMetrics({ elementId }: { readonly elementId: string }) {
  const { canEdit } = useEditor()
  const store = use(ReadingsContext)
  const look = useCallback(() => {
    const readings = store?.getState()
    return readings ? metricsOf(readings, elementId) : NONE
  }, [store, elementId])
  const metrics = useSyncExternalStore(store?.subscribe ?? never, look)
  if (canEdit || metrics.length === 0) return null
  return (
    <dl aria-label="Metrics" className="flex flex-col gap-2 border-t border-line pt-3">
      {metrics.map((metric) => {
        const { metricId, name, reading } = metric
        const doubt = doubtAbout(reading)
        return (
          <div key={metricId} className="tabular text-xs text-ink-muted">
            <dt className="break-words">{name}</dt>
            <dd>
              <b className={cn('text-sm font-semibold', doubt === null ? 'text-ink' : 'text-ink-faint italic')}>
                {formatReading(reading)}
              </b>{' '}
              {[reading.value === null ? null : restsOnWords(reading), doubt, targetWords(metric)]
                .filter((part) => part !== null)
                .join(' · ')}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

const never = (): (() => void) => () => {}
