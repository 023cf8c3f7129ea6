import type { JourneyListItem } from '#shared/contract/rest/journeys.ts'
import { Skeleton } from '#src/ui/Skeleton.tsx'
import { JourneyTile } from './JourneyTile.tsx'

const SKELETONS = [0, 1, 2, 3, 4, 5]

interface JourneyGridProps {
  /** `undefined`: still on their way. */
  readonly journeys: readonly JourneyListItem[] | undefined
  readonly onOpen: (journeyId: string) => void
  readonly theme: 'light' | 'dark'
}

/** Journeys as tiles; while they are on their way, tiles of the same size hold their place. */
export const JourneyGrid = ({ journeys, onOpen, theme }: JourneyGridProps) => (
  <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(17rem,100%),1fr))] gap-4">
    {journeys === undefined
      ? SKELETONS.map((index) => (
          <li key={index} className="overflow-hidden rounded-xl bg-surface shadow-card">
            <Skeleton rounding="none" className="aspect-[2/1] sm:aspect-[16/10]" />
            <div className="flex h-16 flex-col justify-center gap-2 px-3.5">
              <Skeleton className="h-3.5 w-3/5" />
              <Skeleton className="h-3 w-2/5" />
            </div>
          </li>
        ))
      : journeys.map((journey) => (
          <li key={journey.id}>
            <JourneyTile journey={journey} onOpen={onOpen} theme={theme} />
          </li>
        ))}
  </ul>
)
