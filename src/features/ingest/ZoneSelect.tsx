import { useMemo } from 'react'
import { cn } from '#src/ui/cn.ts'
import { zoneGroups } from './time-zones.ts'

interface ZoneSelectProps {
  readonly id: string
  readonly zone: string
  readonly onChange: (zone: string) => void
  readonly disabled?: boolean
  readonly className?: string
}

/** One of all time zones. Hundreds of them: the browser's own list is quicker than ours, and finds a place by its first letters. */
export function ZoneSelect({ id, zone, onChange, disabled, className }: ZoneSelectProps) {
  const groups = useMemo(() => zoneGroups(zone), [zone])
  return (
    <select
      id={id}
      value={zone}
      disabled={disabled}
      onChange={({ target }) => onChange(target.value)}
      className={cn(
        'h-8 rounded-md border border-line-strong bg-surface-raised px-2 text-sm text-ink pointer-coarse:h-10',
        className,
      )}
    >
      {groups.map(({ area, zones }) => {
        const options = zones.map((each) => (
          <option key={each.zone} value={each.zone}>
            {each.words}
          </option>
        ))
        return area === null ? (
          options
        ) : (
          <optgroup key={area} label={area}>
            {options}
          </optgroup>
        )
      })}
    </select>
  )
}
