import type { DatasetListItem } from '#shared/contract/rest/datasets.ts'
import { AGE_SHOWN_EVERY_MS, daySpan, wholeNumber } from './quantities.ts'
import { timeAgo } from '#shared/lib/time-ago.ts'
import { useNow } from '#src/ui/use-now.ts'

/** Counts and freshness of a dataset as a row of facts. */
export function DatasetFacts({ dataset }: { readonly dataset: DatasetListItem }) {
  const now = useNow(AGE_SHOWN_EVERY_MS)
  const span =
    dataset.firstEventAt === null || dataset.lastEventAt === null
      ? 'none yet'
      : daySpan(dataset.firstEventAt, dataset.lastEventAt, dataset.timeZone)
  return (
    <dl className="tabular grid grid-cols-2 gap-px overflow-hidden rounded-lg bg-line shadow-card sm:grid-cols-4">
      <Fact label="Events" value={wholeNumber(dataset.events)} />
      <Fact label="Cases" value={wholeNumber(dataset.cases)} />
      <Fact label="Time covered" value={span} />
      <Fact label="Updated" value={timeAgo(dataset.updatedAt, now)} />
    </dl>
  )
}

const Fact = ({ label, value }: { readonly label: string; readonly value: string }) => (
  <div className="bg-surface px-4 py-3">
    <dt className="text-xs text-ink-muted">{label}</dt>
    <dd className="mt-0.5 text-base font-semibold text-pretty text-ink">{value}</dd>
  </div>
)
