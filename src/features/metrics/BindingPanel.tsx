import { Link2Off, Wand2 } from 'lucide-react'
import { useState } from 'react'
import type { Binding, DatasetId, EventRule } from '#shared/model/records/binding.ts'
import { removeBinding } from '#shared/model/commands/remove-binding.ts'
import { setBinding } from '#shared/model/commands/set-binding.ts'
import { MEASURE_TITLES } from '#shared/metrics/measures.ts'
import { targetWords } from '#shared/metrics/target-status.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import { isBindable } from '#shared/model/selectors/bound-elements.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useDataset, useDatasets } from '#src/api/queries.ts'
import { useEditor, useSnapshotPart } from '#src/editor/hooks.ts'
import { Button } from '#src/ui/Button.tsx'
import { Select } from '#src/ui/Select.tsx'
import { Spinner } from '#src/ui/Spinner.tsx'
import { toast } from '#src/ui/toast.ts'
import { AttributeFilters } from './AttributeFilters.tsx'
import { EMPTY_RULE, isEmptyRule, ruleWords } from './event-rule.ts'
import { InheritedBinding } from './InheritedBinding.tsx'
import { MatchCount } from './MatchCount.tsx'
import { TargetFields } from './targets/TargetFields.tsx'
import { ValuePicker } from './ValuePicker.tsx'

/** Inspector section of a stage, step, touchpoint or metric: which events are its traces. Every choice takes effect at once. */
export function BindingPanel({ elementId }: { readonly elementId: string }) {
  const binding = useSnapshotPart((snapshot) => snapshot.bindings.get(elementId))
  const bindable = useSnapshotPart((snapshot) => isBindable(snapshot, elementId))
  const { canEdit } = useEditor()
  if (!bindable) return null
  return (
    <section aria-label="Data" className="flex min-w-0 flex-col gap-4">
      {canEdit ? (
        // Another element starts with a choice of its own.
        <BindingEditor key={elementId} elementId={elementId} binding={binding} />
      ) : binding === undefined ? (
        <InheritedBinding elementId={elementId} whenNone="Not bound to data." />
      ) : (
        <div className="flex flex-col gap-1 text-sm text-ink-muted">
          <p>Bound to {ruleWords(binding.rule)}.</p>
          {binding.targets?.map((target) => (
            <p key={target.measure}>
              {MEASURE_TITLES[target.measure]}: {targetWords(target)}.
            </p>
          ))}
        </div>
      )}
    </section>
  )
}

interface BindingEditorProps {
  readonly elementId: string
  readonly binding: Binding | undefined
}

function BindingEditor({ elementId, binding }: BindingEditorProps) {
  const editor = useEditor()
  const datasets = useDatasets()
  // Chosen, but nothing of it yet: no binding is written for it.
  const [draftId, setDraftId] = useState<string | null>(null)
  const ready = datasets.data?.filter(({ state }) => state === 'ready') ?? []
  const used = useSnapshotPart(onlyDatasetUsed)
  const datasetId = binding?.datasetId ?? draftId ?? used ?? (ready.length === 1 ? (ready[0]?.id ?? null) : null)
  const rule = binding?.rule ?? EMPTY_RULE

  const bind = (next: EventRule) => {
    if (datasetId === null) return
    const result = isEmptyRule(next)
      ? editor.run(removeBinding, { elementId })
      : editor.run(setBinding, { elementId, datasetId: datasetId as DatasetId, rule: next })
    if (isEmptyRule(next)) setDraftId(datasetId)
    // `not-bound` only says that there was nothing to take away.
    if (!result.ok && result.reason !== 'not-bound')
      toast.error('This could not be bound. Someone may have deleted it.')
  }

  const chooseDataset = (id: string) => {
    setDraftId(id)
    // Another dataset has other events: nothing of the old rule can be kept.
    if (binding !== undefined && id !== binding.datasetId) editor.run(removeBinding, { elementId })
  }

  if (datasets.isError) return <p className="text-sm text-danger">{wordsOf(datasets.error)}</p>
  if (datasets.data === undefined) return <Spinner label="Loading the datasets" />
  if (ready.length === 0 && binding === undefined) {
    return <p className="text-sm text-pretty text-ink-muted">Bring data in first, then its events can be bound here.</p>
  }
  const known = datasetId === null || ready.some(({ id }) => id === datasetId)

  return (
    <>
      {binding === undefined && <InheritedBinding elementId={elementId} />}
      {binding?.source === 'matched-name' && (
        <p className="flex gap-2 rounded-md bg-accent-soft px-3 py-2 text-xs text-pretty text-accent">
          <Wand2 aria-hidden className="size-4 shrink-0" />
          Bound by Waymark, because an event bears this name. Change anything and it is yours.
        </p>
      )}
      <Select
        label="Dataset"
        placeholder="Choose a dataset"
        options={ready.map(({ id, name }) => ({ value: id, label: name }))}
        value={known ? datasetId : null}
        onChange={chooseDataset}
        error={known ? null : 'The dataset that this was bound to is gone. Choose another one.'}
      />
      {datasetId !== null && known && <RuleEditor datasetId={datasetId} rule={rule} onChange={bind} />}
      {binding !== undefined && <TargetFields elementId={elementId} targets={binding.targets ?? []} />}
      {binding !== undefined && (
        <Button
          size="sm"
          variant="ghost-danger"
          icon={Link2Off}
          className="self-start"
          onClick={() => {
            setDraftId(null)
            editor.run(removeBinding, { elementId })
          }}
        >
          Remove binding
        </Button>
      )}
    </>
  )
}

/** The dataset that everything else on this journey is bound to, if it is one: most likely meant here too. */
function onlyDatasetUsed({ bindings }: JourneySnapshot): string | null {
  const ids = new Set([...bindings.values()].map(({ datasetId }) => datasetId))
  const [only] = ids
  return ids.size === 1 && only !== undefined ? only : null
}

interface RuleEditorProps {
  readonly datasetId: string
  readonly rule: EventRule
  readonly onChange: (rule: EventRule) => void
}

function RuleEditor({ datasetId, rule, onChange }: RuleEditorProps) {
  const { data: dataset, error } = useDataset(datasetId)
  if (dataset === undefined) {
    return error === null ? (
      <Spinner label="Loading the events" />
    ) : (
      <p className="text-sm text-danger">{wordsOf(error)}</p>
    )
  }
  const events = dataset.eventNames.map(({ event, events }) => ({ value: event, events }))
  return (
    <>
      <ValuePicker
        label="Events"
        emptyWords={isEmptyRule(rule) ? 'None chosen' : 'Any event'}
        values={events}
        selected={rule.events}
        onChange={(names) => onChange({ ...rule, events: [...names] })}
      />
      {(dataset.channels.length > 0 || rule.channels.length > 0) && (
        <ValuePicker
          label="Channels"
          emptyWords="Any channel"
          values={dataset.channels}
          selected={rule.channels}
          onChange={(channels) => onChange({ ...rule, channels: [...channels] })}
        />
      )}
      <AttributeFilters fields={dataset.fields} rule={rule} onChange={onChange} />
      <MatchCount datasetId={datasetId} rule={rule} />
    </>
  )
}
