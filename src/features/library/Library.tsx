import { Archive, ArrowDownWideNarrow, Plus, Search } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { wordsOf } from '#src/api/api-error.ts'
import { useJourneys } from '#src/api/queries.ts'
import { Button } from '#src/ui/Button.tsx'
import { Menu } from '#src/ui/Menu.tsx'
import { SegmentedControl } from '#src/ui/SegmentedControl.tsx'
import { TextField } from '#src/ui/TextField.tsx'
import { JourneyGrid } from './JourneyGrid.tsx'
import { LibraryEmpty } from './LibraryEmpty.tsx'
import { type JourneySort, sortJourneys } from './sort-journeys.ts'

type View = 'active' | 'archived'

const SORT_WORDS: Readonly<Record<JourneySort, string>> = { recent: 'Last edited', name: 'Name' }

interface LibraryProps {
  /** `editor` makes journeys, `reader` is a member who does not, `guest` sees what was shared with them. */
  readonly standing: 'editor' | 'reader' | 'guest'
  readonly onNew: () => void
  readonly onOpen: (journeyId: string) => void
  readonly theme: 'light' | 'dark'
}

/** All journeys that I may open, and what can be done with them. */
export function Library({ standing, onNew, onOpen, theme }: LibraryProps) {
  const canCreate = standing === 'editor'
  const [view, setView] = useState<View>('active')
  const [sort, setSort] = useState<JourneySort>('recent')
  const [search, setSearch] = useState('')
  const deferredSearch = useDeferredValue(search.trim())
  const journeys = useJourneys({ search: deferredSearch, archived: view === 'archived' })

  const sorted = journeys.data === undefined ? undefined : sortJourneys(journeys.data, sort)
  const isFresh = sorted?.length === 0 && view === 'active' && deferredSearch === '' && !journeys.isPlaceholderData

  return (
    <main className="mx-auto w-full max-w-6xl px-4 pt-8 pb-20 md:px-6">
      <div className="flex items-center justify-between gap-4">
        <h1 className="text-2xl font-semibold tracking-tight">Journeys</h1>
        {canCreate && (
          <Button variant="primary" icon={Plus} onClick={onNew}>
            New journey
          </Button>
        )}
      </div>
      {!(isFresh && standing === 'guest') && (
        <div className="mt-5 flex flex-wrap items-center gap-2">
          <TextField
            label="Search journeys"
            hideLabel
            type="search"
            placeholder="Search"
            icon={Search}
            value={search}
            maxLength={200}
            onChange={(event) => setSearch(event.target.value)}
            className="w-full sm:w-64"
          />
          {standing !== 'guest' && (
            <SegmentedControl
              label="Which journeys"
              value={view}
              onChange={setView}
              options={[
                { value: 'active', label: 'Active' },
                { value: 'archived', label: 'Archived', icon: Archive },
              ]}
            />
          )}
          <div className="ml-auto">
            <Menu
              align="end"
              trigger={
                <Button variant="ghost" icon={ArrowDownWideNarrow}>
                  <span className="sr-only">Sorted by </span>
                  {SORT_WORDS[sort]}
                </Button>
              }
              entries={(['recent', 'name'] as const).map((value) => ({
                kind: 'check',
                label: SORT_WORDS[value],
                checked: sort === value,
                onChange: () => setSort(value),
              }))}
            />
          </div>
        </div>
      )}
      <div className="mt-5" aria-busy={journeys.isFetching}>
        {journeys.error !== null && sorted === undefined ? (
          <div role="alert" className="rounded-lg bg-danger-soft px-4 py-3 text-sm text-danger">
            {wordsOf(journeys.error)}{' '}
            <button type="button" className="font-medium underline" onClick={() => void journeys.refetch()}>
              Try again
            </button>
          </div>
        ) : sorted?.length === 0 ? (
          <LibraryEmpty
            reason={deferredSearch !== '' ? 'search' : view === 'archived' ? 'archive' : canCreate ? 'new' : standing}
            search={deferredSearch}
            onNew={onNew}
            onClearSearch={() => setSearch('')}
          />
        ) : (
          <JourneyGrid journeys={sorted} onOpen={onOpen} theme={theme} />
        )}
      </div>
    </main>
  )
}
