import { ChartNoAxesColumn, Download } from 'lucide-react'
import { useState } from 'react'
import { wordsOf } from '#src/api/api-error.ts'
import { numbersFileUrl, useWorkspaceNumbers } from '#src/api/numbers-queries.ts'
import { Button, buttonClass } from '#src/ui/Button.tsx'
import { EmptyState } from '#src/ui/EmptyState.tsx'
import { Select } from '#src/ui/Select.tsx'
import { Spinner } from '#src/ui/Spinner.tsx'
import { JourneyNumbers } from './JourneyNumbers.tsx'
import { NUMBERS_SORTS, type NumbersSort, SORT_TITLES, sortedNumbers } from './sort-numbers.ts'

interface WorkspaceNumbersProps {
  readonly workspace: { readonly id: string; readonly name: string }
  /** Shows the numbers of one journey. */
  readonly onOpen: (journeyId: string) => void
  /** Leads to where data is brought; `null`: who looks may not. */
  readonly onOpenData: (() => void) | null
}

/** The numbers of all journeys of a workspace at one look: the same readings as in each. */
export function WorkspaceNumbers({ workspace, onOpen, onOpenData }: WorkspaceNumbersProps) {
  const { data: journeys, error, isFetchingNextPage, refetch } = useWorkspaceNumbers(workspace.id)
  const [sort, setSort] = useState<NumbersSort>('name')
  const most = Math.max(1, ...(journeys ?? []).map(({ cases }) => cases?.value ?? 0))

  return (
    <main className="mx-auto flex w-full max-w-6xl flex-col gap-4 px-4 py-8 md:px-6">
      <header className="flex flex-wrap items-end gap-x-4 gap-y-3">
        <div className="min-w-0 flex-1 basis-60">
          <h1 className="text-2xl font-semibold text-ink">Numbers</h1>
          <p className="text-sm text-pretty text-ink-muted">
            Every journey of {workspace.name} that is bound to data: how many begin it, how many get to its end, and
            where most are lost.
          </p>
        </div>
        {journeys !== undefined && journeys.length > 0 && (
          <>
            <Select
              label="In order of"
              className="w-60"
              value={sort}
              onChange={setSort}
              options={NUMBERS_SORTS.map((value) => ({ value, label: SORT_TITLES[value] }))}
            />
            <a href={numbersFileUrl(workspace.id)} download className={buttonClass('secondary', 'md')}>
              <Download aria-hidden className="size-4" />
              Download CSV
            </a>
          </>
        )}
      </header>
      {error !== null && (
        <div
          role="alert"
          className="flex flex-wrap items-center gap-3 rounded-lg bg-danger-soft px-4 py-3 text-sm text-danger"
        >
          <span className="flex-1">{wordsOf(error)}</span>
          <Button size="sm" onClick={() => void refetch()}>
            Try again
          </Button>
        </div>
      )}
      {journeys === undefined && error === null && (
        <div role="status" aria-label="Waiting for the numbers" className="flex justify-center py-16">
          <Spinner />
        </div>
      )}
      {journeys?.length === 0 && (
        <EmptyState
          icon={ChartNoAxesColumn}
          title="No journey shows numbers yet"
          action={
            onOpenData && (
              <Button variant="primary" onClick={onOpenData}>
                Bring data
              </Button>
            )
          }
        >
          Import events, open a journey and bind its stages or touchpoints to them by name. From then on its conversion
          and its drop-offs are counted here, beside those of all other journeys.
        </EmptyState>
      )}
      {journeys !== undefined && journeys.length > 0 && (
        <ul className="flex flex-col gap-3">
          {sortedNumbers(journeys, sort).map((journey) => (
            <JourneyNumbers key={journey.id} journey={journey} most={most} onOpen={() => onOpen(journey.id)} />
          ))}
        </ul>
      )}
      {isFetchingNextPage && (
        <div role="status" aria-label="Waiting for more" className="flex justify-center py-4">
          <Spinner />
        </div>
      )}
    </main>
  )
}
