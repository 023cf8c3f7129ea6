import { wordsOf } from '#src/api/api-error.ts'
import { useJourneySummary, useNoteOpened } from '#src/api/queries.ts'
import { WorkspaceContext } from '#src/api/workspace-context.ts'
import { Button } from '#src/ui/Button.tsx'
import { whyFromRest } from './journey/closed-why.ts'
import { JourneyRoom } from './journey/JourneyRoom.tsx'
import { ClosedPage } from './journey/late-closed-page.ts'
import { OpeningJourney } from './journey/OpeningJourney.tsx'
import { MessagePage } from './MessagePage.tsx'

/** `/journeys/:id`: one open journey. */
export function JourneyPage({ journeyId }: { readonly journeyId: string }) {
  const summary = useJourneySummary(journeyId)
  useNoteOpened(journeyId, summary.isSuccess)
  if (summary.data !== undefined) {
    return (
      <WorkspaceContext value={summary.data.workspaceId}>
        <JourneyRoom summary={summary.data} />
      </WorkspaceContext>
    )
  }
  if (summary.error === null) return <OpeningJourney title="" />
  const why = whyFromRest(summary.error)
  if (why !== null) return <ClosedPage why={why} />
  return (
    <MessagePage
      title="This journey cannot be opened now"
      action={
        <Button variant="primary" busy={summary.isFetching} onClick={() => void summary.refetch()}>
          Try again
        </Button>
      }
    >
      <p>{wordsOf(summary.error)}</p>
    </MessagePage>
  )
}
