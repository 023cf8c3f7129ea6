import { SECOND_MS } from '#shared/lib/time.ts'
import { timeAgoShort } from '#shared/lib/time-ago.ts'
import { useNow } from '#src/ui/use-now.ts'
import { useAllReadings, useLens, useSnapshot } from '../view-context.ts'

const RENEWED_EVERY_MS = 5 * SECOND_MS

/** How fresh the numbers are, a line a dataset. Nothing for a journey without data. */
export function Freshness({ className }: { readonly className?: string }) {
  const { showsNumbers } = useLens()
  const readings = useAllReadings()
  const now = useNow(RENEWED_EVERY_MS)
  const { bindings } = useSnapshot()
  if (!showsNumbers) return null
  if (readings === null && bindings.size > 0) {
    const count = new Set([...bindings.values()].map(({ datasetId }) => datasetId)).size
    return <div aria-hidden className={className} style={{ height: `${count}rem` }} />
  }
  const datasets = readings?.datasets ?? []
  if (datasets.length === 0) return null
  return (
    <ul aria-label="How fresh the numbers are" className={className}>
      {datasets.map(({ datasetId, name, cases, updatedAt }) => (
        <li key={datasetId} className="tabular truncate text-xs text-ink-muted">
          {name} · {cases.toLocaleString('en')} cases · updated {timeAgoShort(updatedAt, now)}
        </li>
      ))}
    </ul>
  )
}
