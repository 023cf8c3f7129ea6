import { Plus, X } from 'lucide-react'
import type { DatasetBody } from '#shared/contract/rest/datasets.ts'
import { conditionWords } from '#shared/metrics/segment-words.ts'
import type { SegmentCondition, SegmentGroup } from '#shared/metrics/segment.ts'
import { Button } from '#src/ui/Button.tsx'
import { IconButton } from '#src/ui/IconButton.tsx'
import { Menu } from '#src/ui/Menu.tsx'
import { SegmentedControl } from '#src/ui/SegmentedControl.tsx'
import { ConditionFields } from './ConditionFields.tsx'
import { CONDITION_KINDS, CONDITION_LABELS, newCondition } from './segment-drafts.ts'

const IS_OR_NOT = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'Not' },
] as const

interface GroupFieldsProps {
  readonly group: SegmentGroup
  /** `Group 2`, where there are several. */
  readonly label: string
  readonly dataset: DatasetBody
  readonly onChange: (group: SegmentGroup) => void
  /** `null` takes the condition out. */
  readonly onCondition: (at: number, condition: SegmentCondition | null) => void
}

/** The conditions of one group. */
export function GroupFields({ group, label, dataset, onChange, onCondition }: GroupFieldsProps) {
  const { conditions, match } = group
  return (
    <fieldset aria-label={label} className="flex min-w-0 flex-col gap-3 rounded-lg bg-surface-sunken p-3">
      {conditions.length > 1 && (
        <MatchChoice what="conditions" match={match} onChange={(next) => onChange({ ...group, match: next })} />
      )}
      <ul className="flex flex-col gap-3">
        {conditions.map((condition, at) => (
          <li
            // Conditions have no identity but their place and what they are.
            // oxlint-disable-next-line react/no-array-index-key
            key={`${at} ${condition.kind}`}
            className="flex flex-col gap-3 rounded-md bg-surface-raised p-3 shadow-card"
          >
            <div className="flex items-center gap-2">
              <h3 className="min-w-0 flex-1 text-sm font-medium text-ink">{CONDITION_LABELS[condition.kind]}</h3>
              <SegmentedControl
                label="Whether they do"
                options={IS_OR_NOT}
                value={condition.not ? 'no' : 'yes'}
                onChange={(next) => onCondition(at, { ...condition, not: next === 'no' })}
              />
              <IconButton
                icon={X}
                size="sm"
                label={`Remove the condition: ${conditionWords(condition)}`}
                onClick={() => onCondition(at, null)}
              />
            </div>
            <ConditionFields condition={condition} dataset={dataset} onChange={(next) => onCondition(at, next)} />
          </li>
        ))}
      </ul>
      <AddCondition
        label="Add a condition"
        dataset={dataset}
        onAdd={(condition) => onChange({ ...group, conditions: [...conditions, condition] })}
      />
    </fieldset>
  )
}

const MATCHES = [
  { value: 'all', label: 'All' },
  { value: 'any', label: 'Any' },
] as const

/** Whether everything has to hold or one of it. */
export const MatchChoice = ({
  what,
  match,
  onChange,
}: {
  readonly what: 'conditions' | 'groups'
  readonly match: 'all' | 'any'
  readonly onChange: (match: 'all' | 'any') => void
}) => (
  <div className="flex items-center gap-2 text-sm text-ink-muted">
    <SegmentedControl label={`How many ${what}`} options={MATCHES} value={match} onChange={onChange} />
    of these {what} {match === 'all' ? 'hold' : 'is enough'}
  </div>
)

interface AddConditionProps {
  readonly label: string
  readonly dataset: DatasetBody
  readonly onAdd: (condition: SegmentCondition) => void
  readonly isPrimary?: boolean
}

/** Asks for the kind of the new condition. */
export function AddCondition({ label, dataset, onAdd, isPrimary = false }: AddConditionProps) {
  const fields = dataset.fields.map(({ name }) => name)
  return (
    <Menu
      trigger={
        <Button size="sm" variant={isPrimary ? 'primary' : 'ghost'} icon={Plus} className="self-start">
          {label}
        </Button>
      }
      entries={CONDITION_KINDS.map((kind) => ({
        label: CONDITION_LABELS[kind],
        disabled: kind === 'attribute' && fields.length === 0,
        onSelect: () => onAdd(newCondition(kind, fields)),
      }))}
    />
  )
}
