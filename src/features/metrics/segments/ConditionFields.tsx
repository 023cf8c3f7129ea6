import { assertNever } from '#shared/lib/assert.ts'
import { Plus, X } from 'lucide-react'
import type { DatasetBody } from '#shared/contract/rest/datasets.ts'
import type { SegmentCondition } from '#shared/metrics/segment.ts'
import { Button } from '#src/ui/Button.tsx'
import { IconButton } from '#src/ui/IconButton.tsx'
import { Select } from '#src/ui/Select.tsx'
import { TextField } from '#src/ui/TextField.tsx'
import { EMPTY_RULE } from '../event-rule.ts'
import { ValuePicker } from '../ValuePicker.tsx'
import { RuleChooser } from './RuleChooser.tsx'
import { WindowField } from './WindowField.tsx'

type ConditionOf<Kind extends SegmentCondition['kind']> = Extract<SegmentCondition, { readonly kind: Kind }>

interface FieldsProps<Condition extends SegmentCondition> {
  readonly condition: Condition
  readonly dataset: DatasetBody
  readonly onChange: (condition: SegmentCondition) => void
}

/** What there is to choose of a condition, by its kind. */
export function ConditionFields({ condition, ...rest }: FieldsProps<SegmentCondition>) {
  switch (condition.kind) {
    case 'attribute':
      return <AttributeCondition condition={condition} {...rest} />
    case 'did':
      return <DidCondition condition={condition} {...rest} />
    case 'sequence':
    case 'path':
      return <StepsCondition condition={condition} {...rest} />
    default:
      return assertNever(condition)
  }
}

const WHICH = [
  { value: 'first', label: 'First known value' },
  { value: 'last', label: 'Last known value' },
  { value: 'any', label: 'Any value' },
] as const

function AttributeCondition({ condition, dataset, onChange }: FieldsProps<ConditionOf<'attribute'>>) {
  const known = dataset.fields.map(({ name }) => name)
  const names = known.includes(condition.field) || condition.field === '' ? known : [condition.field, ...known]
  if (names.length === 0)
    return <p className="text-sm text-pretty text-ink-muted">This dataset has no attributes to choose from.</p>
  return (
    <>
      <div className="grid grid-cols-2 gap-2">
        <Select
          label="Attribute"
          placeholder="Choose"
          options={names.map((name) => ({ value: name, label: name }))}
          value={condition.field === '' ? null : condition.field}
          error={known.includes(condition.field) ? null : 'This dataset does not have it.'}
          onChange={(field) => onChange({ ...condition, field, values: [] })}
        />
        <Select
          label="Which counts"
          options={WHICH}
          value={condition.which}
          onChange={(which) => onChange({ ...condition, which })}
        />
      </div>
      <ValuePicker
        key={condition.field}
        label="Is one of"
        emptyWords="None chosen"
        values={dataset.fields.find(({ name }) => name === condition.field)?.values ?? []}
        selected={condition.values}
        onChange={(values) => onChange({ ...condition, values: [...values] })}
      />
    </>
  )
}

function DidCondition({ condition, dataset, onChange }: FieldsProps<ConditionOf<'did'>>) {
  return (
    <>
      <RuleChooser
        label="What"
        dataset={dataset}
        rule={condition.rule}
        onChange={(rule) => onChange({ ...condition, rule })}
      />
      <div className="flex flex-wrap gap-2">
        <TextField
          label="At least (times)"
          className="w-28"
          type="number"
          min={1}
          max={1000}
          inputMode="numeric"
          value={Number.isNaN(condition.atLeast) ? '' : condition.atLeast}
          onChange={({ target }) =>
            onChange({ ...condition, atLeast: Math.min(1_000, Math.max(1, Math.floor(target.valueAsNumber))) })
          }
        />
        {condition.atLeast > 1 && (
          <WindowField
            hours={condition.withinHours}
            onChange={(withinHours) => onChange({ ...condition, withinHours })}
          />
        )}
      </div>
    </>
  )
}

const MAX_STEPS = 6

function StepsCondition({ condition, dataset, onChange }: FieldsProps<ConditionOf<'sequence' | 'path'>>) {
  const { steps } = condition
  const isPath = condition.kind === 'path'
  return (
    <>
      <ol className="flex flex-col gap-2">
        {steps.map((rule, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- steps have no identity but their place
          <li key={at} className="flex items-end gap-1">
            <div className="min-w-0 flex-1">
              <RuleChooser
                label={at === 0 ? 'First' : isPath ? 'Directly followed by' : 'Then'}
                dataset={dataset}
                rule={rule}
                onChange={(next) => onChange({ ...condition, steps: steps.with(at, next) })}
              />
            </div>
            {steps.length > 2 && (
              <IconButton
                icon={X}
                size="sm"
                label={`Remove step ${at + 1}`}
                onClick={() => onChange({ ...condition, steps: steps.toSpliced(at, 1) })}
              />
            )}
          </li>
        ))}
      </ol>
      {steps.length < MAX_STEPS && (
        <Button
          size="sm"
          variant="ghost"
          icon={Plus}
          className="self-start"
          onClick={() => onChange({ ...condition, steps: [...steps, EMPTY_RULE] })}
        >
          Add a step
        </Button>
      )}
      {condition.kind === 'sequence' && <Between condition={condition} dataset={dataset} onChange={onChange} />}
    </>
  )
}

/** How long it may take, and what must not happen meanwhile. */
function Between({ condition, dataset, onChange }: FieldsProps<ConditionOf<'sequence'>>) {
  const { without, ...rest } = condition
  return (
    <>
      <WindowField hours={condition.withinHours} onChange={(withinHours) => onChange({ ...condition, withinHours })} />
      {without === undefined ? (
        <Button
          size="sm"
          variant="ghost"
          icon={Plus}
          className="self-start"
          onClick={() => onChange({ ...condition, without: EMPTY_RULE })}
        >
          Without something in between
        </Button>
      ) : (
        <div className="flex items-end gap-1">
          <div className="min-w-0 flex-1">
            <RuleChooser
              label="Without in between"
              dataset={dataset}
              rule={without}
              onChange={(next) => onChange({ ...condition, without: next })}
            />
          </div>
          <IconButton icon={X} size="sm" label="Allow anything in between" onClick={() => onChange(rest)} />
        </div>
      )}
    </>
  )
}
