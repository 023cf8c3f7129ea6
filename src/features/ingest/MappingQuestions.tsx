import { useId, useMemo } from 'react'
import type { DatasetProfile } from '#shared/contract/rest/datasets.ts'
import { Checkbox } from '#src/ui/Checkbox.tsx'
import { SegmentedControl } from '#src/ui/SegmentedControl.tsx'
import { type ColumnRoles, columnOf, dateOrderAsked, type ImportOptions } from './column-roles.ts'
import { timeZones } from './time-zones.ts'
import { WARNING_WORDS } from './import-words.ts'

interface MappingQuestionsProps {
  readonly profile: DatasetProfile
  readonly roles: ColumnRoles
  readonly options: ImportOptions
  readonly onChange: (options: ImportOptions) => void
}

type DateOrder = NonNullable<ImportOptions['dateOrder']>

const DATE_ORDERS: readonly { readonly value: DateOrder; readonly label: string }[] = [
  { value: 'DMY', label: 'Day first · 31/12/2025' },
  { value: 'MDY', label: 'Month first · 12/31/2025' },
]

/** What the file alone does not say: how dates are written, in which zone, and what to do with repeated rows. */
export function MappingQuestions({ profile, roles, options, onChange }: MappingQuestionsProps) {
  const zoneId = useId()
  const zones = useMemo(() => timeZones(), [])
  const has = (warning: DatasetProfile['warnings'][number]['warning']) =>
    profile.warnings.some((found) => found.warning === warning)
  const asksOrder = dateOrderAsked(profile, roles)
  const asksZone = has('naive_timestamps')
  const asksDuplicates = has('duplicate_rows')
  if (!asksOrder && !asksZone && !asksDuplicates) return null

  return (
    <div className="flex flex-col gap-4 rounded-lg bg-surface p-4 shadow-card">
      {asksOrder && (
        <fieldset className="flex flex-col gap-2">
          <legend className="text-sm font-medium text-ink">How are the dates written?</legend>
          <p className="text-sm text-pretty text-ink-muted">
            {WARNING_WORDS.ambiguous_date_order.meaning} In your file: <ExampleDates profile={profile} roles={roles} />
          </p>
          <SegmentedControl
            label="How are the dates written?"
            options={DATE_ORDERS}
            value={options.dateOrder}
            onChange={(dateOrder) => onChange({ ...options, dateOrder })}
            className="self-start max-sm:flex-col max-sm:self-stretch"
          />
        </fieldset>
      )}
      {asksZone && (
        <div className="flex flex-col gap-1.5">
          <label htmlFor={zoneId} className="text-sm font-medium text-ink">
            Which time zone are the times in?
          </label>
          <p className="text-sm text-ink-muted">They do not say it themselves. When unsure, keep UTC.</p>
          <select
            id={zoneId}
            value={options.timezone}
            onChange={(event) => onChange({ ...options, timezone: event.target.value })}
            className="h-8 max-w-72 rounded-md border border-line-strong bg-surface-raised px-2 text-sm text-ink pointer-coarse:h-10"
          >
            {zones.map((zone) => (
              <option key={zone} value={zone}>
                {zone.replaceAll('_', ' ')}
              </option>
            ))}
          </select>
        </div>
      )}
      {asksDuplicates && (
        <Checkbox
          label="Leave repeated rows out"
          hint="Rows that are exactly alike then count once."
          checked={options.dropDuplicates}
          onChange={(dropDuplicates) => onChange({ ...options, dropDuplicates })}
        />
      )}
    </div>
  )
}

const EXAMPLES_SHOWN = 3

function ExampleDates({ profile, roles }: Pick<MappingQuestionsProps, 'profile' | 'roles'>) {
  const column = columnOf(roles, 'timestamp')
  const examples = profile.columns.find(({ name }) => name === column)?.examples ?? []
  return <span className="tabular font-medium text-ink">{examples.slice(0, EXAMPLES_SHOWN).join(', ')}</span>
}
