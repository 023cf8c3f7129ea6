import { useState } from 'react'
import { Link } from 'wouter'
import type { JourneyNumbersItem } from '#shared/contract/rest/numbers.ts'
import type { Measure } from '#shared/metrics/measures.ts'
import type { Reading } from '#shared/metrics/reading.ts'
import { MINUTE_MS } from '#shared/lib/time.ts'
import { timeAgo } from '#shared/lib/time-ago.ts'
import { useNow } from '#src/ui/use-now.ts'
import { ReadingBar } from '../dashboard/ReadingBar.tsx'
import { StageFunnel } from '../dashboard/StageFunnel.tsx'
import { updatedAtOf } from './sort-numbers.ts'

interface JourneyNumbersProps {
  readonly journey: JourneyNumbersItem
  /** The cases of the journey that has most: a full bar. */
  readonly most: number
  readonly onOpen: () => void
}

/** One journey: who begins it, who gets to its end, where most are lost; its stages on request. Every number leads into the journey. */
export function JourneyNumbers({ journey, most, onOpen }: JourneyNumbersProps) {
  const now = useNow(MINUTE_MS)
  const [isOpen, setOpen] = useState(false)
  const { id, title, along, cases, endToEnd, dropOff } = journey
  const updatedAt = updatedAtOf(journey)
  const [first, last] = [along[0]?.name, along.at(-1)?.name]

  return (
    <li className="flex min-w-0 flex-col gap-3 rounded-xl border border-line bg-surface p-4">
      <header className="flex min-w-0 flex-wrap items-baseline gap-x-3">
        <h2 className="min-w-0 flex-1 basis-40 truncate text-base font-semibold text-ink">
          <Link href={`/journeys/${encodeURIComponent(id)}?view=numbers`} className="rounded-sm hover:underline">
            {title.trim() || 'Untitled'}
          </Link>
        </h2>
        <span className="text-xs text-ink-faint">
          {updatedAt === null ? 'No data' : `Data from ${timeAgo(updatedAt, now)}`}
        </span>
      </header>
      <dl className="grid gap-x-6 gap-y-2 md:grid-cols-3">
        <Figure
          name={title}
          title={first === undefined ? 'Cases' : `Cases in ${first}`}
          reading={cases}
          measure="cases"
          full={most}
          onOpen={onOpen}
        />
        <Figure
          name={title}
          title={along.length > 1 ? `From ${first ?? ''} to ${last ?? ''}` : 'End to end'}
          reading={endToEnd}
          measure="conversion"
          full={1}
          onOpen={onOpen}
        />
        <Figure
          name={title}
          title={dropOff === null ? 'Biggest drop-off' : `Most are lost after ${dropOff.name}`}
          reading={dropOff?.reading ?? null}
          measure="dropOff"
          full={1}
          onOpen={onOpen}
        />
      </dl>
      {along.length > 1 && (
        <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
          <summary className="cursor-pointer text-sm text-ink-muted hover:text-ink">Stage by stage</summary>
          {isOpen && (
            // What it says to screen readers only would widen the page on a phone.
            <div className="relative mt-2 overflow-hidden">
              <StageFunnel
                stages={along.map(({ name, readings }) => ({ id: readings.elementId, name, where: '', readings }))}
                onAsk={onOpen}
              />
            </div>
          )}
        </details>
      )}
    </li>
  )
}

interface FigureProps {
  /** Of the journey. */
  readonly name: string
  readonly title: string
  readonly reading: Reading | null
  readonly measure: Measure
  readonly full: number
  readonly onOpen: () => void
}

const Figure = ({ name, title, reading, measure, full, onOpen }: FigureProps) => (
  <div className="min-w-0">
    <dt className="truncate text-xs text-ink-muted" title={title}>
      {title}
    </dt>
    <dd>
      {reading === null ? (
        <span className="flex h-8 items-center text-sm text-ink-faint">Cannot be told</span>
      ) : (
        <ReadingBar name={name} measure={measure} title={title} reading={reading} full={full} onAsk={onOpen} />
      )}
    </dd>
  </div>
)
