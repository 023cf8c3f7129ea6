import { useId } from 'react'
import { ZoneSelect } from './ZoneSelect.tsx'

interface ZoneQuestionProps {
  readonly zone: string
  readonly hint: string
  readonly onChange: (zone: string) => void
}

/** In which zone times are that do not say it. */
export function ZoneQuestion({ zone, hint, onChange }: ZoneQuestionProps) {
  const id = useId()
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium text-ink">
        Which time zone are the times in?
      </label>
      <p className="text-sm text-ink-muted">{hint}</p>
      <ZoneSelect id={id} zone={zone} onChange={onChange} className="max-w-72" />
    </div>
  )
}
