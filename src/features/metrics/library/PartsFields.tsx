import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import type { NamedMetricItem } from '#shared/contract/rest/named-metrics.ts'
import type { MetricDefinition } from '#shared/metrics/named-metric.ts'
import { Button } from '#src/ui/Button.tsx'
import { IconButton } from '#src/ui/IconButton.tsx'
import { Menu } from '#src/ui/Menu.tsx'
import { Select } from '#src/ui/Select.tsx'
import { NumberField } from './NumberField.tsx'

type Made = Exclude<MetricDefinition, { readonly kind: 'question' }>

interface PartsFieldsProps {
  readonly definition: Made
  /** What it can be made of. */
  readonly metrics: readonly NamedMetricItem[]
  readonly onChange: (definition: Made) => void
}

const PARTS_MAX = 20

/** The metrics that another is made of. */
export function PartsFields({ definition, metrics, onChange }: PartsFieldsProps) {
  const [removals, setRemovals] = useState(0)
  const options = metrics.map(({ id, name }) => ({ value: id, label: name }))
  if (metrics.length === 0)
    return <p className="text-sm text-pretty text-ink-muted">Make the metrics first that this one is made of.</p>
  if (definition.kind === 'ratio') {
    const chosen = (id: string): string | null => (metrics.some((metric) => metric.id === id) ? id : null)
    return (
      <>
        <Select
          label="Metric"
          placeholder="Choose a metric"
          options={options}
          value={chosen(definition.aboveId)}
          onChange={(aboveId) => onChange({ ...definition, aboveId })}
        />
        <Select
          label="Divided by"
          placeholder="Choose a metric"
          options={options}
          value={chosen(definition.belowId)}
          onChange={(belowId) => onChange({ ...definition, belowId })}
        />
      </>
    )
  }
  const { parts } = definition
  return (
    <>
      {parts.map((part, at) => (
        <fieldset
          // Parts have no identity but their place; when one goes, what is half typed must not pass to its neighbour.
          // oxlint-disable-next-line react/no-array-index-key
          key={`${removals} ${at}`}
          className="flex flex-wrap items-end gap-2"
        >
          <legend className="mb-1 text-xs font-medium text-ink">
            {metrics.find(({ id }) => id === part.metricId)?.name ?? 'A metric that is gone'}
          </legend>
          <NumberField
            label="0 points at"
            className="w-24"
            value={part.from}
            onChange={(from) => onChange({ ...definition, parts: parts.with(at, { ...part, from: from ?? 0 }) })}
          />
          <NumberField
            label="100 points at"
            className="w-24"
            value={part.to}
            onChange={(to) => onChange({ ...definition, parts: parts.with(at, { ...part, to: to ?? 100 }) })}
          />
          <NumberField
            label="Weight"
            className="w-20"
            value={part.weight}
            min={0.001}
            max={1_000}
            onChange={(weight) => onChange({ ...definition, parts: parts.with(at, { ...part, weight: weight ?? 1 }) })}
          />
          <IconButton
            icon={X}
            label={`Remove part ${at + 1}`}
            onClick={() => {
              setRemovals(removals + 1)
              onChange({ ...definition, parts: parts.filter((_, other) => other !== at) })
            }}
          />
        </fieldset>
      ))}
      {parts.length < PARTS_MAX && (
        <Menu
          trigger={
            <Button size="sm" icon={Plus} className="self-start">
              Add a metric
            </Button>
          }
          entries={metrics.map(({ id, name }) => ({
            label: name,
            onSelect: () =>
              onChange({ ...definition, parts: [...parts, { metricId: id, weight: 1, from: 0, to: 100 }] }),
          }))}
        />
      )}
      <p className="text-xs text-pretty text-ink-muted">
        Shares count from 0 to 1, times in seconds, NPS from −100 to 100.
      </p>
    </>
  )
}
