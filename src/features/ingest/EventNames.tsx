import { counted } from '#shared/lib/counted.ts'
import { Search } from 'lucide-react'
import { useState } from 'react'
import type { DatasetBody } from '#shared/contract/rest/datasets.ts'
import { TextField } from '#src/ui/TextField.tsx'
import { wholeNumber } from './quantities.ts'

/** More would only make the page slow; the search finds the rest. */
const NAMES_SHOWN = 100
const SEARCH_FROM = 12

/** What happens in this dataset: every event name with its counts, commonest first. */
export function EventNames({ dataset }: { readonly dataset: DatasetBody }) {
  const [search, setSearch] = useState('')
  const { eventNames } = dataset
  const wanted = search.trim().toLowerCase()
  const found = wanted === '' ? eventNames : eventNames.filter(({ event }) => event.toLowerCase().includes(wanted))
  const most = eventNames[0]?.events ?? 1
  return (
    <section aria-label="Events" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end gap-3">
        <h2 className="flex-1 text-lg font-semibold text-ink">
          Events{' '}
          <span className="tabular text-sm font-normal text-ink-faint">{counted(eventNames.length, 'name')}</span>
        </h2>
        {eventNames.length >= SEARCH_FROM && (
          <TextField
            label="Search events"
            hideLabel
            placeholder="Search events"
            icon={Search}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            className="w-56"
          />
        )}
      </div>
      <div className="overflow-hidden rounded-lg bg-surface shadow-card">
        <table className="w-full table-fixed text-sm">
          <thead className="text-left text-xs text-ink-muted">
            <tr>
              <th scope="col" className="px-4 py-2 font-medium">
                Event
              </th>
              <th scope="col" className="w-28 px-4 py-2 text-right font-medium">
                Events
              </th>
              <th scope="col" className="w-28 px-4 py-2 text-right font-medium max-sm:hidden">
                Cases
              </th>
            </tr>
          </thead>
          <tbody className="tabular">
            {found.slice(0, NAMES_SHOWN).map(({ event, events, cases }) => (
              <tr key={event} className="border-t border-line">
                <td className="relative px-4 py-2 text-ink">
                  <span
                    aria-hidden
                    className="absolute inset-y-1 left-1 rounded-sm bg-accent-soft"
                    style={{ width: `calc(${(events / most) * 100}% - 0.5rem)` }}
                  />
                  <span className="relative block truncate" title={event}>
                    {event}
                  </span>
                </td>
                <td className="px-4 py-2 text-right text-ink">{wholeNumber(events)}</td>
                <td className="px-4 py-2 text-right text-ink-muted max-sm:hidden">{wholeNumber(cases)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {found.length === 0 && <p className="px-4 py-3 text-sm text-ink-muted">No event is called like that.</p>}
        {found.length > NAMES_SHOWN && (
          <p className="border-t border-line px-4 py-2 text-xs text-ink-muted">
            {counted(found.length - NAMES_SHOWN, 'more name')}. Search to find them.
          </p>
        )}
      </div>
    </section>
  )
}
