import { Archive, Clock, Folder, Plus, SearchX, Star, Tag, Users } from 'lucide-react'
import { assertNever } from '#shared/lib/assert.ts'
import { Button } from '#src/ui/Button.tsx'
import { EmptyState } from '#src/ui/EmptyState.tsx'
import { FirstJourneySketch } from './FirstJourneySketch.tsx'

/** Why there is nothing to see. */
export type EmptyReason =
  | 'new'
  | 'search'
  | 'tags'
  | 'archive'
  | 'starred'
  | 'recent'
  | 'collection'
  | 'guest'
  | 'reader'

interface LibraryEmptyProps {
  readonly reason: EmptyReason
  readonly search: string
  readonly onNew: () => void
  /** Takes the search and the tags away. */
  readonly onClear: () => void
}

/** No journeys here: why, and what to do about it. */
export function LibraryEmpty({ reason, search, onNew, onClear }: LibraryEmptyProps) {
  switch (reason) {
    case 'search':
      return (
        <EmptyState
          icon={SearchX}
          title={`No journey says “${search}”`}
          action={<Button onClick={onClear}>Clear the search</Button>}
        >
          The search looks at everything in the journeys of this part of the library. Archived ones are searched in the
          archive. What was written a moment ago is found a moment later.
        </EmptyState>
      )
    case 'tags':
      return (
        <EmptyState
          icon={Tag}
          title="No journey has all of these tags"
          action={<Button onClick={onClear}>Take the tags away</Button>}
        >
          Each tag that you choose narrows down further.
        </EmptyState>
      )
    case 'starred':
      return (
        <EmptyState icon={Star} title="You have starred nothing yet">
          Star the journeys that you come back to. Only you see your stars.
        </EmptyState>
      )
    case 'recent':
      return (
        <EmptyState icon={Clock} title="You have opened nothing yet">
          The journeys that you opened last are listed here.
        </EmptyState>
      )
    case 'collection':
      return (
        <EmptyState icon={Folder} title="This collection is empty">
          Make a journey here, or move some here from their menus.
        </EmptyState>
      )
    case 'archive':
      return (
        <EmptyState icon={Archive} title="The archive is empty">
          Archive what is done with from a journey’s menu. It can be restored at any time, or deleted from here.
        </EmptyState>
      )
    case 'guest':
      return (
        <EmptyState icon={Users} title="Nothing is shared with you at the moment">
          Open the share link that you were sent. Journeys shared with you on this device are listed here.
        </EmptyState>
      )
    case 'reader':
      return (
        <EmptyState icon={Users} title="No journeys here yet">
          As soon as somebody makes one in this workspace, or shares one with you, it is listed here.
        </EmptyState>
      )
    case 'new':
      return (
        <div className="flex flex-col items-center rounded-xl border border-dashed border-line bg-surface px-6 py-12">
          <FirstJourneySketch />
          <h2 className="mt-6 text-xl font-semibold text-balance">Lay out your first journey</h2>
          <p className="mt-2 max-w-md text-center text-base text-pretty text-ink-muted">
            Stages and steps run from left to right. Below them, lanes hold what people do, think and feel. Bind steps
            to your data and the numbers appear on the map.
          </p>
          <Button variant="primary" size="lg" icon={Plus} onClick={onNew} className="mt-6">
            New journey
          </Button>
        </div>
      )
    default:
      return assertNever(reason)
  }
}
