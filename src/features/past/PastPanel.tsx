import { useMembers } from '#src/api/member-queries.ts'
import { Panel } from '#src/ui/Panel.tsx'
import { ActivityList } from './ActivityList.tsx'
import { ReviewSection } from './ReviewSection.tsx'

interface PastPanelProps {
  readonly journeyId: string
  readonly workspaceId: string
  readonly canReview: boolean
  readonly onClose: () => void
  readonly onJump: (elementId: string) => void
}

/** What became of the open journey, and whether it is still true. */
export function PastPanel({ journeyId, workspaceId, canReview, onClose, onJump }: PastPanelProps) {
  const members = useMembers(workspaceId)
  const people = members.data?.map(({ personId, name }) => ({ id: personId, name })) ?? []
  return (
    <Panel title="Review and activity" onClose={onClose}>
      <div className="flex flex-col gap-6">
        <ReviewSection journeyId={journeyId} canReview={canReview} />
        <ActivityList of="journeys" id={journeyId} people={people} onJump={onJump} />
      </div>
    </Panel>
  )
}
