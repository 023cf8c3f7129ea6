import { useDeferredValue, useState } from 'react'
import type { NamedMetricItem } from '#shared/contract/rest/named-metrics.ts'
import { shownOf } from '#shared/metrics/named-metric.ts'
import { wordsOf } from '#src/api/api-error.ts'
import {
  useDeleteNamedMetric,
  useDraftReading,
  useKeepNamedMetric,
  useNamedMetrics,
} from '#src/api/named-metric-queries.ts'
import { useDataset, useDatasets } from '#src/api/queries.ts'
import { Select } from '#src/ui/Select.tsx'
import { Spinner } from '#src/ui/Spinner.tsx'
import { TextField } from '#src/ui/TextField.tsx'
import { toast } from '#src/ui/toast.ts'
import { DefinitionDialog } from '../DefinitionDialog.tsx'
import { FormatFields } from './FormatFields.tsx'
import {
  type Draft,
  emptyDraft,
  KIND_TITLES,
  kindOf,
  METRIC_KINDS,
  missingOf,
  newDefinition,
  SHOWN_TITLES,
  type Template,
} from './metric-drafts.ts'
import { MetricValue } from './MetricValue.tsx'
import { PartsFields } from './PartsFields.tsx'
import { QuestionFields } from './QuestionFields.tsx'

interface MetricEditorProps {
  /** `null`: a new one. */
  readonly metric: NamedMetricItem | null
  readonly template?: Template | null
  /** For a new one: the dataset that it is most likely about. */
  readonly datasetId?: string | null
  readonly onClose: () => void
  readonly onKept?: ((metric: NamedMetricItem) => void) | undefined
}

/** Says what a metric is and shows its number meanwhile. Nothing is kept before Save. */
export function MetricEditor({
  metric,
  template = null,
  datasetId: likely = null,
  onClose,
  onKept,
}: MetricEditorProps) {
  const [draft, setDraft] = useState<Draft>(() => startOf(metric, template, likely))
  const datasets = useDatasets()
  const ready = datasets.data?.filter(({ state }) => state === 'ready') ?? []
  const isQuestion = draft.definition.kind === 'question'
  const datasetId = isQuestion ? (draft.datasetId ?? (ready.length === 1 ? (ready[0]?.id ?? null) : null)) : null
  const asked: Draft = { ...draft, datasetId }
  const others = useNamedMetrics().data?.filter(({ id }) => id !== metric?.id) ?? []
  const keep = useKeepNamedMetric()
  const remove = useDeleteNamedMetric()
  const change = (part: Partial<Draft>): void => setDraft({ ...draft, ...part })
  const missing = missingOf(asked)
  const canKeep = draft.name.trim() !== '' && missing === null && isCurrencyRight(draft)

  const save = (): void =>
    keep.mutate(
      { id: metric?.id ?? null, draft: { ...asked, name: draft.name.trim() } },
      {
        onSuccess: (kept) => {
          onKept?.(kept)
          onClose()
        },
      },
    )
  const deleteIt = (): void => {
    if (metric === null) return
    remove.mutate(metric.id, {
      onSuccess: () => {
        toast(`Deleted the metric ${metric.name}.`)
        onClose()
      },
    })
  }

  return (
    <DefinitionDialog
      title={metric === null ? 'New metric' : 'Metric'}
      description="Defined once, shown on every journey of the workspace."
      onClose={onClose}
      canKeep={canKeep}
      keeping={keep}
      onKeep={save}
      deletion={
        metric && {
          what: 'metric',
          name: metric.name,
          consequence: 'It is not shown on any journey any more, and what is made of it says that a part is gone.',
          isPending: remove.isPending,
          error: remove.error,
        }
      }
      onDelete={deleteIt}
    >
      <TextField
        label="Name"
        placeholder="Repeat contact within 7 days"
        value={draft.name}
        maxLength={200}
        onChange={({ target }) => change({ name: target.value })}
      />
      <TextField
        label="Description"
        placeholder="Why it is watched, and by whom"
        value={draft.description}
        maxLength={2_000}
        onChange={({ target }) => change({ description: target.value })}
      />
      <Select
        label="What it measures"
        options={METRIC_KINDS.map((kind) => ({ value: kind, label: KIND_TITLES[kind] }))}
        value={kindOf(draft.definition)}
        onChange={(kind) => change({ definition: newDefinition(kind) })}
      />
      {isQuestion && (
        <Select
          label="Dataset"
          placeholder="Choose a dataset"
          options={ready.map((one) => ({ value: one.id, label: one.name }))}
          value={datasetId}
          onChange={(id) => change({ datasetId: id })}
          hint={datasets.data !== undefined && ready.length === 0 ? 'Bring data in first.' : undefined}
        />
      )}
      <DefinitionFields draft={asked} others={others} onChange={change} />
      <FormatFields draft={draft} onChange={change} />
      <div className="sticky -bottom-5 -mx-5 border-t border-line bg-surface-raised px-5 py-3">
        {missing === null && isCurrencyRight(draft) ? (
          <TriedValue draft={asked} />
        ) : (
          <p className="text-sm text-ink-muted">{missing ?? 'Say which currency.'}</p>
        )}
      </div>
    </DefinitionDialog>
  )
}

