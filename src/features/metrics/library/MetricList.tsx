import { Gauge, Plus } from 'lucide-react'
import { useState } from 'react'
import type { NamedMetricItem } from '#shared/contract/rest/named-metrics.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useNamedMetricReading, useNamedMetrics } from '#src/api/named-metric-queries.ts'
import { Button } from '#src/ui/Button.tsx'
import { EmptyState } from '#src/ui/EmptyState.tsx'
import { Menu } from '#src/ui/Menu.tsx'
import { Skeleton } from '#src/ui/Skeleton.tsx'
import { TEMPLATES, type Template } from './metric-drafts.ts'
import { MetricEditor } from './MetricEditor.tsx'
import { MetricValue } from './MetricValue.tsx'

type Editing =
  | { readonly metric: NamedMetricItem }
  | { readonly metric: null; readonly template: Template | null }
  | null

/** The library: every metric of the workspace with its number now. Content of a page or a panel. */
export function MetricList({ datasetId = null }: { readonly datasetId?: string | null }) {
  const query = useNamedMetrics()
  const [editing, setEditing] = useState<Editing>(null)
  const metrics = query.data
  const make = (
    <Menu
      trigger={
        <Button icon={Plus} variant={metrics?.length === 0 ? 'primary' : 'secondary'} className="self-start">
          New metric
        </Button>
      }
      entries={[
        ...TEMPLATES.map((template) => ({
          label: template.title,
          onSelect: () => setEditing({ metric: null, template }),
        })),
        { kind: 'separator' } as const,
        { label: 'Something else', onSelect: () => setEditing({ metric: null, template: null }) },
      ]}
    />
  )
  return (
    <>
      {query.isError && <p className="text-sm text-danger">{wordsOf(query.error)}</p>}
      {metrics === undefined && !query.isError && <Skeleton className="h-32 w-full" />}
      {metrics?.length === 0 && (
        <EmptyState icon={Gauge} title="No metrics yet" className="py-6" action={make}>
          Define NPS, cost to serve, repeat contact or anything else once, and show it on every journey.
        </EmptyState>
      )}
      {metrics !== undefined && metrics.length > 0 && (
        <>
          <ul aria-label="Metrics" className="divide-y divide-line overflow-hidden rounded-xl bg-surface shadow-card">
            {metrics.map((metric) => (
              <MetricRow key={metric.id} metric={metric} onEdit={() => setEditing({ metric })} />
            ))}
          </ul>
          {make}
        </>
      )}
      {editing !== null && (
        <MetricEditor
          metric={editing.metric}
          template={editing.metric === null ? editing.template : null}
          datasetId={datasetId}
          onClose={() => setEditing(null)}
        />
      )}
    </>
  )
}

function MetricRow({ metric, onEdit }: { readonly metric: NamedMetricItem; readonly onEdit: () => void }) {
  const reading = useNamedMetricReading(metric.id)
  return (
    <li className="flex flex-wrap items-start gap-x-6 gap-y-2 px-4 py-3">
      <div className="min-w-[min(12rem,100%)] flex-1">
        <button
          type="button"
          onClick={onEdit}
          className="rounded-sm text-left text-sm font-semibold text-ink hover:underline pointer-coarse:min-h-10"
        >
          {metric.name}
        </button>
        {metric.description !== '' && <p className="text-sm text-pretty text-ink-muted">{metric.description}</p>}
        {reading.data && <p className="mt-0.5 text-xs text-pretty text-ink-muted">{reading.data.reading.definition}</p>}
      </div>
      <div className="min-w-44">
        {reading.isError ? (
          <p className="text-sm text-danger">{wordsOf(reading.error)}</p>
        ) : reading.data === undefined ? (
          <Skeleton className="h-10 w-32" />
        ) : (
          <MetricValue told={reading.data} target={metric.target} direction={metric.direction} />
        )}
      </div>
    </li>
  )
}
