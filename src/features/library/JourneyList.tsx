import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import type { LibraryItem } from '#shared/contract/rest/journeys.ts'
import { Skeleton } from '#src/ui/Skeleton.tsx'
import { JourneyRow } from './JourneyRow.tsx'

const ROW_PX = 48
const SKELETONS = [0, 1, 2, 3, 4, 5, 6, 7]

/** Journeys as lines, of which only those in sight are there; while they are on their way (`undefined`), lines hold their place. */
export function JourneyList({ journeys }: { readonly journeys: readonly LibraryItem[] | undefined }) {
  const list = useRef<HTMLUListElement>(null)
  // oxlint-disable-next-line react-hooks-js/incompatible-library -- it renders by itself when the window of rows moves
  const virtual = useWindowVirtualizer({
    count: journeys?.length ?? 0,
    estimateSize: () => ROW_PX,
    overscan: 20,
    scrollMargin: list.current?.offsetTop ?? 0,
    getItemKey: (index) => journeys?.[index]?.id ?? index,
  })
  if (journeys === undefined) {
    return (
      <div className="overflow-hidden rounded-xl bg-surface shadow-card">
        {SKELETONS.map((index) => (
          <div key={index} className="flex h-12 items-center border-b border-line px-4">
            <Skeleton className="h-3.5 w-2/5" />
          </div>
        ))}
      </div>
    )
  }
  return (
    <div className="overflow-hidden rounded-xl bg-surface shadow-card">
      <ul ref={list} aria-label="Journeys" className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const journey = journeys[index]
          return (
            journey && (
              <li
                key={key}
                aria-setsize={journeys.length}
                aria-posinset={index + 1}
                className="absolute inset-x-0 top-0"
                style={{ transform: `translateY(${start - virtual.options.scrollMargin}px)` }}
              >
                <JourneyRow journey={journey} />
              </li>
            )
          )
        })}
      </ul>
    </div>
  )
}
