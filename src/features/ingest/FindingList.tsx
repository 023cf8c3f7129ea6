import { counted } from '#shared/lib/counted.ts'
import { Info, TriangleAlert } from 'lucide-react'
import type { ImportWarning } from '#shared/contract/rest/datasets.ts'
import { WARNING_WORDS } from './import-words.ts'

interface FindingListProps {
  readonly warnings: readonly { readonly warning: ImportWarning; readonly count: number }[]
}

/** Findings that ask for nothing; the rest may have changed what the data says. */
export const HARMLESS: ReadonlySet<ImportWarning> = new Set([
  'mixed_timezones',
  'out_of_order',
  'tied_timestamps',
  'duplicate_headers',
])

/** What an import noticed, each in plain words: what it is, how often, what it means. */
export const FindingList = ({ warnings }: FindingListProps) => (
  <ul className="flex flex-col gap-2.5">
    {warnings.map(({ warning, count }) => {
      const { title, meaning } = WARNING_WORDS[warning]
      const harmless = HARMLESS.has(warning)
      const FindingIcon = harmless ? Info : TriangleAlert
      return (
        <li key={warning} className="flex gap-2.5">
          <FindingIcon
            aria-hidden
            strokeWidth={1.75}
            className={harmless ? 'mt-0.5 size-4 shrink-0 text-ink-faint' : 'mt-0.5 size-4 shrink-0 text-warn'}
          />
          <p className="min-w-0 text-sm text-ink-muted">
            <span className="font-medium text-ink">{title}</span>
            {count > 1 && <span className="tabular text-ink-faint"> · {counted(count, 'time')}</span>}
            <span className="block text-pretty">{meaning}</span>
          </p>
        </li>
      )
    })}
  </ul>
)
