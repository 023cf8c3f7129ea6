import { Activity } from 'lucide-react'
import { SECOND_MS } from '#shared/lib/time.ts'
import { timeAgoShort } from '#shared/lib/time-ago.ts'
import { type ReadingsStore, useReadings } from './use-element-readings.ts'
import { useNow } from '#src/ui/use-now.ts'

const whole = new Intl.NumberFormat('en')

/** How fresh the numbers on the canvas are, one part a dataset. Nothing for a journey without data. */
export function FreshnessStrip({ readings }: { readonly readings: ReadingsStore }) {
  const datasets = useReadings(readings)?.datasets ?? []
  const now = useNow(SECOND_MS)
  if (datasets.length === 0) return null
  return (
    <ul
      aria-label="How fresh the data is"
      className="flex min-w-0 items-center gap-4 overflow-hidden text-xs text-ink-muted"
    >
      {datasets.map(({ datasetId, name, events, updatedAt }) => (
        <li key={datasetId} className="tabular flex min-w-0 items-center gap-1.5">
          <Activity aria-hidden className="size-3.5 shrink-0" />
          <span className="min-w-0 truncate">{name}</span>
          <span className="shrink-0 text-ink-faint max-sm:hidden">· {whole.format(events)} events</span>
          <span className="shrink-0 text-ink-faint">· updated {timeAgoShort(updatedAt, now)}</span>
        </li>
      ))}
    </ul>
  )
}