const isCurrencyRight = ({ currency }: Draft): boolean => currency === null || /^[A-Z]{3}$/.test(currency)

function startOf(metric: NamedMetricItem | null, template: Template | null, likely: string | null): Draft {
  if (metric === null) return { ...emptyDraft(likely), ...template?.draft }
  const { name, description, datasetId, definition, unit, currency, decimals, direction, target } = metric
  return { name, description, datasetId, definition, unit, currency, decimals, direction, target }
}

interface DefinitionFieldsProps {
  readonly draft: Draft
  readonly others: readonly NamedMetricItem[]
  readonly onChange: (change: Partial<Draft>) => void
}

function DefinitionFields({ draft: { datasetId, definition }, others, onChange }: DefinitionFieldsProps) {
  const dataset = useDataset(datasetId)
  if (definition.kind !== 'question')
    return <PartsFields definition={definition} metrics={others} onChange={(next) => onChange({ definition: next })} />
  if (dataset.isError) return <p className="text-sm text-danger">{wordsOf(dataset.error)}</p>
  if (datasetId === null) return null
  if (dataset.data === undefined) return <Spinner label="Loading the events" />
  const { question, show } = definition
  const shown = shownOf(question.kind)
  return (
    <>
      <QuestionFields
        // What is half typed belongs to one kind of question and one dataset.
        key={`${question.kind} ${datasetId}`}
        dataset={dataset.data}
        question={question}
        onChange={(next) => onChange({ definition: { ...definition, question: next } })}
      />
      {shown.length > 1 && (
        <Select
          label="Which number"
          options={shown.map((value) => ({ value, label: SHOWN_TITLES[value] }))}
          value={show}
          onChange={(next) => onChange({ definition: { ...definition, show: next } })}
        />
      )}
    </>
  )
}

/** What the metric would say, as one goes. */
function TriedValue({ draft }: { readonly draft: Draft }) {
  // The name is no part of the answer, and may still be missing.
  const asked = useDeferredValue(JSON.stringify({ ...draft, name: 'Draft', description: '' }))
  const query = useDraftReading(JSON.parse(asked) as Draft, { enabled: true })
  if (query.isError) return <p className="text-sm text-danger">{wordsOf(query.error)}</p>
  if (query.data === undefined) return <Spinner label="Computing the number" />
  return (
    <output className="flex items-start gap-3">
      <MetricValue told={query.data} target={draft.target} direction={draft.direction} isFull />
      {query.isFetching && <Spinner />}
    </output>
  )
}
