import { useId, useMemo } from 'react'
import type { DatasetProfile } from '#shared/contract/rest/datasets.ts'
import { Checkbox } from '#src/ui/Checkbox.tsx'
import { type ColumnRoles, columnOf, dateOrderAsked, type ImportOptions } from './column-roles.ts'
import { DateOrderQuestion } from './DateOrderQuestion.tsx'
import { ambiguousDate } from './read-date.ts'
import { timeZones } from './time-zones.ts'

interface MappingQuestionsProps {
  readonly profile: DatasetProfile
  readonly roles: ColumnRoles
  readonly options: ImportOptions
  readonly onChange: (options: ImportOptions) => void
}

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
        <DateOrderQuestion
          example={ambiguousDate(timeValues(profile, roles))}
          value={options.dateOrder === 'YMD' ? null : options.dateOrder}
          onChange={(dateOrder) => onChange({ ...options, dateOrder })}
        />
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

/** What is known of the time column: examples, then the values of the first rows. */
function timeValues(profile: DatasetProfile, roles: ColumnRoles): readonly string[] {
  const name = columnOf(roles, 'timestamp')
  const column = profile.columns.find((candidate) => candidate.name === name)
  if (column === undefined) return []
  return [...column.examples, ...profile.preview.map((row) => row[column.index] ?? '')]
}
