import { counted } from '#shared/lib/counted.ts'
import type { DatasetBody } from '#shared/contract/rest/datasets.ts'
import { wholeNumber } from './quantities.ts'

const VALUES_SHOWN = 6

/** The channels and the other attributes of a dataset, each with its commonest values. */
export function DatasetFields({ dataset }: { readonly dataset: DatasetBody }) {
  const groups = [
    ...(dataset.channels.length > 0
      ? [{ name: 'Channel', distinct: dataset.channels.length, values: dataset.channels }]
      : []),
    ...dataset.fields,
  ]
  if (groups.length === 0) return null
  return (
    <section aria-label="Attributes" className="flex flex-col gap-3">
      <h2 className="text-lg font-semibold text-ink">
        Attributes <span className="text-sm font-normal text-ink-faint">to filter by</span>
      </h2>
      <ul className="grid gap-3 sm:grid-cols-2">
        {groups.map(({ name, distinct, values }) => (
          <li key={name} className="min-w-0 rounded-lg bg-surface p-3 shadow-card">
            <p className="flex items-baseline justify-between gap-3">
              <span className="flex min-w-0 items-baseline gap-1.5">
                <span className="truncate text-sm font-medium text-ink">{name}</span>
                {dataset.personal.columns.includes(name) && (
                  <span className="shrink-0 rounded-full bg-accent-soft px-1.5 text-2xs text-accent">hashed</span>
                )}
              </span>
              <span className="tabular shrink-0 text-xs text-ink-faint">{counted(distinct, 'value')}</span>
            </p>
            {/* Two lines of them: the counts above say how many there are. */}
            <ul className="mt-2 flex max-h-11.5 flex-wrap gap-1.5 overflow-hidden">
              {values.slice(0, VALUES_SHOWN).map(({ value, events }) => (
                <li
                  key={value}
                  title={`${value}: ${counted(events, 'event')}`}
                  className="tabular flex max-w-full min-w-0 gap-1.5 rounded-full bg-ink/6 px-2 py-0.5 text-xs text-ink-muted"
                >
                  <span className="truncate">{value}</span>
                  <span className="text-ink-faint">{wholeNumber(events)}</span>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  )
}
