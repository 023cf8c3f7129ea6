import { useId, useMemo } from 'react'
import type { DatasetProfile } from '#shared/contract/rest/datasets.ts'
import { Checkbox } from '#src/ui/Checkbox.tsx'
import { type ImportChoice, type ImportOptions, isDateOrderAsked, isZoneAsked, timeValues } from './column-roles.ts'
import { DateOrderQuestion } from './DateOrderQuestion.tsx'
import { ambiguousDate } from './read-date.ts'
import { timeZones } from './time-zones.ts'

interface MappingQuestionsProps {
  readonly profile: DatasetProfile
  readonly choice: ImportChoice
  readonly orderRefused: boolean
  readonly onChange: (options: ImportOptions) => void
}

/** What the file alone does not say: how dates are written, in which zone, and what to do with repeated rows. */
export function MappingQuestions({ profile, choice, orderRefused, onChange }: MappingQuestionsProps) {
  const { roles, options } = choice
  const zoneId = useId()
  const zones = useMemo(() => timeZones(), [])
  const asksOrder = isDateOrderAsked(profile, roles, orderRefused)
  const asksZone = isZoneAsked(profile, roles)

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
      <Checkbox
        label="Leave repeated rows out"
        hint="Rows that are exactly alike then count once."
        checked={options.dropDuplicates}
        onChange={(dropDuplicates) => onChange({ ...options, dropDuplicates })}
      />
    </div>
  )
}
