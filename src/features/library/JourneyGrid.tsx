import type { LibraryItem } from '#shared/contract/rest/journeys.ts'
import { Skeleton } from '#src/ui/Skeleton.tsx'
import { JourneyTile } from './JourneyTile.tsx'

const SKELETONS = [0, 1, 2, 3, 4, 5]

/** Journeys as tiles; while they are on their way (`undefined`), tiles of the same size hold their place. */
export const JourneyGrid = ({ journeys }: { readonly journeys: readonly LibraryItem[] | undefined }) => (
  <ul aria-label="Journeys" className="grid grid-cols-[repeat(auto-fill,minmax(min(15.5rem,100%),1fr))] gap-4">
    {journeys === undefined
      ? SKELETONS.map((index) => (
          <li key={index} className="overflow-hidden rounded-xl bg-surface shadow-card">
            <Skeleton rounding="none" className="aspect-[2/1] sm:aspect-[16/10]" />
            <div className="flex h-18 flex-col justify-center gap-2 px-3.5">
              <Skeleton className="h-3.5 w-3/5" />
              <Skeleton className="h-3 w-2/5" />
            </div>
          </li>
        ))
      : journeys.map((journey) => (
          // What is out of sight is not laid out: thousands of tiles scroll as few do. The edge leaves room for the shadow.
          <li key={journey.id} className="-m-1 p-1 [contain-intrinsic-size:auto_14rem] [content-visibility:auto]">
            <JourneyTile journey={journey} />
          </li>
        ))}
  </ul>
)
