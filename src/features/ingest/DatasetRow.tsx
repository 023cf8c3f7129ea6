import { counted } from '#shared/lib/counted.ts'
import { ChevronRight, Database } from 'lucide-react'
import { Link } from 'wouter'
import type { DatasetListItem } from '#shared/contract/rest/datasets.ts'
import { Badge } from '#src/ui/Badge.tsx'
import { STATE_WORDS } from './import-words.ts'
import { daySpan } from './quantities.ts'
import { timeAgo } from '#shared/lib/time-ago.ts'

const TONES = {
  profiling: 'accent',
  'mapping-needed': 'warn',
  importing: 'accent',
  ready: 'good',
  failed: 'danger',
} as const satisfies Record<DatasetListItem['state'], string>

interface DatasetRowProps {
  readonly dataset: DatasetListItem
  readonly now: number
}

/** One dataset in the list; the whole row opens it. */
export const DatasetRow = ({ dataset, now }: DatasetRowProps) => (
  <li className="border-t border-line first:border-t-0">
    <Link
      href={`/data/${dataset.id}`}
      className="flex items-center gap-3 px-4 py-3 transition-colors duration-100 hover:bg-ink/3 focus-visible:-outline-offset-2"
    >
      <span className="flex size-9 shrink-0 items-center justify-center rounded-lg bg-surface-sunken text-ink-muted max-sm:hidden">
        <Database aria-hidden className="size-4.5" strokeWidth={1.75} />
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate text-base font-medium text-ink">{dataset.name}</span>
        <span className="tabular block truncate text-xs text-ink-muted">{contentWords(dataset)}</span>
      </span>
      <span className="tabular shrink-0 text-xs text-ink-faint max-sm:hidden">
        Updated {timeAgo(dataset.updatedAt, now)}
      </span>
      <span className="flex shrink-0 justify-end sm:w-36">
        <Badge tone={TONES[dataset.state]}>{STATE_WORDS[dataset.state]}</Badge>
      </span>
      <ChevronRight aria-hidden className="size-4 shrink-0 text-ink-faint" />
    </Link>
  </li>
)

function contentWords({ events, cases, firstEventAt, lastEventAt, timeZone }: DatasetListItem): string {
  if (events === 0) return 'No events yet'
  const parts = [counted(events, 'event'), counted(cases, 'case')]
  if (firstEventAt !== null && lastEventAt !== null) parts.push(daySpan(firstEventAt, lastEventAt, timeZone))
  return parts.join(' · ')
}
