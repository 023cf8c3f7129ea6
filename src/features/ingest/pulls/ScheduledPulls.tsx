import { CalendarClock } from 'lucide-react'
import { useState } from 'react'
import { usePulls } from '#src/api/feed-queries.ts'
import { Button } from '#src/ui/Button.tsx'
import { AddPullDialog } from './AddPullDialog.tsx'
import { PullRow } from './PullRow.tsx'

/** What is fetched for a dataset by a plan, how that went, and how more is planned. */
export function ScheduledPulls({ datasetId }: { readonly datasetId: string }) {
  const { data: pulls, isError } = usePulls(datasetId)
  const [adding, setAdding] = useState(false)
  // Who may not plan anything sees nothing of it.
  if (isError) return null

  return (
    <section aria-labelledby="scheduled-pulls" className="flex flex-col gap-3">
      <header className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="scheduled-pulls" className="text-lg font-semibold text-ink">
          Scheduled pull
        </h2>
        <Button size="sm" icon={CalendarClock} onClick={() => setAdding(true)}>
          Plan a pull
        </Button>
      </header>
      <p className="max-w-3xl text-sm text-pretty text-ink-muted">
        Waymark can fetch a file from an address, or the rows of a query from PostgreSQL, as often as you say: for
        example the export that another program writes every night. The first time you say which column is which; from
        then on it reads itself, and open journeys show the new numbers.
      </p>
      {pulls !== undefined && pulls.length > 0 && (
        <ul className="flex flex-col gap-2">
          {pulls.map((pull) => (
            <PullRow key={pull.id} datasetId={datasetId} pull={pull} />
          ))}
        </ul>
      )}
      {adding && <AddPullDialog datasetId={datasetId} onClose={() => setAdding(false)} />}
    </section>
  )
}
