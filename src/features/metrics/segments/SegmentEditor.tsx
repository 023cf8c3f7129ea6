import { UsersRound } from 'lucide-react'
import { useState } from 'react'
import type { DatasetBody } from '#shared/contract/rest/datasets.ts'
import type { SegmentItem } from '#shared/contract/rest/segments.ts'
import type { SegmentRule } from '#shared/metrics/segment.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useDataset, useDatasets } from '#src/api/queries.ts'
import { useDeleteSegment, useKeepSegment } from '#src/api/segment-queries.ts'
import { EmptyState } from '#src/ui/EmptyState.tsx'
import { Select } from '#src/ui/Select.tsx'
import { Spinner } from '#src/ui/Spinner.tsx'
import { TextField } from '#src/ui/TextField.tsx'
import { toast } from '#src/ui/toast.ts'
import { DefinitionDialog } from '../DefinitionDialog.tsx'
import { AddCondition, GroupFields, MatchChoice } from './GroupFields.tsx'
import { missingIn, newGroup, withCondition } from './segment-drafts.ts'
import { SegmentCount } from './SegmentCount.tsx'

interface SegmentEditorProps {
  /** `null`: a new one. */
  readonly segment: SegmentItem | null
  /** For a new one: the dataset that it is most likely about. */
  readonly datasetId: string | null
  readonly onClose: () => void
  readonly onKept?: ((segment: SegmentItem) => void) | undefined
}

const NO_RULE: SegmentRule = { match: 'all', groups: [] }

/** Says in plain words who is in a segment, and counts them meanwhile. Nothing is kept before Save. */
export function SegmentEditor({ segment, datasetId: likely, onClose, onKept }: SegmentEditorProps) {
  const [name, setName] = useState(segment?.name ?? '')
  const [rule, setRule] = useState<SegmentRule>(segment?.rule ?? NO_RULE)
  const [chosenId, setChosenId] = useState(segment?.datasetId ?? likely)
  const datasets = useDatasets()
  const ready = datasets.data?.filter(({ state }) => state === 'ready') ?? []
  const datasetId = chosenId ?? (ready.length === 1 ? (ready[0]?.id ?? null) : null)
  const dataset = useDataset(datasetId)
  const keep = useKeepSegment()
  const remove = useDeleteSegment()
  const canKeep = name.trim() !== '' && datasetId !== null && missingIn(rule) === null

  const save = (): void => {
    if (datasetId === null) return
    keep.mutate(
      { ...(segment && { id: segment.id }), datasetId, name: name.trim(), rule },
      {
        onSuccess: (kept) => {
          onKept?.(kept)
          onClose()
        },
      },
    )
  }
  const deleteIt = (): void => {
    if (segment === null) return
    remove.mutate(segment.id, {
      onSuccess: () => {
        toast(`Deleted the segment ${segment.name}.`)
        onClose()
      },
    })
  }

  return (
    <DefinitionDialog
      title={segment === null ? 'New segment' : 'Segment'}
      description="Who is meant, by what the data says of them. Every journey of the workspace can use it."
      onClose={onClose}
      canKeep={canKeep}
      keeping={keep}
      onKeep={save}
      deletion={
        segment && {
          what: 'segment',
          name: segment.name,
          consequence: 'Personas that are bound to it show no numbers of their own any more.',
          isPending: remove.isPending,
          error: remove.error,
        }
      }
      onDelete={deleteIt}
    >
      <TextField
        label="Name"
        placeholder="Mobile buyers who called"
        value={name}
        maxLength={200}
        onChange={({ target }) => setName(target.value)}
      />
      {segment === null && (
        <Select
          label="Dataset"
          placeholder="Choose a dataset"
          options={ready.map((one) => ({ value: one.id, label: one.name }))}
          value={datasetId}
          onChange={(id) => {
            setChosenId(id)
            // Another dataset has other events and attributes.
            setRule(NO_RULE)
          }}
          hint={datasets.data !== undefined && ready.length === 0 ? 'Bring data in first.' : undefined}
        />
      )}
      {dataset.isError && <p className="text-sm text-danger">{wordsOf(dataset.error)}</p>}
      {datasetId !== null && dataset.isPending && <Spinner label="Loading the events" />}
      {dataset.data !== undefined && <RuleFields dataset={dataset.data} rule={rule} onChange={setRule} />}
      {datasetId !== null && rule.groups.length > 0 && (
        <div className="sticky -bottom-5 -mx-5 border-t border-line bg-surface-raised px-5 py-3">
          <SegmentCount datasetId={datasetId} rule={rule} />
        </div>
      )}
    </DefinitionDialog>
  )
}

interface RuleFieldsProps {
  readonly dataset: DatasetBody
  readonly rule: SegmentRule
  readonly onChange: (rule: SegmentRule) => void
}

function RuleFields({ dataset, rule, onChange }: RuleFieldsProps) {
  const { groups, match } = rule
  const [removals, setRemovals] = useState(0)
  if (groups.length === 0) {
    return (
      <EmptyState
        icon={UsersRound}
        title="Who is meant?"
        className="py-4"
        action={
          <AddCondition
            label="Add a condition"
            isPrimary
            dataset={dataset}
            onAdd={(condition) => onChange({ ...rule, groups: [newGroup(condition)] })}
          />
        }
      >
        By an attribute, by something they did at least twice within 7 days, by one thing after another, or by a path.
      </EmptyState>
    )
  }
  return (
    <>
      {groups.length > 1 && (
        <MatchChoice what="groups" match={match} onChange={(next) => onChange({ ...rule, match: next })} />
      )}
      {groups.map((group, at) => (
        <GroupFields
          // Groups have no identity but their place; where one or a part of one went, what was half typed must not pass to its neighbour.
          // oxlint-disable-next-line react/no-array-index-key
          key={`${removals} ${at}`}
          label={groups.length > 1 ? `Group ${at + 1}` : 'Conditions'}
          group={group}
          dataset={dataset}
          onChange={(next) => onChange({ ...rule, groups: groups.with(at, next) })}
          onCondition={(conditionAt, condition) => {
            if (condition === null) setRemovals(removals + 1)
            onChange(withCondition(rule, at, conditionAt, condition))
          }}
        />
      ))}
      <AddCondition
        label="Add a group"
        dataset={dataset}
        onAdd={(condition) => onChange({ ...rule, groups: [...groups, newGroup(condition)] })}
      />
    </>
  )
}
