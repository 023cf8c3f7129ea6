import { useId, useMemo } from 'react'
import { timeZones, wordsOfZone } from './time-zones.ts'

interface ZoneQuestionProps {
  readonly zone: string
  readonly hint: string
  readonly onChange: (zone: string) => void
}

/** In which zone times are that do not say it. */
export function ZoneQuestion({ zone, hint, onChange }: ZoneQuestionProps) {
  const id = useId()
  const zones = useMemo(() => timeZones(), [])
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium text-ink">
        Which time zone are the times in?
      </label>
      <p className="text-sm text-ink-muted">{hint}</p>
      <select
        id={id}
        value={zone}
        onChange={(event) => onChange(event.target.value)}
        className="h-8 max-w-72 rounded-md border border-line-strong bg-surface-raised px-2 text-sm text-ink pointer-coarse:h-10"
      >
        {zones.map((each) => (
          <option key={each} value={each}>
            {wordsOfZone(each)}
          </option>
        ))}
      </select>
    </div>
  )
}
