import { Archive, Plus, SearchX, Users } from 'lucide-react'
import { assertNever } from '#shared/lib/assert.ts'
import { Button } from '#src/ui/Button.tsx'
import { EmptyState } from '#src/ui/EmptyState.tsx'
import { FirstJourneySketch } from './FirstJourneySketch.tsx'

interface LibraryEmptyProps {
  /** Why there is nothing to see. */
  readonly reason: 'new' | 'search' | 'archive' | 'guest' | 'reader'
  readonly search: string
  readonly onNew: () => void
  readonly onClearSearch: () => void
}

/** No journeys here: why, and what to do about it. */
export function LibraryEmpty({ reason, search, onNew, onClearSearch }: LibraryEmptyProps) {
  switch (reason) {
    case 'search':
      return (
        <EmptyState
          icon={SearchX}
          title={`No journey is called “${search}”`}
          action={<Button onClick={onClearSearch}>Clear the search</Button>}
        >
          The search looks at titles. Archived journeys are searched on their own.
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
